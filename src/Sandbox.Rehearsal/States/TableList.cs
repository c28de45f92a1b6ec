using System.Globalization;

namespace Sandbox.Rehearsal.States;

/// <summary>
/// Reads which tables there are: those with rows of their own, partitions and materialized views among them. Foreign tables hold their rows elsewhere, temporary
/// ones belong to a session.
/// </summary>
internal static class TableList
{
    private const string Tables =
        """
        SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname),
               pg_catalog.concat_ws('/', c.oid, pg_catalog.pg_relation_filenode(c.oid), pg_catalog.pg_stat_get_tuples_inserted(c.oid), pg_catalog.pg_stat_get_tuples_updated(c.oid), pg_catalog.pg_stat_get_tuples_deleted(c.oid)),
               (SELECT pg_catalog.array_to_string(i.indkey[0:i.indnkeyatts - 1], ' ')
                FROM pg_catalog.pg_index i
                WHERE i.indrelid = c.oid AND i.indisunique AND i.indimmediate AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey[0:i.indnkeyatts - 1]) AND NOT a.attnotnull)
                ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid
                LIMIT 1)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND c.oid >= 16384
        ORDER BY c.relpages DESC, c.oid
        """;

    private const string Counters =
        """
        SELECT c.oid, pg_catalog.concat_ws('/', c.oid, pg_catalog.pg_relation_filenode(c.oid), pg_catalog.pg_stat_get_tuples_inserted(c.oid), pg_catalog.pg_stat_get_tuples_updated(c.oid), pg_catalog.pg_stat_get_tuples_deleted(c.oid))
        FROM pg_catalog.pg_class c
        WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND c.oid >= 16384
        """;

    // A domain has its base type's output function, whatever it is over; its base type has to be looked for.
    private const string Columns =
        """
        WITH RECURSIVE base (oid, below) AS (
            SELECT t.oid, t.oid FROM pg_catalog.pg_type t WHERE t.typtype <> 'd'
            UNION ALL
            SELECT t.oid, b.below FROM base b JOIN pg_catalog.pg_type t ON t.typtype = 'd' AND t.typbasetype = b.oid
        )
        SELECT a.attrelid, a.attnum, pg_catalog.quote_ident(a.attname), pg_catalog.format_type(a.atttypid, a.atttypmod), b.below, pg_catalog.format('%I.%I', n.nspname, p.proname)
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        JOIN base b ON b.oid = t.oid
        JOIN pg_catalog.pg_proc p ON p.oid = t.typoutput
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND c.oid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v'
        ORDER BY a.attrelid, a.attnum
        """;

    /// <summary>Reads the counters alone, by the tables' oids.</summary>
    /// <param name="session">The session to read on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyDictionary<string, string>> CountersAsync(IStateSession session, CancellationToken cancellationToken) =>
        (await session.AskAsync(Counters, cancellationToken)).Rows.ToDictionary(static row => row[0]!, static row => row[1]!, StringComparer.Ordinal);

    /// <summary>Reads the list, the largest first.</summary>
    /// <param name="session">The session to read on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<TableToRead>> ReadAsync(IStateSession session, CancellationToken cancellationToken)
    {
        var columns = (await session.AskAsync(Columns, cancellationToken)).Rows
            .ToLookup(
                static row => row[0]!,
                static row => (Number: row[1]!, Column: new TableColumn(row[2]!, row[3]!, int.TryParse(row[4], CultureInfo.InvariantCulture, out var type) ? type : 0, row[5]!)),
                StringComparer.Ordinal);
        var tables = await session.AskAsync(Tables, cancellationToken);
        return
        [
            .. tables.Rows.Select(row => new TableToRead(
                row[0]!,
                row[1]!,
                row[2]!,
                [.. columns[row[0]!].Select(static found => found.Column)],
                [.. (row[3] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => columns[row[0]!].First(found => string.Equals(found.Number, number, StringComparison.Ordinal)).Column)])),
        ];
    }
}
