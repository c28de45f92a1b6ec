using System.Globalization;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.States;

/// <summary>Compares what a table held with what it holds, row by row where the rows were kept.</summary>
internal static class TableComparer
{
    /// <summary>The differences.</summary>
    public static IEnumerable<StateDifference> Compare(TableState before, TableState after)
    {
        if (before.NotMeasured is not null || after.NotMeasured is not null)
        {
            return [Rows(before, after, StateChange.NotMeasured)];
        }

        var sameColumns = before.Columns.SequenceEqual(after.Columns, StringComparer.Ordinal);
        if (sameColumns && before.RowCount == after.RowCount && string.Equals(before.Digest, after.Digest, StringComparison.Ordinal))
        {
            return [];
        }

        if (before.Kept == RowsKept.All && after.Kept == RowsKept.All)
        {
            var differences = HasKey(before) && HasKey(after) ? ByKey(before, after, sameColumns) : sameColumns ? AsTheyAre(before, after) : [Rows(before, after, StateChange.Changed)];
            return differences.Count > 0 || !sameColumns ? differences : [Rows(before, after, StateChange.Changed)];
        }

        return after.Rows.Where(_ => after.Kept == RowsKept.Written)
            .Select(row => Row(after, row, StateChange.Written, before: null, Text(after, row)))
            .Append(Rows(before, after, StateChange.Changed));
    }

    private static bool HasKey(TableState table) => table.Rows.All(static row => row.Key is not null);

    private static List<StateDifference> ByKey(TableState before, TableState after, bool sameColumns)
    {
        var differences = new List<StateDifference>();
        var now = after.Rows.ToDictionary(static row => row.Key!, StringComparer.Ordinal);
        foreach (var was in before.Rows)
        {
            if (!now.Remove(was.Key!, out var row))
            {
                differences.Add(Row(before, was, StateChange.Removed, Text(before, was), after: null));
            }
            else if (!sameColumns || !string.Equals(was.Digest, row.Digest, StringComparison.Ordinal))
            {
                differences.AddRange(Columns(before, was, after, row, sameColumns));
            }
        }

        differences.AddRange(after.Rows.Where(row => now.ContainsKey(row.Key!)).Select(row => Row(after, row, StateChange.Added, before: null, Text(after, row))));
        return differences;
    }

    private static List<StateDifference> Columns(TableState before, StateRow was, TableState after, StateRow row, bool sameColumns)
    {
        // A column that is on one side only is in the catalog's differences.
        var common = before.Columns.Select((column, at) => (Name: Name(column), Was: was.Values[at], Now: after.Columns.ToList().FindIndex(other => string.Equals(Name(other), Name(column), StringComparison.Ordinal))))
            .Where(static column => column.Now >= 0)
            .Select(column => (column.Name, column.Was, Now: row.Values[column.Now]))
            .ToList();
        var differing = common.Where(static column => !string.Equals(column.Was, column.Now, StringComparison.Ordinal)).ToList();
        if (differing.Count == 0 && sameColumns)
        {
            // The rows' digests differ and nothing that may be shown does: it is in what was redacted.
            differing = common.FindAll(static column => column.Was?.Contains(Redaction.Mark, StringComparison.Ordinal) == true);
        }

        return differing.ConvertAll(column => new StateDifference(ResidueKind.Logical, "row", after.Name, row.Key, column.Name, StateChange.Changed, column.Was, column.Now));
    }

    /// <summary>Without a key a row is its values: each is removed or added, as often as it is there less or more.</summary>
    private static List<StateDifference> AsTheyAre(TableState before, TableState after)
    {
        var now = after.Rows.ToLookup(static row => row.Digest, StringComparer.Ordinal);
        var then = before.Rows.ToLookup(static row => row.Digest, StringComparer.Ordinal);
        return
        [
            .. then.SelectMany(rows => rows.Skip(now[rows.Key].Count())).Select(row => Row(before, row, StateChange.Removed, Text(before, row), after: null)),
            .. now.SelectMany(rows => rows.Skip(then[rows.Key].Count())).Select(row => Row(after, row, StateChange.Added, before: null, Text(after, row))),
        ];
    }

    private static StateDifference Row(TableState table, StateRow row, StateChange change, string? before, string? after) =>
        new(ResidueKind.Logical, "row", table.Name, row.Key, Column: null, change, before, after);

    private static StateDifference Rows(TableState before, TableState after, StateChange change) =>
        new(ResidueKind.Logical, "rows", after.Name, Key: null, Column: null, change, Summary(before), Summary(after));

    private static string Summary(TableState table) =>
        table.NotMeasured ?? string.Create(CultureInfo.InvariantCulture, $"{table.RowCount} {(table.RowCount == 1 ? "row" : "rows")}, digest {table.Digest}");

    private static string Text(TableState table, StateRow row) =>
        string.Join(", ", table.Columns.Select((column, at) => $"{Name(column)}={row.Values[at] ?? "NULL"}"));

    /// <summary>The name of a column that a state has as name and type.</summary>
    // A name in quotes may hold blanks.
    internal static string Name(string column) =>
        column[0] == '"' ? column[..(column.Replace("\"\"", "  ", StringComparison.Ordinal).IndexOf('"', 1) + 1)] : column[..column.IndexOf(' ', StringComparison.Ordinal)];
}
