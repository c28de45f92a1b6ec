using System.Globalization;

namespace Sandbox.Rehearsal.Describing;

/// <summary>\df and \da: functions, procedures, aggregates.</summary>
internal static class Functions
{
    private static readonly PatternTarget Target = new("p.proname", "n.nspname", Visible: "pg_catalog.pg_function_is_visible(p.oid)", MaxParts: 3);

    public static async Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var options = context.Dialect >= 18 ? "anptwSx+" : "anptwS+";
        var letters = context.Name[2..];
        if (letters.Any(letter => !options.Contains(letter, StringComparison.Ordinal)))
        {
            context.Say($"\\df only takes [{options}] as options");
            return;
        }

        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "p.proname")
            .Column("Result data type", "pg_catalog.pg_get_function_result(p.oid)")
            .Column("Argument data types", "pg_catalog.pg_get_function_arguments(p.oid)")
            .Column("Type", "CASE p.prokind WHEN 'a' THEN 'agg' WHEN 'w' THEN 'window' WHEN 'p' THEN 'proc' ELSE 'func' END");
        if (context.IsVerbose)
        {
            AddDetails(context, query);
        }

        query.From("pg_catalog.pg_proc p LEFT JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace")
            .From("LEFT JOIN pg_catalog.pg_language l ON l.oid = p.prolang", context.IsVerbose)
            .Where(CatalogText.UserSchemas, context.HidesSystem)
            .OrderBy("1, 2, 4");
        RestrictKinds(query, letters);
        if (!await context.RestrictAsync(query, context.Pattern, Target, cancellationToken))
        {
            return;
        }

        var place = 0;
        foreach (var type in ArgumentTypes.Of(context))
        {
            var index = (place++).ToString(CultureInfo.InvariantCulture);
            if (!await ArgumentTypes.RestrictAsync(context, query, type, $"t{index}", $"p.proargtypes[{index}]", cancellationToken))
            {
                return;
            }
        }

        await context.ListAsync(query, "List of functions", cancellationToken);
    }

    public static Task ListAggregatesAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "p.proname")
            .Column("Result data type", "pg_catalog.format_type(p.prorettype, NULL)")
            .Column("Argument data types", "CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_catalog.pg_get_function_arguments(p.oid) END")
            .Column("Description", "pg_catalog.obj_description(p.oid, 'pg_proc')")
            .From("pg_catalog.pg_proc p LEFT JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace")
            .Where("p.prokind = 'a'")
            .Where(CatalogText.UserSchemas, context.HidesSystem)
            .OrderBy("1, 2, 4");
        return context.ListAsync(query, Target, "List of aggregate functions", cancellationToken);
    }

    private static void AddDetails(DescribeContext context, CatalogQuery query) => query
        .Column("Volatility", "CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' WHEN 'v' THEN 'volatile' END")
        .Column("Parallel", "CASE p.proparallel WHEN 'r' THEN 'restricted' WHEN 's' THEN 'safe' WHEN 'u' THEN 'unsafe' END")
        .Column("Owner", "pg_catalog.pg_get_userbyid(p.proowner)")
        .Column("Security", "CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END")
        .Column("Leakproof?", "CASE WHEN p.proleakproof THEN 'yes' ELSE 'no' END", context.Dialect >= 18)
        .Column("Access privileges", CatalogText.Acl(context, "p.proacl"))
        .Column("Language", "l.lanname")
        .Column("Internal name", "CASE WHEN l.lanname IN ('internal', 'c') THEN p.prosrc END", context.Dialect >= 16)
        .Column("Source code", context.Knows(14) ? "COALESCE(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc)" : "p.prosrc", context.Dialect < 16)
        .Column("Description", "pg_catalog.obj_description(p.oid, 'pg_proc')");

    private static void RestrictKinds(CatalogQuery query, string letters)
    {
        (char Letter, string Condition)[] kinds =
        [
            ('a', "p.prokind = 'a'"),
            ('p', "p.prokind = 'p'"),
            ('t', "p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype"),
            ('w', "p.prokind = 'w'"),
        ];
        bool Shows(char letter) => letters.Contains(letter, StringComparison.Ordinal);
        var isNormal = Shows('n');
        var shown = kinds.Where(kind => Shows(kind.Letter)).ToArray();
        if (isNormal)
        {
            // A normal function is what is none of the other kinds.
            foreach (var (_, condition) in kinds.Except(shown))
            {
                query.Where($"NOT ({condition})");
            }
        }
        else if (shown.Length > 0)
        {
            query.Where($"({string.Join(" OR ", shown.Select(kind => kind.Condition))})");
        }
    }
}
