namespace Sandbox.Rehearsal.Verdicts;

/// <summary>What a check table says.</summary>
/// <param name="Checks">Its rows.</param>
/// <param name="Problem">Why the script fails whatever the rows say, one line: the table has no rows, or not all of them were kept; null as a rule.</param>
public sealed record CheckReading(IReadOnlyList<Check> Checks, string? Problem);
