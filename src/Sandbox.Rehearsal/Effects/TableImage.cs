namespace Sandbox.Rehearsal.Effects;

/// <summary>The rows of a small table that a run may have changed, as text.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Key">The columns of its primary key; empty where it has none.</param>
/// <param name="Rows">The rows, in no order.</param>
internal sealed record TableImage(IReadOnlyList<string> Columns, IReadOnlyList<string> Key, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>A table with more rows is not read.</summary>
    public const int MostRows = 10_000;

    /// <summary>The image of a table that is not there.</summary>
    public static TableImage Empty { get; } = new([], [], []);

    /// <summary>Whether the run made the table, so that there is nothing to compare it with.</summary>
    public bool IsMade { get; init; }

    /// <summary>
    /// How many rows of before the run still stood, and their places (<c>ctid</c>) as an array's text: they are not among <see cref="Rows"/>, and a rollback leaves them where they
    /// are. Null where <see cref="Rows"/> are all that there are.
    /// </summary>
    public (long Count, string Places)? Left { get; init; }

    /// <summary>What differs from another image of the same table. Columns that only one of them has are not compared.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="before">The earlier image.</param>
    public IEnumerable<RowEffect> Since(string table, TableImage before)
    {
        var key = before.Key.SequenceEqual(Key, StringComparer.Ordinal) || before.Columns.Count == 0 ? Key : [];
        var compared = before.Columns.Count == 0 ? Columns : [.. Columns.Intersect(before.Columns, StringComparer.Ordinal)];
        var gone = before.Rows.ToLookup(row => before.Identity(row, key, compared), StringComparer.Ordinal).ToDictionary(static rows => rows.Key, static rows => new Stack<IReadOnlyList<string?>>(rows), StringComparer.Ordinal);
        foreach (var row in Rows)
        {
            if (!gone.TryGetValue(Identity(row, key, compared), out var same) || !same.TryPop(out var earlier))
            {
                yield return new RowEffect(table, Values(row, key), RowChange.Inserted, null, Values(row, Columns));
                continue;
            }

            var changed = compared.Where(column => !string.Equals(Value(row, column), before.Value(earlier, column), StringComparison.Ordinal)).ToList();
            if (changed.Count > 0)
            {
                yield return new RowEffect(table, Values(row, key), RowChange.Updated, before.Values(earlier, changed), Values(row, changed));
            }
        }

        foreach (var row in gone.Values.SelectMany(static rows => rows))
        {
            yield return new RowEffect(table, before.Values(row, key), RowChange.Deleted, before.Values(row, before.Columns), null);
        }
    }

    /// <summary>What tells a row from others: its key, or where there is none all that is compared.</summary>
    private string Identity(IReadOnlyList<string?> row, IReadOnlyList<string> key, IReadOnlyList<string> compared) =>
        string.Concat((key.Count > 0 ? key : compared).Select(column => Value(row, column) is { } value ? $"{value.Length}:{value}" : "-"));

    private string? Value(IReadOnlyList<string?> row, string column) => Place(column) is >= 0 and var place ? row[place] : null;

    private Dictionary<string, string?> Values(IReadOnlyList<string?> row, IEnumerable<string> columns) =>
        columns.ToDictionary(static column => column, column => Value(row, column), StringComparer.Ordinal);

    private int Place(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i], column, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
