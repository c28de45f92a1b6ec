using System.Globalization;
using Sandbox.Lifecycle.Golden;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.Plans;

/// <summary>
/// Runs a plan: gate, birth, stages, and a cleanup that always comes. What the plan did not create it never drops, and only when nothing of the whole pattern remains has all gone well.
/// </summary>
public sealed class PlanRun
{
    private readonly Plan _plan;
    private readonly ConnectionTarget _target;
    private readonly Policy _policy;
    private readonly IProgress<PlanLine> _progress;
    private SandboxName? _candidate;
    private bool _isCreated;

    private PlanRun(Plan plan, ConnectionTarget target, Policy policy, IProgress<PlanLine> progress)
    {
        _plan = plan;
        _target = target;
        _policy = policy;
        _progress = progress;
    }

    /// <summary>Makes sure that a plan may begin. Nothing exists yet, and nothing was connected to.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <exception cref="SandboxException">Its gate is closed (<see cref="ExitCode.GateClosed"/>).</exception>
    public static void PassGate(Plan plan, IReadOnlyDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(environment);
        if (!plan.Gate.IsOpen(environment))
        {
            throw new SandboxException(ExitCode.GateClosed, $"GATE_CLOSED: {plan.Path} runs only where the variable {plan.Gate.Name} has the value that its gate asks for; nothing was created");
        }
    }

    /// <summary>Runs a plan whose gate was passed.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="target">A database of the server that is no sandbox.</param>
    /// <param name="policy">What a sandbox may be called, and where the ledger is.</param>
    /// <param name="sandboxId">The candidate's name; null for the plan's own.</param>
    /// <param name="progress">Hears what the stages write and what became of them.</param>
    /// <param name="cancellationToken">Ends the stages; the cleanup comes all the same.</param>
    public static async Task<PlanOutcome> RunAsync(Plan plan, ConnectionTarget target, Policy policy, string? sandboxId, IProgress<PlanLine> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        var run = new PlanRun(plan, target, policy, progress);
        var primary = await FailureOfAsync(() => run.ForwardAsync(sandboxId, cancellationToken));
        return new PlanOutcome(run._candidate, primary, await run.CleanUpAsync());
    }

    private async Task ForwardAsync(string? sandboxId, CancellationToken cancellationToken)
    {
        var candidate = SandboxName.Admit(sandboxId ?? _plan.CandidateAt(TimeProvider.System.GetUtcNow()), _policy);

        // The cleanup would not be allowed to drop it.
        candidate.RefusePinned(_policy);
        _candidate = candidate;
        await using (var lane = await SandboxLane.OpenAsync(_target, _policy, cancellationToken))
        {
            if (await lane.HasAsync(_candidate, cancellationToken))
            {
                throw new SandboxException(ExitCode.CandidateExists, $"CANDIDATE_EXISTS: {_candidate} was there before this plan; it is left as it is");
            }

            // It is this plan's own from here on, and not before: until a create has told all of its story it drops by itself what it made.
            await (_plan.Golden is { } golden
                ? lane.CreateAsync(_candidate, await GoldenCheckpoint.LoadAsync(golden, cancellationToken), Environment.ProcessorCount, cancellationToken)
                : lane.CreateAsync(_candidate, _plan.Template, cancellationToken));
            _isCreated = true;
        }

        Tell($"CREATED: {_candidate}");
        foreach (var stage in _plan.Stages)
        {
            try
            {
                await new StageRun(_plan, stage, _policy, _progress).RunAsync(_target, _candidate.Text, cancellationToken);
            }
            catch (StageFailedException error)
            {
                throw new StageFailedException(error.Code, $"STAGE_FAILED: {stage.Name}: {error.Message}");
            }

            cancellationToken.ThrowIfCancellationRequested();
            Tell($"STAGE_OK: {stage.Name}");
        }
    }

    /// <summary>Drops what this plan created and counts what remains, over connections of its own and uninterrupted.</summary>
    private async Task<PlanFailure?> CleanUpAsync()
    {
        if (_candidate is null)
        {
            return null;
        }

        var dropped = !_isCreated ? null : await FailureOfAsync(async () =>
        {
            await using var lane = await SandboxLane.OpenAsync(_target, _policy, CancellationToken.None);
            var retired = await lane.DropAsync(_candidate, CancellationToken.None);
            Tell($"{(retired.Retired ? "RETIRED_OK" : "NO_OP")}: {_candidate}{(retired.Retired ? "" : " " + retired.Detail)}");
            if (!retired.Retired)
            {
                throw new SandboxException(ExitCode.CleanupFailed, "it was gone before, with no tombstone of this plan's: a stage, or somebody else, has dropped it");
            }
        });
        dropped = dropped is null ? null : new PlanFailure((int)ExitCode.CleanupFailed, $"CLEANUP_FAILED: {_candidate} could not be dropped: {dropped.Message}");
        var remaining = await FailureOfAsync(async () =>
        {
            await using var lane = await SandboxLane.OpenAsync(_target, _policy, CancellationToken.None);
            if (await lane.NamesAsync(CancellationToken.None) is { Count: > 0 } left)
            {
                throw new SandboxException(ExitCode.SandboxesRemain, string.Create(CultureInfo.InvariantCulture, $"{left.Count} of the whole pattern are there: {string.Join(", ", left)}"));
            }
        });
        if (remaining is null)
        {
            return dropped;
        }

        // What could not be counted counts as remaining.
        var message = $"SANDBOXES_REMAIN: {remaining.Message}";
        return dropped is null ? new PlanFailure((int)ExitCode.SandboxesRemain, message) : dropped with { Message = $"{dropped.Message}; {message}" };
    }

    private void Tell(string text) => _progress.Report(new PlanLine(Stage: null, text, IsError: false));

    private static async Task<PlanFailure?> FailureOfAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception error)
        {
            // Whatever it is: the cleanup comes first, and then it is told.
            return PlanFailure.Of(error);
        }
    }
}
