namespace Sandbox.Rehearsal.Describing;

/// <summary>\dd: the comments on what no other command shows comments of.</summary>
internal static class Descriptions
{
    private static readonly (string Kind, string Alias, string Name, string Tables, string Visible)[] Objects =
    [
        ("table constraint", "k", "k.conname", "pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace", "pg_catalog.pg_table_is_visible(c.oid)"),
        ("domain constraint", "k", "k.conname", "pg_catalog.pg_constraint k JOIN pg_catalog.pg_type t ON t.oid = k.contypid LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace", "pg_catalog.pg_type_is_visible(t.oid)"),
        ("operator class", "o", "o.opcname", "pg_catalog.pg_opclass o JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace", "pg_catalog.pg_opclass_is_visible(o.oid)"),
        ("operator family", "o", "o.opfname", "pg_catalog.pg_opfamily o JOIN pg_catalog.pg_namespace n ON n.oid = o.opfnamespace", "pg_catalog.pg_opfamily_is_visible(o.oid)"),
        ("rule", "r", "r.rulename", "pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class AND r.rulename <> '_RETURN' LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace", "pg_catalog.pg_table_is_visible(c.oid)"),
        ("trigger", "t", "t.tgname", "pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace", "pg_catalog.pg_table_is_visible(c.oid)"),
    ];

    public static async Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery();
        var parts = new List<string>();
        foreach (var (kind, alias, name, tables, visible) in Objects)
        {
            var (isTaken, condition) = await context.MatchAsync(query, context.Pattern, new PatternTarget(name, "n.nspname", Visible: visible, MaxParts: 3), cancellationToken);
            if (!isTaken)
            {
                return;
            }

            parts.Add($"""
                SELECT {alias}.oid, {alias}.tableoid, n.nspname, {name}::pg_catalog.text AS name, '{kind}' AS kind
                FROM {tables}
                WHERE {condition ?? "true"}{(context.HidesSystem ? $" AND {CatalogText.UserSchemas}" : "")}
                """);
        }

        query
            .Column("Schema", "x.nspname")
            .Column("Name", "x.name")
            .Column("Object", "x.kind")
            .Column("Description", "d.description")
            .From($"({string.Join("\nUNION ALL\n", parts)}) x")
            .From("JOIN pg_catalog.pg_description d ON d.objoid = x.oid AND d.classoid = x.tableoid AND d.objsubid = 0")
            .GroupBy("1, 2, 3, 4")
            .OrderBy("1, 2, 3, 4");
        await context.ListAsync(query, "Object descriptions", cancellationToken);
    }
}
