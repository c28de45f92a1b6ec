namespace Sandbox.Rehearsal.Verdicts;

/// <summary>A row of a result table that carries its own verdict.</summary>
/// <param name="Seq">The value of the column <c>seq</c>; null where the table has none.</param>
/// <param name="Name">The value of the column <c>check_name</c> or <c>check</c>.</param>
/// <param name="Expected">The value of the column <c>expected</c>; null where the table has none.</param>
/// <param name="Actual">The value of the column <c>actual</c>; null where the table has none.</param>
/// <param name="Passed">Whether the row's <c>verdict</c> or <c>pass</c> says so.</param>
/// <param name="Line">The line of the statement that returned the table.</param>
public sealed record Check(string? Seq, string Name, string? Expected, string? Actual, bool Passed, int Line)
{
    /// <summary>The verdict in the report's words.</summary>
    public string Verdict => Passed ? "PASS" : "FAIL";
}
