using System.CommandLine;
using Sandbox.Cli.Reports;
using Sandbox.Lifecycle.DryRuns;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox teardown</c>: finishes what a killed dry run left.</summary>
internal sealed class TeardownCommand : Command
{
    private readonly CommonOptions _common;
    private readonly PolicyOption _policy = new();
    private readonly Option<string> _run = new("--run") { HelpName = "ID", Description = "The run's id.", Required = true };

    public TeardownCommand(CommonOptions common)
        : base("teardown", "Takes away what a dry run made, by its journal: each object by its exact name, and only where it has the recorded id; then closes the run.")
    {
        _common = common;
        Options.Add(_run);
        _policy.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var surroundings = _common.Surroundings;
        var policy = await _policy.ReadAsync(words, surroundings.Folder, cancellationToken);
        var (output, errors) = (_common.Out(words), _common.Error(words));
        var close = await DryRunTeardown.FinishAsync(
            words.GetRequiredValue(_run), RecordsFolder.Of(policy, surroundings), surroundings.Environment, TimeProvider.System, new JournalLines(output), cancellationToken);
        ClosePrinter.Print(close, output, errors);
        return (int)close.CleanupCode;
    }
}
