namespace Sandbox.Rehearsal.Describing;

/// <summary>The publications that carry a table's changes.</summary>
internal static class PublicationFooters
{
    private const string WithSchemas = """
        SELECT p.pubname, NULL, NULL
        FROM pg_catalog.pg_publication p
             JOIN pg_catalog.pg_publication_namespace pn ON pn.pnpubid = p.oid
             JOIN pg_catalog.pg_class c ON c.relnamespace = pn.pnnspid
        WHERE c.oid = $1::pg_catalog.oid AND pg_catalog.pg_relation_is_publishable(c.oid::pg_catalog.regclass)
        UNION
        SELECT p.pubname, pg_catalog.pg_get_expr(pr.prqual, pr.prrelid),
               CASE WHEN pr.prattrs IS NOT NULL THEN
                 (SELECT pg_catalog.string_agg(a.attname, ', ')
                  FROM pg_catalog.unnest(pr.prattrs::pg_catalog.int2[]) WITH ORDINALITY k(attnum, place)
                       JOIN pg_catalog.pg_attribute a ON a.attrelid = pr.prrelid AND a.attnum = k.attnum) END
        FROM pg_catalog.pg_publication p JOIN pg_catalog.pg_publication_rel pr ON pr.prpubid = p.oid
        WHERE pr.prrelid = $1::pg_catalog.oid
        UNION
        SELECT p.pubname, NULL, NULL
        FROM pg_catalog.pg_publication p
        WHERE p.puballtables AND pg_catalog.pg_relation_is_publishable($1::pg_catalog.oid::pg_catalog.regclass)
        ORDER BY 1
        """;

    private const string OfTables = """
        SELECT p.pubname, NULL, NULL
        FROM pg_catalog.pg_publication p JOIN pg_catalog.pg_publication_rel pr ON pr.prpubid = p.oid
        WHERE pr.prrelid = $1::pg_catalog.oid
        UNION ALL
        SELECT p.pubname, NULL, NULL
        FROM pg_catalog.pg_publication p
        WHERE p.puballtables AND pg_catalog.pg_relation_is_publishable($1::pg_catalog.oid::pg_catalog.regclass)
        ORDER BY 1
        """;

    public static Task AddAsync(DescribeContext context, RelationFacts table, List<string> footers, CancellationToken cancellationToken) =>
        TableFooters.AddSectionAsync(
            context,
            table,
            context.Knows(15) ? WithSchemas : OfTables,
            "Publications:",
            row => $"    \"{row[0]}\"{(row[2] is { } columns ? $" ({columns})" : "")}{(row[1] is { } filter ? $" WHERE {filter}" : "")}",
            footers,
            cancellationToken);
}
