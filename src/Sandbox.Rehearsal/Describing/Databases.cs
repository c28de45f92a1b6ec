namespace Sandbox.Rehearsal.Describing;

/// <summary>\l: databases.</summary>
internal static class Databases
{
    private const string Size = """
        CASE WHEN pg_catalog.has_database_privilege(d.datname, 'CONNECT')
             THEN pg_catalog.pg_size_pretty(pg_catalog.pg_database_size(d.datname)) ELSE 'No Access' END
        """;

    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var isVerbose = context.IsVerbose;
        var provider = context.Server >= 15 ? "CASE d.datlocprovider WHEN 'b' THEN 'builtin' WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' END" : "'libc'";
        var locale = context.Server >= 17 ? "d.datlocale" : context.Server >= 15 ? "d.daticulocale" : "NULL";
        var query = new CatalogQuery()
            .Column("Name", "d.datname")
            .Column("Owner", "pg_catalog.pg_get_userbyid(d.datdba)")
            .Column("Encoding", "pg_catalog.pg_encoding_to_char(d.encoding)")
            .Column("Locale Provider", provider, context.Dialect >= 16)
            .Column("Collate", "d.datcollate")
            .Column("Ctype", "d.datctype")
            .Column(context.Dialect >= 17 ? "Locale" : "ICU Locale", locale, context.Dialect >= 15)
            .Column("Locale Provider", provider, context.Dialect == 15)
            .Column("ICU Rules", context.Server >= 16 ? "d.daticurules" : "NULL", context.Dialect >= 16)
            .Column("Access privileges", CatalogText.Acl(context, "d.datacl"))
            .Column("Size", Size, isVerbose)
            .Column("Tablespace", "t.spcname", isVerbose)
            .Column("Description", "pg_catalog.shobj_description(d.oid, 'pg_database')", isVerbose)
            .From("pg_catalog.pg_database d")
            .From("JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace", isVerbose)
            .OrderBy("1");
        return context.ListAsync(query, new PatternTarget("d.datname"), "List of databases", cancellationToken);
    }
}
