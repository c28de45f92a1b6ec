namespace Sandbox.Rehearsal.Describing;

/// <summary>\dl and \lo_list: large objects.</summary>
internal static class LargeObjects
{
    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("ID", "m.oid")
            .Column("Owner", "pg_catalog.pg_get_userbyid(m.lomowner)")
            .Column("Access privileges", CatalogText.Acl(context, "m.lomacl"), context.IsVerbose && context.Dialect >= 15)
            .Column("Description", "pg_catalog.obj_description(m.oid, 'pg_largeobject')")
            .From("pg_catalog.pg_largeobject_metadata m")
            .OrderBy("m.oid");
        return context.ListAsync(query, "Large objects", cancellationToken);
    }
}
