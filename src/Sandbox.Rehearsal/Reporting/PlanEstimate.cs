namespace Sandbox.Rehearsal.Reporting;

/// <summary>What the planner expected of a statement before it ran (<c>--explain</c>); what came of it is the step's own.</summary>
/// <param name="Rows">How many rows it expected to insert, update, delete or merge; null where it could not be asked.</param>
/// <param name="Cost">The whole plan's cost, in the planner's units; null where it could not be asked.</param>
/// <param name="Reason">Why it could not be asked, one line; null where it was.</param>
public sealed record PlanEstimate(long? Rows, double? Cost, string? Reason)
{
    /// <summary>So many times more or less than expected are worth a look.</summary>
    private const double Far = 10;

    /// <summary>Whether what came of it is far from what was expected, so that plans may rest on old statistics.</summary>
    /// <param name="actual">The rows of the statement's own tag.</param>
    internal bool IsFarFrom(long? actual) => Rows is { } expected && actual is { } rows && (Math.Max(expected, rows) + 1.0) / (Math.Min(expected, rows) + 1.0) > Far;
}
