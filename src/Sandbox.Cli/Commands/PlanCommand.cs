using System.CommandLine;
using Sandbox.Cli.Console;
using Sandbox.Lifecycle.Plans;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox plan</c>: a dry run from birth to retirement.</summary>
internal sealed class PlanCommand : Command
{
    private readonly CommonOptions _common;
    private readonly LaneOptions _lane = new();
    private readonly Argument<string> _file = new("plan.json|yaml") { Description = "The plan: gate, candidate, stages (docs/plan.schema.json)." };

    public PlanCommand(CommonOptions common)
        : base("plan", "Creates a sandbox, runs a plan's stages on it, and always drops it; DRY_RUN_OK is the last line, and only where all of it went well.")
    {
        _common = common;
        Arguments.Add(_file);
        _lane.AddOneTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var surroundings = _common.Surroundings;
        var plan = await Plan.LoadAsync(Path.Combine(surroundings.Folder, words.GetRequiredValue(_file)), cancellationToken);
        PlanRun.PassGate(plan, surroundings.Environment);
        var policy = await _lane.PolicyAsync(words, surroundings, cancellationToken);
        var (output, errors) = (_common.Out(words), _common.Error(words));
        var outcome = await PlanRun.RunAsync(plan, _lane.Target(words, surroundings), policy, _lane.SandboxId(words), new PlanLines(output, errors), cancellationToken);
        foreach (var failure in (IEnumerable<PlanFailure>)[.. outcome.Primary is { } primary ? [primary] : Array.Empty<PlanFailure>(), .. outcome.Cleanup is { } cleanup ? [cleanup] : Array.Empty<PlanFailure>()])
        {
            errors.Print(new TextLine(TextKind.Bad, VisibleText.Escape($"sandbox: {failure.Message} (exit code {failure.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture)})")));
        }

        if (outcome.ExitCode == 0)
        {
            output.Print(new TextLine(TextKind.Good, "DRY_RUN_OK"));
        }

        return outcome.ExitCode;
    }

    /// <summary>Tells each line as it comes; what a stage writes has the stage's name before it, so that none can pass for the plan's own.</summary>
    private sealed class PlanLines(LinePrinter output, LinePrinter errors) : IProgress<PlanLine>
    {
        private readonly Lock _printing = new();

        public void Report(PlanLine value)
        {
            lock (_printing)
            {
                (value.IsError ? errors : output).Print(new TextLine(value.Stage is null ? TextKind.Good : TextKind.Plain, VisibleText.Escape(value.Stage is { } stage ? $"[{stage}] {value.Text}" : value.Text)));
            }
        }
    }
}
