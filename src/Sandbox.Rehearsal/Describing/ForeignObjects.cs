namespace Sandbox.Rehearsal.Describing;

/// <summary>\des, \dew, \deu, \det: foreign servers, wrappers, user mappings, tables.</summary>
internal static class ForeignObjects
{
    public static Task ListServersAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var isVerbose = context.IsVerbose;
        var query = new CatalogQuery()
            .Column("Name", "s.srvname")
            .Column("Owner", "pg_catalog.pg_get_userbyid(s.srvowner)")
            .Column("Foreign-data wrapper", "f.fdwname")
            .Column("Access privileges", CatalogText.Acl(context, "s.srvacl"), isVerbose)
            .Column("Type", "s.srvtype", isVerbose)
            .Column("Version", "s.srvversion", isVerbose)
            .Column("FDW options", CatalogText.ForeignOptions("s.srvoptions"), isVerbose)
            .Column("Description", "d.description", isVerbose)
            .From("pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper f ON f.oid = s.srvfdw")
            .From(CatalogText.JoinDescription("s"), isVerbose)
            .OrderBy("1");
        return context.ListAsync(query, new PatternTarget("s.srvname"), "List of foreign servers", cancellationToken);
    }

    public static Task ListWrappersAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var isVerbose = context.IsVerbose;
        var query = new CatalogQuery()
            .Column("Name", "f.fdwname")
            .Column("Owner", "pg_catalog.pg_get_userbyid(f.fdwowner)")
            .Column("Handler", "f.fdwhandler::pg_catalog.regproc")
            .Column("Validator", "f.fdwvalidator::pg_catalog.regproc")
            .Column("Access privileges", CatalogText.Acl(context, "f.fdwacl"), isVerbose)
            .Column("FDW options", CatalogText.ForeignOptions("f.fdwoptions"), isVerbose)
            .Column("Description", "d.description", isVerbose)
            .From("pg_catalog.pg_foreign_data_wrapper f")
            .From(CatalogText.JoinDescription("f"), isVerbose)
            .OrderBy("1");
        return context.ListAsync(query, new PatternTarget("f.fdwname"), "List of foreign-data wrappers", cancellationToken);
    }

    public static Task ListUserMappingsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Server", "m.srvname")
            .Column("User name", "m.usename")
            .Column("FDW options", CatalogText.ForeignOptions("m.umoptions"), context.IsVerbose)
            .From("pg_catalog.pg_user_mappings m")
            .OrderBy("1, 2");
        return context.ListAsync(query, new PatternTarget("m.srvname", Alternative: "m.usename"), "List of user mappings", cancellationToken);
    }

    public static Task ListTablesAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var isVerbose = context.IsVerbose;
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Table", "c.relname")
            .Column("Server", "s.srvname")
            .Column("FDW options", CatalogText.ForeignOptions("t.ftoptions"), isVerbose)
            .Column("Description", "d.description", isVerbose)
            .From(
                """
                pg_catalog.pg_foreign_table t
                     JOIN pg_catalog.pg_class c ON c.oid = t.ftrelid
                     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                     JOIN pg_catalog.pg_foreign_server s ON s.oid = t.ftserver
                """)
            .From(CatalogText.JoinDescription("c"), isVerbose)
            .OrderBy("1, 2");
        return context.ListAsync(query, Relations.Target, "List of foreign tables", cancellationToken);
    }
}
