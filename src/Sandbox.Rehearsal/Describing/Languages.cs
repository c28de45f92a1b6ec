namespace Sandbox.Rehearsal.Describing;

/// <summary>\dL: procedural languages.</summary>
internal static class Languages
{
    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var isVerbose = context.IsVerbose;
        var query = new CatalogQuery()
            .Column("Name", "l.lanname")
            .Column("Owner", "pg_catalog.pg_get_userbyid(l.lanowner)")
            .Column("Trusted", "l.lanpltrusted")
            .Column("Internal language", "NOT l.lanispl", isVerbose)
            .Column("Call handler", "l.lanplcallfoid::pg_catalog.regprocedure", isVerbose)
            .Column("Validator", "l.lanvalidator::pg_catalog.regprocedure", isVerbose)
            .Column("Inline handler", "l.laninline::pg_catalog.regprocedure", isVerbose)
            .Column("Access privileges", CatalogText.Acl(context, "l.lanacl"), isVerbose)
            .Column("Description", "d.description")
            .From("pg_catalog.pg_language l")
            .From(CatalogText.JoinDescription("l"))
            .Where("l.lanplcallfoid <> 0", context.HidesSystem)
            .OrderBy("1");
        return context.ListAsync(query, new PatternTarget("l.lanname", MaxParts: 2), "List of languages", cancellationToken);
    }
}
