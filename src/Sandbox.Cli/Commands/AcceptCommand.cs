using System.CommandLine;
using Sandbox.Cli.Console;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Syntax.Paths;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox accept</c>: what was received becomes what is verified.</summary>
internal sealed class AcceptCommand : Command
{
    private readonly CommonOptions _common;
    private readonly Argument<string[]> _paths = new("path")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Scripts, received or verified files, or folders, which are accepted at once; without any the working folder, each snapshot after its difference is shown and you said yes.",
    };

    public AcceptCommand(CommonOptions common)
        : base("accept", "Accepts received snapshots: they take the verified files' places.")
    {
        _common = common;
        Arguments.Add(_paths);
        SetAction(RunAsync);
    }

    /// <summary>Refuses where nobody can have looked at what would be accepted.</summary>
    /// <exception cref="SandboxException">A build server runs this (<see cref="ExitCode.Usage"/>).</exception>
    public static void RefuseOnBuildServer(Surroundings surroundings)
    {
        if (surroundings.IsBuildServer)
        {
            throw new SandboxException(ExitCode.Usage, "snapshots are not accepted on a build server (CI is set), where nobody looks at them; accept on your machine and commit the verified files");
        }
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        RefuseOnBuildServer(_common.Surroundings);
        var output = _common.Out(words);
        var named = words.GetValue(_paths) is { Length: > 0 } given ? given : null;
        if (named is null && !(_common.Surroundings.Console.InIsTerminal && _common.Surroundings.Console.OutIsTerminal))
        {
            throw new SandboxException(ExitCode.Usage, "accept asks for each snapshot, and there is no terminal to ask at; name what is right: sandbox accept PATH..., or . for all");
        }

        var received = (named ?? ["."]).SelectMany(Received).Distinct(StringComparer.Ordinal).ToList();
        if (received.Count == 0)
        {
            output.Print(new TextLine(TextKind.Plain, VisibleText.Escape($"nothing to accept: nothing was received in {string.Join(", ", named ?? ["."])}")));
        }

        var questions = named is null ? new AcceptQuestions(_common.Surroundings.Console, output, received.Count) : null;
        foreach (var path in received)
        {
            switch (questions is null ? AcceptAnswer.Yes : await questions.AskAsync(path, cancellationToken))
            {
                case AcceptAnswer.Yes:
                    output.Print(new TextLine(TextKind.Good, VisibleText.Escape($"accepted {await SnapshotStore.AcceptAsync(path, cancellationToken)}")));
                    break;
                case AcceptAnswer.Quit:
                    return (int)ExitCode.Success;
            }
        }

        return (int)ExitCode.Success;
    }

    private static IEnumerable<string> Received(string path)
    {
        if (Directory.Exists(path))
        {
            try
            {
                return SnapshotStore.FindReceived(path).Select(static file => Path.GetRelativePath(".", file));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new SandboxException(ExitCode.Usage, $"{path}: the folder cannot be searched: {error.Message}", error);
            }
        }

        var naming = SnapshotNaming.From(path);
        return File.Exists(naming.ReceivedPath) ? [naming.ReceivedPath]
            : File.Exists(path) || File.Exists(naming.VerifiedPath) ? []
            : throw new SandboxException(ExitCode.Usage, $"{path}: there is no such script, snapshot or folder{NearFile.DidYouMean(path, Environment.CurrentDirectory, Directory.EnumerateFileSystemEntries)}");
    }
}
