using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// Compares what two snapshots see of a table by the versions of its rows (<c>ctid</c> and <c>xmin</c>): the same versions are the same contents, whatever they hold, and
/// no function that looks at the catalog of now instead of the snapshot's (<c>pg_get_functiondef</c>) can hide a difference.
/// </summary>
internal static class RowVersions
{
    private const int NamedAtMost = 10;

    /// <summary>
    /// The catalogs, but for what ANALYZE writes, and tables of the script; those and the contents of large objects up to a number of bytes, the smallest first. Roles are
    /// read through their view by who may not read the table.
    /// </summary>
    private const string Which = """
        SELECT oid, name, shared,
               CASE WHEN NOT readable THEN NULL WHEN bytes > $2::int8 THEN NULL
                    ELSE format('SELECT %s, count(*), sum(hashtextextended(t.ctid::text || '' '' || t.xmin::text, 0)) FROM ONLY %s t', quote_literal(oid), name) END,
               CASE WHEN NOT readable THEN 'the role may not read it' ELSE 'it is too large' END,
               catalog
        FROM (
            SELECT c.oid::text, format('%I.%I', n.nspname, c.relname) AS name, c.relisshared AS shared, n.nspname = 'pg_catalog' AS catalog,
                   has_table_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE') AND NOT row_security_active(c.oid) AS readable,
                   CASE WHEN n.nspname = 'pg_catalog' AND c.relname <> 'pg_largeobject' THEN 0
                        ELSE sum(pg_relation_size(c.oid)) OVER (PARTITION BY n.nspname = 'pg_catalog' AND c.relname <> 'pg_largeobject' ORDER BY pg_relation_size(c.oid), c.oid) END AS bytes
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND (n.nspname = 'pg_catalog' AND c.relname NOT IN ('pg_statistic', 'pg_statistic_ext_data') OR c.oid = ANY ($1::oid[]) AND c.relpersistence <> 't')) AS tables
        UNION ALL
        SELECT 'roles', 'pg_catalog.pg_roles', true, 'SELECT ''roles'', count(*), sum(hashtextextended(t::text, 0)) FROM pg_catalog.pg_roles t', NULL, true
        WHERE NOT has_table_privilege('pg_catalog.pg_authid', 'SELECT')
        """;

    /// <summary>Compares two snapshots.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="now">The later one.</param>
    /// <param name="written">The oids of the tables that the script wrote.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<VersionComparison> CompareAsync(SnapshotSession before, SnapshotSession now, IEnumerable<string> written, CancellationToken cancellationToken)
    {
        var which = await now.AskAsync(Which, cancellationToken, ArrayText.Of(written), RowCensus.Budget.ToString(CultureInfo.InvariantCulture));
        var tables = which.Rows.Where(static row => row[3] is not null).ToList();
        var question = string.Join(" UNION ALL ", tables.Select(static row => row[3]));
        var (then, after) = (await ReadAsync(before, question, cancellationToken), await ReadAsync(now, question, cancellationToken));
        var differences = new List<VersionDifference>();
        foreach (var table in tables.Where(table => then[table[0]!] != after[table[0]!]))
        {
            var (gone, come) = table[5] is "t" && table[0] is not "roles"
                ? await NamesAsync(before, now, table[1]!, cancellationToken)
                : ($"{then[table[0]!].Rows} rows", $"{after[table[0]!].Rows} rows, not the same");
            differences.Add(new VersionDifference(new Residue(ResidueKind.Logical, $"{(table[5] is "t" ? "catalog" : "table")} {table[1]}", gone, come), table[2] is "t"));
        }

        return new VersionComparison(
            differences,
            then.ToDictionary(static table => table.Key, static table => table.Value.Rows, StringComparer.Ordinal),
            [.. which.Rows.Where(static row => row[3] is null).Select(static row => $"{row[1]} ({row[4]})")]);
    }

    private static async Task<Dictionary<string, (long Rows, string? Digest)>> ReadAsync(SnapshotSession session, string question, CancellationToken cancellationToken)
    {
        var reply = await session.AskAsync(question, cancellationToken);
        return reply.Rows.ToDictionary(static row => row[0]!, static row => (long.Parse(row[1]!, CultureInfo.InvariantCulture), row[2]), StringComparer.Ordinal);
    }

    /// <summary>The names in the rows of a catalog that only one of two snapshots sees.</summary>
    private static async Task<(string? Gone, string? Come)> NamesAsync(SnapshotSession before, SnapshotSession now, string catalog, CancellationToken cancellationToken)
    {
        var question = $"SELECT t.ctid::text || ' ' || t.xmin::text, (SELECT string_agg(value, ' ' ORDER BY key) FROM jsonb_each_text(to_jsonb(t)) WHERE key LIKE '%name') FROM ONLY {catalog} t";
        var then = (await before.AskAsync(question, cancellationToken)).Rows.ToDictionary(static row => row[0]!, static row => row[1], StringComparer.Ordinal);
        var after = (await now.AskAsync(question, cancellationToken)).Rows.ToDictionary(static row => row[0]!, static row => row[1], StringComparer.Ordinal);
        return (Names(then, after), Names(after, then));
    }

    private static string? Names(Dictionary<string, string?> rows, Dictionary<string, string?> without)
    {
        var own = rows.Where(row => !without.ContainsKey(row.Key)).Select(static row => row.Value).ToList();
        var names = own.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(NamedAtMost).ToList();
        return own.Count == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"{own.Count} row{(own.Count == 1 ? "" : "s")}{(names.Count == 0 ? "" : ": " + string.Join(", ", names))}");
    }
}
