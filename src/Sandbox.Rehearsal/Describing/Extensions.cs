namespace Sandbox.Rehearsal.Describing;

/// <summary>\dx: extensions, and with + what belongs to them.</summary>
internal static class Extensions
{
    private const string Members = """
        SELECT pg_catalog.pg_describe_object(classid, objid, 0) AS "Object description"
        FROM pg_catalog.pg_depend
        WHERE refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND refobjid = $1::pg_catalog.oid AND deptype = 'e'
        ORDER BY 1
        """;

    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        if (context.IsVerbose)
        {
            return ListMembersAsync(context, cancellationToken);
        }

        var query = new CatalogQuery()
            .Column("Name", "e.extname")
            .Column("Version", "e.extversion")
            .Column("Default version", "a.default_version", context.Dialect >= 18)
            .Column("Schema", "n.nspname")
            .Column("Description", "d.description")
            .From("pg_catalog.pg_extension e LEFT JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace")
            .From("LEFT JOIN pg_catalog.pg_description d ON d.objoid = e.oid AND d.classoid = 'pg_catalog.pg_extension'::pg_catalog.regclass")
            .From("LEFT JOIN pg_catalog.pg_available_extensions() a(name, default_version, comment) ON a.name = e.extname", context.Dialect >= 18)
            .OrderBy("1");
        return context.ListAsync(query, new PatternTarget("e.extname"), "List of installed extensions", cancellationToken);
    }

    private static async Task ListMembersAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery().Column("name", "e.extname").Column("oid", "e.oid").From("pg_catalog.pg_extension e").OrderBy("1");
        if (!await context.RestrictAsync(query, context.Pattern, new PatternTarget("e.extname"), cancellationToken)
            || await context.AskAsync(query, cancellationToken) is not { } found)
        {
            return;
        }

        if (found.Rows.Count == 0)
        {
            context.SayNothingFound(context.Pattern is null ? "Did not find any extensions." : $"Did not find any extension named \"{context.Pattern}\".");
            context.Fail();
        }

        foreach (var extension in found.Rows)
        {
            if (await context.AskAsync(Members, cancellationToken, extension[1]) is not { } members)
            {
                return;
            }

            context.PrintRows(members, $"Objects in extension \"{extension[0]}\"");
        }
    }
}
