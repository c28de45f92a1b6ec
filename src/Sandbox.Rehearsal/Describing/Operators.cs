namespace Sandbox.Rehearsal.Describing;

/// <summary>\do: operators.</summary>
internal static class Operators
{
    private static readonly PatternTarget Target = new("o.oprname", "n.nspname", Visible: "pg_catalog.pg_operator_is_visible(o.oid)", MaxParts: 3, IsOperator: true);

    public static async Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var withLeakproof = context.IsVerbose && context.Dialect >= 18;
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "o.oprname")
            .Column("Left arg type", "CASE WHEN o.oprkind = 'l' THEN NULL ELSE pg_catalog.format_type(o.oprleft, NULL) END")
            .Column("Right arg type", "CASE WHEN o.oprkind = 'r' THEN NULL ELSE pg_catalog.format_type(o.oprright, NULL) END")
            .Column("Result type", "pg_catalog.format_type(o.oprresult, NULL)")
            .Column("Function", "o.oprcode", context.IsVerbose)
            .Column("Leakproof?", "CASE WHEN p.proleakproof THEN 'yes' ELSE 'no' END", withLeakproof)
            .Column("Description", "COALESCE(pg_catalog.obj_description(o.oid, 'pg_operator'), pg_catalog.obj_description(o.oprcode, 'pg_proc'))")
            .From("pg_catalog.pg_operator o LEFT JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace")
            .From("LEFT JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode", withLeakproof)
            .Where(CatalogText.UserSchemas, context.HidesSystem)
            .OrderBy("1, 2, 3, 4");
        if (!await context.RestrictAsync(query, context.Pattern, Target, cancellationToken))
        {
            return;
        }

        // One type is a prefix operator's; more than two are ignored.
        var types = ArgumentTypes.Of(context);
        var isTaken = types.Count switch
        {
            0 => true,
            1 => await ArgumentTypes.RestrictAsync(context, query.Where("o.oprleft = 0"), types[0], "t0", "o.oprright", cancellationToken),
            _ => await ArgumentTypes.RestrictAsync(context, query, types[0], "t0", "o.oprleft", cancellationToken)
                && await ArgumentTypes.RestrictAsync(context, query, types[1], "t1", "o.oprright", cancellationToken),
        };
        if (isTaken)
        {
            await context.ListAsync(query, "List of operators", cancellationToken);
        }
    }
}
