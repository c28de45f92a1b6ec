using System.CommandLine;
using System.Globalization;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox snapshots</c>: what waits to be accepted, and what nothing is compared with any more.</summary>
internal sealed class SnapshotsCommand : Command
{
    private readonly CommonOptions _common;
    private readonly Argument<string[]> _folders = new("folder") { Arity = ArgumentArity.ZeroOrMore, Description = "Where; the working folder unless said otherwise." };
    private readonly Option<bool> _remove = new("--remove") { Description = "Takes away the verified files whose script or test is gone." };

    public SnapshotsCommand(CommonOptions common)
        : base("snapshots", "Lists snapshots that wait to be accepted, and verified files whose script or test is gone; exits with 1 where there are such.")
    {
        _common = common;
        Arguments.Add(_folders);
        Options.Add(_remove);
        SetAction(words => (int)Run(words));
    }

    private ExitCode Run(ParseResult words)
    {
        var removes = words.GetValue(_remove);
        if (removes && _common.Surroundings.IsBuildServer)
        {
            throw new SandboxException(ExitCode.Usage, "--remove: on a build server (CI is set) nobody commits what is gone; remove it on your machine");
        }

        string[] folders = words.GetValue(_folders) is { Length: > 0 } given ? given : ["."];
        if (Array.Find(folders, static folder => !Directory.Exists(folder)) is { } missing)
        {
            throw new SandboxException(ExitCode.Usage, $"{missing}: there is no such folder");
        }

        var output = _common.Out(words);
        var waiting = folders.SelectMany(SnapshotStore.FindReceived).Select(Named).Distinct(StringComparer.Ordinal).ToList();
        var dangling = folders.SelectMany(DanglingSnapshots.Find).Select(Named).Distinct(StringComparer.Ordinal).ToList();
        output.Print(waiting.Select(static path => new TextLine(TextKind.Attention, VisibleText.Escape($"waiting   {path}: sandbox accept, when it is right"))));
        foreach (var path in dangling)
        {
            if (removes)
            {
                Remove(path);
            }

            output.Print(removes
                ? new TextLine(TextKind.Good, VisibleText.Escape($"removed   {path}"))
                : new TextLine(TextKind.Bad, VisibleText.Escape($"dangling  {path}: its script or test is gone; --remove takes it away")));
        }

        output.Print(new TextLine(TextKind.Plain, string.Create(CultureInfo.InvariantCulture, $"{waiting.Count} waiting, {dangling.Count} {(removes ? "removed" : "dangling")}")));
        return dangling.Count > 0 && !removes ? ExitCode.VerdictFail : ExitCode.Success;
    }

    private static string Named(string path) => Path.GetRelativePath(".", path);

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: cannot be removed: {error.Message}", error);
        }
    }
}
