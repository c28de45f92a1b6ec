namespace Sandbox.Rehearsal.Reporting;

/// <summary>A table that a statement returned.</summary>
/// <param name="Line">The line in which the statement starts.</param>
/// <param name="Columns">The columns' names.</param>
/// <param name="Rows">The values as text, null for SQL's NULL.</param>
/// <param name="RowCount">How many rows the server returned; more than <paramref name="Rows"/> holds where the result was cut.</param>
public sealed record ResultTable(int Line, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, long RowCount);
