namespace Sandbox.Rehearsal.Describing;

/// <summary>\dn: schemas.</summary>
internal static class Schemas
{
    private const string Publications = """
        SELECT p.pubname
        FROM pg_catalog.pg_publication p
             JOIN pg_catalog.pg_publication_namespace pn ON pn.pnpubid = p.oid
             JOIN pg_catalog.pg_namespace n ON n.oid = pn.pnnspid
        WHERE n.nspname = $1::pg_catalog.text
        ORDER BY 1
        """;

    public static async Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Name", "n.nspname")
            .Column("Owner", "pg_catalog.pg_get_userbyid(n.nspowner)")
            .Column("Access privileges", CatalogText.Acl(context, "n.nspacl"), context.IsVerbose)
            .Column("Description", "pg_catalog.obj_description(n.oid, 'pg_namespace')", context.IsVerbose)
            .From("pg_catalog.pg_namespace n")
            .Where("n.nspname OPERATOR(pg_catalog.!~) '^pg_' AND n.nspname <> 'information_schema'", context.HidesSystem)
            .OrderBy("1");
        if (!await context.RestrictAsync(query, context.Pattern, new PatternTarget("n.nspname", MaxParts: 2), cancellationToken)
            || await context.AskAsync(query, cancellationToken) is not { } reply)
        {
            return;
        }

        IReadOnlyList<string>? footers = null;
        if (context.Pattern is not null && context.Knows(15))
        {
            // psql takes the pattern for a name here.
            if (await context.AskAsync(Publications, cancellationToken, context.Pattern) is not { } publications)
            {
                return;
            }

            footers = publications.Rows.Count == 0 ? null : ["Publications:", .. publications.Rows.Select(row => $"    \"{row[0]}\"")];
        }

        context.PrintRows(reply, "List of schemas", footers);
    }
}
