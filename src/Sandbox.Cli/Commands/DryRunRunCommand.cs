using System.CommandLine;
using Sandbox.Cli.Console;
using Sandbox.Cli.Reports;
using Sandbox.Lifecycle.DryRuns;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox dryrun run</c>: gates, provision, scenarios, teardown, close.</summary>
internal sealed class DryRunRunCommand : Command
{
    private readonly CommonOptions _common;
    private readonly PolicyOption _policy = new();
    private readonly Argument<string> _file = new("dryrun.json") { Description = "The dry run: gate, production, scenarios, what is protected (docs/dryrun.schema.json)." };
    private readonly Option<string?> _run = new("--run") { HelpName = "ID", Description = "The run's id; the dry run's name and the time unless said otherwise." };

    public DryRunRunCommand(CommonOptions common)
        : base("run", "Brings up a server of its own from a dump, plays scenarios on it and takes it down again; DRY_RUN_OK is the last line, and only where all of it went well and is closed cleanly.")
    {
        _common = common;
        Arguments.Add(_file);
        Options.Add(_run);
        _policy.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var surroundings = _common.Surroundings;
        var run = await DryRun.LoadAsync(Path.Combine(surroundings.Folder, words.GetRequiredValue(_file)), cancellationToken);
        var policy = await _policy.ReadAsync(words, surroundings.Folder, cancellationToken);
        var (output, errors) = (_common.Out(words), _common.Error(words));
        var runner = new DryRunner(run, policy, RecordsFolder.Of(policy, surroundings), surroundings.Environment) { Progress = new JournalLines(output) };
        var close = await runner.RunAsync(words.GetValue(_run), cancellationToken);
        ClosePrinter.Print(close, output, errors);
        if (close.ExitCode == 0)
        {
            output.Print(new TextLine(TextKind.Good, "DRY_RUN_OK"));
        }

        return close.ExitCode;
    }
}
