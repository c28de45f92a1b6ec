using System.Globalization;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Verdicts;

/// <summary>
/// Reads checks from result tables. A check table has a column <c>check_name</c> or <c>check</c> and a column <c>verdict</c> or
/// <c>pass</c>; upper and lower case do not matter.
/// </summary>
public static class CheckReader
{
    private static readonly HashSet<string> Passes = new(StringComparer.OrdinalIgnoreCase) { "pass", "ok", "true", "t", "yes", "on", "1" };

    /// <summary>Reads one table.</summary>
    /// <param name="table">The table.</param>
    /// <returns>What it says; null where it is no check table.</returns>
    public static CheckReading? Read(ResultTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var name = Find(table, "check_name") ?? Find(table, "check");
        var verdict = Find(table, "verdict");
        var pass = Find(table, "pass");
        if (name is not { } nameAt || (verdict ?? pass) is null)
        {
            return null;
        }

        var seq = Find(table, "seq");
        var expected = Find(table, "expected");
        var actual = Find(table, "actual");
        Check[] checks =
        [
            .. table.Rows.Select(row => new Check(
                Value(row, seq),
                row[nameAt] ?? "(null)",
                Value(row, expected),
                Value(row, actual),
                Says(row, verdict) && Says(row, pass),
                table.Line)),
        ];
        return new CheckReading(checks, Problem(table));
    }

    private static string? Problem(ResultTable table)
    {
        if (table.RowCount == 0 && table.Rows.Count == 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"line {table.Line}: the check table has no rows, so nothing was checked");
        }

        // A failed check may be among the rows that were cut away.
        return table.RowCount > table.Rows.Count
            ? string.Create(CultureInfo.InvariantCulture, $"line {table.Line}: only {table.Rows.Count} of the check table's {table.RowCount} rows were kept")
            : null;
    }

    private static int? Find(ResultTable table, string column)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (string.Equals(table.Columns[i], column, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return null;
    }

    private static string? Value(IReadOnlyList<string?> row, int? at) => at is { } index ? row[index] : null;

    // A table with both columns passes only where both say so; NULL never does.
    private static bool Says(IReadOnlyList<string?> row, int? at) =>
        at is not { } index || (row[index] is { } value && Passes.Contains(value.Trim()));
}
