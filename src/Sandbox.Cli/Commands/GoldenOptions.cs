using System.CommandLine;
using Sandbox.Lifecycle.Golden;

namespace Sandbox.Cli.Commands;

/// <summary>Which checkpoint, and how many sessions restore it.</summary>
internal sealed class GoldenOptions
{
    private readonly Option<string?> _golden = new("--golden") { HelpName = "FILE", Description = "The checkpoint: a dump that sandbox golden capture wrote." };
    private readonly Option<int?> _jobs = new("--jobs", "-j") { HelpName = "N", Description = "How many sessions restore at a time; the number of processors unless said otherwise." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_golden);
        command.Options.Add(_jobs);
    }

    /// <summary>Opens the checkpoint that the words name; null where they name none.</summary>
    public async Task<GoldenCheckpoint?> LoadAsync(ParseResult words, Surroundings surroundings, CancellationToken cancellationToken) =>
        words.GetValue(_golden) is { } path ? await GoldenCheckpoint.LoadAsync(Path.GetFullPath(path, surroundings.Folder), cancellationToken) : null;

    /// <summary>How many sessions restore.</summary>
    /// <exception cref="SandboxException">The words say none (<see cref="ExitCode.Usage"/>).</exception>
    public int Jobs(ParseResult words) => words.GetValue(_jobs) switch
    {
        null => Environment.ProcessorCount,
        >= 1 and <= 1000 and var jobs => jobs,
        var other => throw new SandboxException(ExitCode.Usage, FormattableString.Invariant($"--jobs {other}: say 1 or more")),
    };
}
