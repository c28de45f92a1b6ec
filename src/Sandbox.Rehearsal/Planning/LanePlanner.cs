using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Planning;

/// <summary>Plans what one rehearsal runs: a script, and where the request names one, the script that reverts it.</summary>
internal static class LanePlanner
{
    // What a transaction does not allow and the script itself would do in psql: procedures that end transactions, statements that must stand alone, a new value of an enum.
    private static readonly HashSet<string> s_needsCopy = new(StringComparer.Ordinal) { "2D000", "25001", "55P04" };

    /// <summary>Plans it.</summary>
    /// <param name="path">The script's path.</param>
    /// <param name="request">The run that it belongs to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ScriptException">As <see cref="ScriptPlanner.PlanAsync"/>.</exception>
    public static async Task<ScriptPlan> PlanAsync(string path, RehearsalRequest request, CancellationToken cancellationToken)
    {
        var plan = await ScriptPlanner.PlanAsync(path, request, cancellationToken);
        if (request.Revert is not { } down)
        {
            return plan;
        }

        // Both run in one rehearsal: the lane is the first one's to say, and where it is for us to choose, one that both can run in.
        var lane = request.Lane ?? plan.Directives.Lane ?? Lane.Rollback;
        var revert = await ScriptPlanner.PlanAsync(down, request with { Lane = lane }, cancellationToken);
        if (plan.Lane != revert.Lane)
        {
            var reason = plan.Lane == Lane.Disposable ? plan.LaneReason : revert.LaneReason;
            plan = plan.Lane == Lane.Disposable ? plan : await ScriptPlanner.PlanAsync(path, request with { Lane = Lane.Disposable }, cancellationToken) with { LaneReason = reason };
            revert = revert.Lane == Lane.Disposable ? revert : await ScriptPlanner.PlanAsync(down, request with { Lane = Lane.Disposable }, cancellationToken);
        }

        var names = plan.Names.Union(revert.Names, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var isolation = string.Equals(plan.Isolation, TransactionModes.DefaultIsolation, StringComparison.Ordinal) ? revert.Isolation : plan.Isolation;
        if (!string.Equals(isolation, revert.Isolation, StringComparison.Ordinal) && !string.Equals(revert.Isolation, TransactionModes.DefaultIsolation, StringComparison.Ordinal))
        {
            throw new ScriptException(
                ExitCode.Refused, revert.Path, new TextPosition(1, 1), $"its transactions ask for isolation level {revert.Isolation}, those of {plan.Path} for {plan.Isolation}: this needs the disposable lane (--lane disposable)");
        }

        return plan with
        {
            Names = names,
            Isolation = isolation,
            ChangesServer = plan.ChangesServer ?? revert.ChangesServer,
            Revert = revert with { Names = names, Isolation = isolation },
        };
    }

    /// <summary>Plans a script again whose lane is for us to choose, where only the run showed that it cannot be rolled back.</summary>
    /// <param name="plan">The plan, which was run.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="request">The run that it belongs to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The plan in the disposable lane, or why that refuses it; neither where it need not be run again.</returns>
    public static async Task<(ScriptPlan? Plan, string? Refusal)> PlanAgainAsync(ScriptPlan plan, RehearsalOutcome outcome, RehearsalRequest request, CancellationToken cancellationToken)
    {
        if ((request.Lane ?? plan.Directives.Lane) is not Lane.Auto || plan.Lane != Lane.Rollback || plan.Directives.RollbackOnly || outcome.Ended is not null
            || outcome.Script.Steps.FirstOrDefault(static step => step.Error?.SqlState is { } state && s_needsCopy.Contains(state)) is not { } failed)
        {
            return (null, null);
        }

        try
        {
            var again = await PlanAsync(plan.Path, request with { Lane = Lane.Disposable }, cancellationToken);
            return (again with { LaneReason = FormattableString.Invariant($"auto: {failed.Path}:{failed.Line}: {failed.Error!.Message}") }, null);
        }
        catch (ScriptException refusal)
        {
            return (null, refusal.Message);
        }
    }
}
