namespace Sandbox.Rehearsal.Describing;

/// <summary>\dA, \dAc, \dAf, \dAo, \dAp: access methods, operator classes and families.</summary>
internal static class AccessMethods
{
    private static readonly PatternTarget Method = new("am.amname");

    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Name", "am.amname")
            .Column("Type", "CASE am.amtype WHEN 'i' THEN 'Index' WHEN 't' THEN 'Table' END")
            .Column("Handler", "am.amhandler", context.IsVerbose)
            .Column("Description", "pg_catalog.obj_description(am.oid, 'pg_am')", context.IsVerbose)
            .From("pg_catalog.pg_am am")
            .OrderBy("1");
        return context.ListAsync(query, Method, "List of access methods", cancellationToken);
    }

    public static Task ListOperatorClassesAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("AM", "am.amname")
            .Column("Input type", "pg_catalog.format_type(c.opcintype, NULL)")
            .Column("Storage type", "CASE WHEN c.opckeytype <> 0 AND c.opckeytype <> c.opcintype THEN pg_catalog.format_type(c.opckeytype, NULL) END")
            .Column("Operator class", CatalogText.VisibleName("pg_catalog.pg_opclass_is_visible(c.oid)", "c.opcname", "n.nspname"))
            .Column("Default?", "CASE WHEN c.opcdefault THEN 'yes' ELSE 'no' END")
            .Column("Operator family", CatalogText.VisibleName("pg_catalog.pg_opfamily_is_visible(f.oid)", "f.opfname", "fn.nspname"), context.IsVerbose)
            .Column("Owner", "pg_catalog.pg_get_userbyid(c.opcowner)", context.IsVerbose)
            .From(
                """
                pg_catalog.pg_opclass c
                     LEFT JOIN pg_catalog.pg_am am ON am.oid = c.opcmethod
                     LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.opcnamespace
                     LEFT JOIN pg_catalog.pg_type t ON t.oid = c.opcintype
                     LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
                     LEFT JOIN pg_catalog.pg_opfamily f ON f.oid = c.opcfamily
                     LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
                """)
            .OrderBy("1, 2, 4");
        return ListAsync(context, query, CatalogText.Type("t", "tn"), "List of operator classes", cancellationToken);
    }

    public static async Task ListOperatorFamiliesAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("AM", "am.amname")
            .Column("Operator family", CatalogText.VisibleName("pg_catalog.pg_opfamily_is_visible(f.oid)", "f.opfname", "n.nspname"))
            .Column(
                "Applicable types",
                "(SELECT pg_catalog.string_agg(pg_catalog.format_type(oc.opcintype, NULL), ', ') FROM pg_catalog.pg_opclass oc WHERE oc.opcfamily = f.oid)")
            .Column("Owner", "pg_catalog.pg_get_userbyid(f.opfowner)", context.IsVerbose)
            .From("pg_catalog.pg_opfamily f LEFT JOIN pg_catalog.pg_am am ON am.oid = f.opfmethod LEFT JOIN pg_catalog.pg_namespace n ON n.oid = f.opfnamespace")
            .OrderBy("1, 2");
        if (!await context.RestrictAsync(query, context.Pattern, Method, cancellationToken))
        {
            return;
        }

        if (context.Arguments.Count > 1)
        {
            var (isTaken, condition) = await context.MatchAsync(query, context.Arguments[1], CatalogText.Type("t", "tn"), cancellationToken);
            if (!isTaken)
            {
                return;
            }

            query.Where($"""
                EXISTS (SELECT FROM pg_catalog.pg_type t
                          JOIN pg_catalog.pg_opclass oc ON oc.opcintype = t.oid
                          LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
                        WHERE oc.opcfamily = f.oid AND {condition ?? "true"})
                """);
        }

        await context.ListAsync(query, "List of operator families", cancellationToken);
    }

    public static Task ListFamilyOperatorsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var withLeakproof = context.IsVerbose && context.Dialect >= 18;
        var query = new CatalogQuery()
            .Column("AM", "am.amname")
            .Column("Operator family", CatalogText.VisibleName("pg_catalog.pg_opfamily_is_visible(f.oid)", "f.opfname", "fn.nspname"))
            .Column("Operator", "o.amopopr::pg_catalog.regoperator")
            .Column("Strategy", "o.amopstrategy")
            .Column("Purpose", "CASE o.amoppurpose WHEN 'o' THEN 'ordering' WHEN 's' THEN 'search' END")
            .Column("Sort opfamily", "sf.opfname", context.IsVerbose)
            .Column("Leakproof?", "CASE WHEN p.proleakproof THEN 'yes' ELSE 'no' END", withLeakproof)
            .From(
                """
                pg_catalog.pg_amop o
                     LEFT JOIN pg_catalog.pg_opfamily f ON f.oid = o.amopfamily
                     LEFT JOIN pg_catalog.pg_am am ON am.oid = f.opfmethod AND am.oid = o.amopmethod
                     LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
                     LEFT JOIN pg_catalog.pg_opfamily sf ON sf.oid = o.amopsortfamily
                """)
            .From("LEFT JOIN pg_catalog.pg_operator op ON op.oid = o.amopopr LEFT JOIN pg_catalog.pg_proc p ON p.oid = op.oprcode", withLeakproof)
            .OrderBy(
                """
                1, 2, o.amoplefttype = o.amoprighttype DESC,
                pg_catalog.format_type(o.amoplefttype, NULL), pg_catalog.format_type(o.amoprighttype, NULL), o.amopstrategy
                """);
        return ListAsync(context, query, new PatternTarget("f.opfname", "fn.nspname", MaxParts: 3), "List of operators of operator families", cancellationToken);
    }

    public static Task ListFamilyFunctionsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("AM", "am.amname")
            .Column("Operator family", CatalogText.VisibleName("pg_catalog.pg_opfamily_is_visible(f.oid)", "f.opfname", "fn.nspname"))
            .Column("Registered left type", "pg_catalog.format_type(a.amproclefttype, NULL)")
            .Column("Registered right type", "pg_catalog.format_type(a.amprocrighttype, NULL)")
            .Column("Number", "a.amprocnum")
            .Column("Function", context.IsVerbose ? "a.amproc::pg_catalog.regprocedure" : "p.proname")
            .From(
                """
                pg_catalog.pg_amproc a
                     LEFT JOIN pg_catalog.pg_opfamily f ON f.oid = a.amprocfamily
                     LEFT JOIN pg_catalog.pg_am am ON am.oid = f.opfmethod
                     LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
                     LEFT JOIN pg_catalog.pg_proc p ON p.oid = a.amproc
                """)
            .OrderBy("1, 2, a.amproclefttype = a.amprocrighttype DESC, 3, 4, 5");
        return ListAsync(context, query, new PatternTarget("f.opfname", "fn.nspname", MaxParts: 3), "List of support functions of operator families", cancellationToken);
    }

    /// <summary>Restricts by the access method and by a second argument.</summary>
    private static async Task ListAsync(DescribeContext context, CatalogQuery query, PatternTarget second, string title, CancellationToken cancellationToken)
    {
        if (await context.RestrictAsync(query, context.Pattern, Method, cancellationToken)
            && (context.Arguments.Count < 2 || await context.RestrictAsync(query, context.Arguments[1], second, cancellationToken)))
        {
            await context.ListAsync(query, title, cancellationToken);
        }
    }
}
