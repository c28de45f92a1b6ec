namespace Sandbox.Rehearsal.Reporting;

/// <summary>Something in the script that a reviewer should know of.</summary>
/// <param name="RuleId">The rule's id, <c>SBXnnnn</c>.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Message">One line.</param>
/// <param name="Observed">Whether the run bore it out: <c>confirmed</c>, <c>notObserved</c>, <c>observedOnly</c> or <c>static</c>.</param>
public sealed record Hazard(string RuleId, string Severity, int Line, int Column, string Message, string Observed)
{
    /// <summary>The file that holds it, where it is not the script itself but one that it includes.</summary>
    public string? Path { get; init; }

    /// <summary>The line, and the part of it that this is about; null where it is not at hand.</summary>
    public Excerpt? Source { get; init; }
}
