using System.CommandLine;
using System.Reflection;
using Sandbox.Cli.Starter;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox init</c>: what a first rehearsal needs, as it can be run and committed.</summary>
internal sealed class InitCommand : Command
{
    private readonly CommonOptions _common;
    private readonly Argument<string> _folder = new("folder") { Arity = ArgumentArity.ZeroOrOne, Description = "Where; the working folder unless said otherwise. It is made where it is not there." };
    private readonly Option<string?> _pipeline = new("--ci") { HelpName = "github|gitlab|none", Description = "Whose pipeline it is written for (github)." };

    public InitCommand(CommonOptions common)
        : base("init", "Writes a policy, a first script with its clone and its snapshot, a test project and a pipeline; leaves alone what is there.")
    {
        _common = common;
        Arguments.Add(_folder);
        Options.Add(_pipeline);
        SetAction(RunAsync);
    }

    /// <summary>The version of this program and of the packages that it comes with.</summary>
    private static string Version => typeof(InitCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var pipeline = words.GetValue(_pipeline) ?? "github";
        if (pipeline is not ("github" or "gitlab" or "none"))
        {
            throw new SandboxException(ExitCode.Usage, $"--ci {pipeline}: say github, gitlab or none");
        }

        var folder = Path.GetFullPath(words.GetValue(_folder) ?? ".", _common.Surroundings.Folder);
        var output = _common.Out(words);
        try
        {
            foreach (var part in new StarterFiles(StarterFiles.NameOf(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))), Version).Parts(pipeline))
            {
                if (Path.Exists(Path.Combine(folder, part.Path)))
                {
                    output.Print(new TextLine(TextKind.Attention, $"left   {part.Path}: it is there already"));
                    continue;
                }

                foreach (var (path, bytes) in part.Files)
                {
                    await WriteAsync(Path.Combine(folder, path), bytes, cancellationToken);
                    output.Print(new TextLine(TextKind.Good, $"wrote  {path}"));
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{folder}: cannot be written to: {error.Message}; name another folder", error);
        }

        if (_common.Detail(words) != TextDetail.Quiet)
        {
            output.Print([TextLine.Empty, new(TextKind.Plain, "Next: sandbox rehearse rehearsals"), new(TextKind.Plain, "      dotnet test tests/Rehearsals.Tests")]);
        }

        return (int)ExitCode.Success;
    }

    private static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await file.WriteAsync(bytes, cancellationToken);
    }
}
