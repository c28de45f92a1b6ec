using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Effects;

/// <summary>All rows of a small table, as text.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Key">The columns of its primary key; empty where it has none.</param>
/// <param name="Rows">The rows, in no order.</param>
internal sealed record TableImage(IReadOnlyList<string> Columns, IReadOnlyList<string> Key, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>A table with more rows is not read.</summary>
    public const int MostRows = 10_000;

    /// <summary>The image of a table that is not there.</summary>
    public static TableImage Empty { get; } = new([], [], []);

    /// <summary>Reads a table.</summary>
    /// <param name="session">The session to read on.</param>
    /// <param name="oid">The table's oid.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The image; <see cref="Empty"/> where there is no such table; null where it is temporary, or may not be read.</returns>
    public static async Task<TableImage?> ReadAsync(ISession session, string oid, CancellationToken cancellationToken)
    {
        var table = await session.QueryAsync(
            """
            SELECT pg_catalog.format('SELECT * FROM ONLY %I.%I', n.nspname, c.relname),
                   c.relpersistence <> 't' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT'),
                   a.attname
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
            WHERE c.oid = $1
            ORDER BY a.attnum
            """,
            cancellationToken,
            oid);
        if (table.Rows.Count == 0)
        {
            return Empty;
        }

        if (table.Rows[0][1] is not "t")
        {
            return null;
        }

        var rows = await session.QueryAsync(table.Rows[0][0]!, cancellationToken);
        return new TableImage([.. rows.Columns.Select(static column => column.Name)], [.. table.Rows.Select(static row => row[2]).OfType<string>()], rows.Rows);
    }

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
