namespace Sandbox.Rehearsal.Describing;

/// <summary>\dO and \dc: collations, conversions.</summary>
internal static class Collations
{
    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        const string Provider = "CASE c.collprovider WHEN 'd' THEN 'default' WHEN 'b' THEN 'builtin' WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' END";
        var locale = context.Server >= 17 ? "c.colllocale" : context.Server >= 15 ? "c.colliculocale" : "c.collcollate";
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "c.collname")
            .Column("Provider", Provider, context.Dialect >= 16)
            .Column("Collate", "c.collcollate")
            .Column("Ctype", "c.collctype")
            .Column(context.Dialect >= 17 ? "Locale" : "ICU Locale", locale, context.Dialect >= 15)
            .Column("ICU Rules", context.Server >= 16 ? "c.collicurules" : "NULL", context.Dialect >= 16)
            .Column("Provider", Provider, context.Dialect < 16)
            .Column("Deterministic?", "CASE WHEN c.collisdeterministic THEN 'yes' ELSE 'no' END")
            .Column("Description", "pg_catalog.obj_description(c.oid, 'pg_collation')", context.IsVerbose)
            .From("pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace")
            .Where(CatalogText.UserSchemas, context.HidesSystem)
            .Where("c.collencoding IN (-1, pg_catalog.pg_char_to_encoding(pg_catalog.getdatabaseencoding()))")
            .OrderBy("1, 2");
        var target = new PatternTarget("c.collname", "n.nspname", Visible: "pg_catalog.pg_collation_is_visible(c.oid)", MaxParts: 3);
        return context.ListAsync(query, target, "List of collations", cancellationToken);
    }

    public static Task ListConversionsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "c.conname")
            .Column("Source", "pg_catalog.pg_encoding_to_char(c.conforencoding)")
            .Column("Destination", "pg_catalog.pg_encoding_to_char(c.contoencoding)")
            .Column("Default?", "CASE WHEN c.condefault THEN 'yes' ELSE 'no' END")
            .Column("Description", "d.description", context.IsVerbose)
            .From("pg_catalog.pg_conversion c JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace")
            .From(CatalogText.JoinDescription("c"), context.IsVerbose)
            .Where(CatalogText.UserSchemas, context.HidesSystem)
            .OrderBy("1, 2");
        var target = new PatternTarget("c.conname", "n.nspname", Visible: "pg_catalog.pg_conversion_is_visible(c.oid)", MaxParts: 3);
        return context.ListAsync(query, target, "List of conversions", cancellationToken);
    }
}
