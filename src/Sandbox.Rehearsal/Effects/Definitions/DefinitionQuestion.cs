using System.Globalization;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>
/// Asks what of a catalog a transaction has written, or what some objects are. What it wrote is what carries its transaction ids; what it dropped is what it holds the
/// deletion's lock on and what is no longer there. So the answer is as large as the work, whatever the size of the database, and needs no privilege. The texts depend on the
/// catalog alone, so that each is planned once.
/// </summary>
internal static class DefinitionQuestion
{
    // Where the server puts long values of a table, and the index of that: nobody is told of them, but one that goes with its table is not unknown.
    private const string Beneath =
        """

        UNION ALL
        SELECT 'beneath', '1259', x.oid::pg_catalog.text, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM pg_catalog.pg_class x
        WHERE pg_catalog.age(x.xmin) <= 0 AND x.relnamespace IN (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname ~ '^pg_toast')
        """;

    private const string Drops =
        """

        UNION ALL
        SELECT 'dropped', '{0}', l.object::pg_catalog.text, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
        FROM (SELECT coalesce(k.classid, 1259::pg_catalog.oid), coalesce(k.objid, k.relation)
              FROM pg_catalog.pg_lock_status() k
              WHERE k.pid = pg_catalog.pg_backend_pid() AND k.granted AND k.mode = 'AccessExclusiveLock' AND k.locktype IN ('object', 'relation')) AS l (class, object)
        WHERE l.class = {0} AND (SELECT x.oid FROM pg_catalog.{1} x WHERE x.oid = l.object) IS NULL
        """;

    /// <summary>What the session's transaction wrote, and what it dropped.</summary>
    /// <param name="catalog">The catalog to look into.</param>
    /// <param name="after">Only what commands after this one wrote (<c>cmin</c>).</param>
    public static BatchStatement Written(CatalogClass catalog, long after) => new(
        Rows(catalog, "pg_catalog.age(x.xmin) <= 0 AND x.cmin::pg_catalog.text::int8 > $1::int8")
            + (catalog.HoldsObjects ? string.Format(CultureInfo.InvariantCulture, Drops, catalog.Class, catalog.Table) : "")
            + (catalog.Oid is CatalogClass.Relations ? Beneath : ""),
        after.ToString(CultureInfo.InvariantCulture));

    /// <summary>What rows a catalog holds, whoever wrote them.</summary>
    /// <param name="catalog">The catalog.</param>
    public static BatchStatement Present(CatalogClass catalog) => new(
        $"""
        SELECT ({catalog.Class})::pg_catalog.oid, {catalog.Object}, ({catalog.Part})::pg_catalog.int4, {catalog.Facet}
        FROM pg_catalog.{catalog.Table} x {catalog.Joined}
        WHERE {catalog.Where}
        """);

    /// <summary>What some objects are.</summary>
    /// <param name="catalog">The catalog to look into.</param>
    /// <param name="oids">The oids; an oid stands for an object of each class.</param>
    public static BatchStatement Named(CatalogClass catalog, IEnumerable<string> oids) => new(Rows(catalog, $"{catalog.Object} = ANY ($1::oid[])"), ArrayText.Of(oids));

    private static string Rows(CatalogClass catalog, string filter)
    {
        var ignored = string.Join(',', catalog.Ignored);
        var rows = Facet(catalog.Facet, $"CASE WHEN {catalog.Gone} THEN '{DefinitionRow.Gone}' ELSE ((pg_catalog.to_jsonb(x) - '{{{ignored}}}'::pg_catalog.text[])::pg_catalog.text) END", "true");
        if (catalog.Privileges is { } privileges)
        {
            rows += "\nUNION ALL\n" + Facet($"'{DefinitionRow.Privileges} ' || {catalog.Facet}", $"x.{privileges}::pg_catalog.text", $"x.{privileges} IS NOT NULL");
        }

        return $"""
            SELECT 'written', r.class::pg_catalog.text, r.object::pg_catalog.text, r.part::pg_catalog.text, r.facet,
                   CASE WHEN r.content = '{DefinitionRow.Gone}' THEN r.content ELSE pg_catalog.hashtextextended(r.content COLLATE "C", 0)::pg_catalog.text END,
                   i.type, i.identity,
                   (SELECT pg_catalog.string_agg(d.deptype::pg_catalog.text || ' ' || d.refclassid || ' ' || d.refobjid, ',') FROM pg_catalog.pg_depend d
                    WHERE r.facet = '' AND d.classid = r.class AND d.objid = r.object AND d.objsubid = 0 AND d.deptype IN ('a', 'i', 'e', 'P', 'S')),
                   r.detail, r.catalog, r.command
            FROM ({rows}) AS r
            LEFT JOIN LATERAL pg_catalog.pg_identify_object(CASE WHEN r.content <> '{DefinitionRow.Gone}' THEN r.class END, r.object, r.part) AS i ON true
            """;

        string Facet(string facet, string content, string also) =>
            $"""
            SELECT ({catalog.Class})::pg_catalog.oid AS class, {catalog.Object} AS object, ({catalog.Part})::pg_catalog.int4 AS part, {facet} AS facet, {content} AS content,
                   {catalog.Detail} AS detail, '{catalog.Oid}' AS catalog, x.cmin::pg_catalog.text AS command
            FROM pg_catalog.{catalog.Table} x {catalog.Joined}
            WHERE {catalog.Where} AND {also} AND {filter}
            """;
    }
}
