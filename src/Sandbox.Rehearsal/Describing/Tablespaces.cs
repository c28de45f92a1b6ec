namespace Sandbox.Rehearsal.Describing;

/// <summary>\db: tablespaces.</summary>
internal static class Tablespaces
{
    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var isVerbose = context.IsVerbose;
        var query = new CatalogQuery()
            .Column("Name", "s.spcname")
            .Column("Owner", "pg_catalog.pg_get_userbyid(s.spcowner)")
            .Column("Location", "pg_catalog.pg_tablespace_location(s.oid)")
            .Column("Access privileges", CatalogText.Acl(context, "s.spcacl"), isVerbose)
            .Column("Options", "s.spcoptions", isVerbose)
            .Column("Size", "pg_catalog.pg_size_pretty(pg_catalog.pg_tablespace_size(s.oid))", isVerbose)
            .Column("Description", "pg_catalog.shobj_description(s.oid, 'pg_tablespace')", isVerbose)
            .From("pg_catalog.pg_tablespace s")
            .OrderBy("1");
        return context.ListAsync(query, new PatternTarget("s.spcname"), "List of tablespaces", cancellationToken);
    }
}
