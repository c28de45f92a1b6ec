namespace Sandbox.Rehearsal.Describing;

/// <summary>\dP: partitioned tables and indexes.</summary>
internal static class PartitionedRelations
{
    private const string Sizes = """
        CROSS JOIN LATERAL (
          SELECT pg_catalog.pg_size_pretty(pg_catalog.sum(CASE WHEN p.isleaf AND p.level = 1 THEN pg_catalog.pg_table_size(p.relid) ELSE 0 END)) AS leaves,
                 pg_catalog.pg_size_pretty(pg_catalog.sum(pg_catalog.pg_table_size(p.relid))) AS total
          FROM pg_catalog.pg_partition_tree(c.oid) p) s
        """;

    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var letters = context.Name[2..];
        var showsTables = letters.Contains('t', StringComparison.Ordinal);
        var showsIndexes = letters.Contains('i', StringComparison.Ordinal);
        var isMixed = showsTables == showsIndexes;
        var isNested = letters.Contains('n', StringComparison.Ordinal);
        var showsParent = isNested || context.Pattern is not null;
        var withTable = showsIndexes || isMixed;
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "c.relname")
            .Column("Owner", "pg_catalog.pg_get_userbyid(c.relowner)")
            .Column("Type", "CASE c.relkind WHEN 'p' THEN 'partitioned table' WHEN 'I' THEN 'partitioned index' END", isMixed)
            .Column("Parent name", "inh.inhparent::pg_catalog.regclass", showsParent)
            .Column("Table", "t.oid::pg_catalog.regclass", withTable)
            .Column("Access method", "am.amname", context.IsVerbose && context.Dialect >= 18)
            .Column("Leaf partition size", "s.leaves", context.IsVerbose && isNested)
            .Column("Total size", "s.total", context.IsVerbose)
            .Column("Description", "pg_catalog.obj_description(c.oid, 'pg_class')", context.IsVerbose)
            .From("pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace")
            .From("LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_catalog.pg_class t ON t.oid = i.indrelid", withTable)
            .From("LEFT JOIN pg_catalog.pg_inherits inh ON inh.inhrelid = c.oid", showsParent)
            .From("LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam", context.IsVerbose)
            .From(Sizes, context.IsVerbose)
            .Where(isMixed ? "c.relkind IN ('p', 'I')" : showsTables ? "c.relkind = 'p'" : "c.relkind = 'I'")
            .Where("NOT c.relispartition", !showsParent)
            .Where($"{CatalogText.UserSchemas} AND n.nspname OPERATOR(pg_catalog.!~) '^pg_toast'", context.Pattern is null)
            .OrderBy($"\"Schema\", {(isMixed ? "\"Type\" DESC, " : "")}{(showsParent ? "\"Parent name\" NULLS FIRST, " : "")}\"Name\"");
        return context.ListAsync(query, Relations.Target, $"List of partitioned {(isMixed ? "relations" : showsTables ? "tables" : "indexes")}", cancellationToken);
    }
}
