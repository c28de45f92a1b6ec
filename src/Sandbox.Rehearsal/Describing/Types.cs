namespace Sandbox.Rehearsal.Describing;

/// <summary>\dT, \dD, \dC: data types, domains, casts.</summary>
internal static class Types
{
    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        // Since psql 14 a pattern with [] asks for array types, and other spellings of a type find it.
        var pattern = context.Pattern is { } given && context.Dialect >= 14 ? ArgumentTypes.Spell(given) : context.Pattern;
        var showsArrays = context.Dialect >= 14 && pattern is not null && pattern.Contains("[]", StringComparison.Ordinal);
        var isVerbose = context.IsVerbose;
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "pg_catalog.format_type(t.oid, NULL)")
            .Column("Internal name", "t.typname", isVerbose)
            .Column("Size", "CASE WHEN t.typrelid <> 0 THEN 'tuple' WHEN t.typlen < 0 THEN 'var' ELSE t.typlen::pg_catalog.text END", isVerbose)
            .Column(
                "Elements",
                "pg_catalog.array_to_string(ARRAY(SELECT e.enumlabel FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder), E'\\n')",
                isVerbose)
            .Column("Owner", "pg_catalog.pg_get_userbyid(t.typowner)", isVerbose)
            .Column("Access privileges", CatalogText.Acl(context, "t.typacl"), isVerbose)
            .Column("Description", "pg_catalog.obj_description(t.oid, 'pg_type')")
            .From("pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace")
            .Where("(t.typrelid = 0 OR (SELECT c.relkind = 'c' FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid))")
            .Where("NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)", !showsArrays)
            .Where(CatalogText.UserSchemas, context.HidesSystem)
            .OrderBy("1, 2");
        return ListAsync(context, query, pattern, CatalogText.Type("t", "n"), "List of data types", cancellationToken);
    }

    public static Task ListDomainsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        // Since 17 NOT NULL is a constraint of its own, which the column Nullable shows already.
        var checks = context.Dialect >= 17 ? "r.contypid = t.oid AND r.contype = 'c' ORDER BY r.conname" : "r.contypid = t.oid";
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "t.typname")
            .Column("Type", "pg_catalog.format_type(t.typbasetype, t.typtypmod)")
            .Column(
                "Collation",
                """
                (SELECT c.collname FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
                 WHERE c.oid = t.typcollation AND t.typcollation <> b.typcollation)
                """)
            .Column("Nullable", "CASE WHEN t.typnotnull THEN 'not null' END")
            .Column("Default", "t.typdefault")
            .Column("Check", $"pg_catalog.array_to_string(ARRAY(SELECT pg_catalog.pg_get_constraintdef(r.oid, true) FROM pg_catalog.pg_constraint r WHERE {checks}), ' ')")
            .Column("Access privileges", CatalogText.Acl(context, "t.typacl"), context.IsVerbose)
            .Column("Description", "pg_catalog.obj_description(t.oid, 'pg_type')", context.IsVerbose)
            .From("pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace")
            .Where("t.typtype = 'd'")
            .Where(CatalogText.UserSchemas, context.HidesSystem)
            .OrderBy("1, 2");
        var target = new PatternTarget("t.typname", "n.nspname", Visible: "pg_catalog.pg_type_is_visible(t.oid)", MaxParts: 3);
        return context.ListAsync(query, target, "List of domains", cancellationToken);
    }

    public static async Task ListCastsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Source type", "pg_catalog.format_type(c.castsource, NULL)")
            .Column("Target type", "pg_catalog.format_type(c.casttarget, NULL)")
            .Column("Function", "CASE c.castmethod WHEN 'b' THEN '(binary coercible)' WHEN 'i' THEN '(with inout)' ELSE p.proname END")
            .Column("Implicit?", "CASE c.castcontext WHEN 'e' THEN 'no' WHEN 'a' THEN 'in assignment' ELSE 'yes' END")
            .Column("Leakproof?", "CASE WHEN p.proleakproof THEN 'yes' ELSE 'no' END", context.IsVerbose && context.Dialect >= 18)
            .Column("Description", "d.description", context.IsVerbose)
            .From(
                """
                pg_catalog.pg_cast c
                     LEFT JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
                     LEFT JOIN pg_catalog.pg_type ts ON ts.oid = c.castsource
                     LEFT JOIN pg_catalog.pg_namespace ns ON ns.oid = ts.typnamespace
                     LEFT JOIN pg_catalog.pg_type tt ON tt.oid = c.casttarget
                     LEFT JOIN pg_catalog.pg_namespace nt ON nt.oid = tt.typnamespace
                """)
            .From(CatalogText.JoinDescription("c"), context.IsVerbose)
            .OrderBy("1, 2");
        var (isSourceTaken, source) = await context.MatchAsync(query, context.Pattern, CatalogText.Type("ts", "ns"), cancellationToken);
        if (!isSourceTaken)
        {
            return;
        }

        var (_, target) = await context.MatchAsync(query, context.Pattern, CatalogText.Type("tt", "nt"), cancellationToken);
        if (source is not null && target is not null)
        {
            query.Where($"(({source}) OR ({target}))");
        }

        await context.ListAsync(query, "List of casts", cancellationToken);
    }

    private static async Task ListAsync(
        DescribeContext context, CatalogQuery query, string? pattern, PatternTarget target, string title, CancellationToken cancellationToken)
    {
        if (await context.RestrictAsync(query, pattern, target, cancellationToken))
        {
            await context.ListAsync(query, title, cancellationToken);
        }
    }
}
