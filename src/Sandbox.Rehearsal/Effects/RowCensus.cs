using System.Globalization;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects;

/// <summary>Counts the rows of tables that are small enough: all together up to <see cref="Budget"/> bytes of heap, the smallest first.</summary>
internal static class RowCensus
{
    /// <summary>How many bytes of table data one census may read.</summary>
    public const long Budget = 16L << 20;

    /// <summary>Counts tables.</summary>
    /// <param name="harness">Who is asked.</param>
    /// <param name="tables">The tables' oids.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The numbers of rows by the tables' oids; a table that is too large, or may not be read, is missing.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> TakeAsync(IHarness harness, IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        if (tables.Count == 0)
        {
            return new Dictionary<string, long>(StringComparer.Ordinal);
        }

        var counting = await harness.AskAsync(
            [new BatchStatement(
            """
            SELECT pg_catalog.string_agg(pg_catalog.format('SELECT %s AS oid, count(*) FROM ONLY %I.%I', sized.oid, sized.nspname, sized.relname), ' UNION ALL ')
            FROM (
                SELECT c.oid, n.nspname, c.relname, pg_catalog.sum(pg_catalog.pg_relation_size(c.oid)) OVER (ORDER BY pg_catalog.pg_relation_size(c.oid), c.oid) AS bytes
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND c.oid >= 16384 AND n.nspname NOT IN ('information_schema', 'pg_toast')
                  AND c.oid = ANY ($1::pg_catalog.oid[])
                  AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
            ) AS sized
            WHERE sized.bytes <= $2::pg_catalog.int8
            """,
            ArrayText.Of(tables),
            Budget.ToString(CultureInfo.InvariantCulture))],
            cancellationToken);
        if (counting[0].Rows[0][0] is not { } text)
        {
            return new Dictionary<string, long>(StringComparer.Ordinal);
        }

        var counted = await harness.AskOnceAsync([text], cancellationToken);
        return counted[0].Rows.ToDictionary(static row => row[0]!, static row => long.Parse(row[1]!, CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }
}
