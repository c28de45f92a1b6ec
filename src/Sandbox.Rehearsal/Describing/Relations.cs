namespace Sandbox.Rehearsal.Describing;

/// <summary>\d, \dt, \dv, \dm, \di, \ds, \dE and their combinations.</summary>
internal static class Relations
{
    public static readonly PatternTarget Target = new("c.relname", "n.nspname", Visible: "pg_catalog.pg_table_is_visible(c.oid)", MaxParts: 3);

    private const string TypeName = """
        CASE c.relkind
          WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
          WHEN 'i' THEN 'index' WHEN 'I' THEN 'partitioned index' WHEN 'S' THEN 'sequence' WHEN 't' THEN 'TOAST table'
          WHEN 'f' THEN 'foreign table' END
        """;

    /// <summary>\d: the list of relations without a name, one relation's details with one.</summary>
    public static Task DescribeAsync(DescribeContext context, CancellationToken cancellationToken) =>
        context.Pattern is null ? ListAsync(context, "tvmsE", cancellationToken) : DescribeNamedAsync(context, cancellationToken);

    /// <summary>The list of the kinds that the command's letters name.</summary>
    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken) => ListAsync(context, context.Name[1..], cancellationToken);

    private static async Task DescribeNamedAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("oid", "c.oid")
            .Column("schema", "n.nspname")
            .Column("name", "c.relname")
            .From("pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace")
            .OrderBy("2, 3");
        if (!await context.RestrictAsync(query, context.Pattern, Target, cancellationToken) || await context.AskAsync(query, cancellationToken) is not { } found)
        {
            return;
        }

        if (found.Rows.Count == 0)
        {
            context.SayNothingFound($"Did not find any relation named \"{context.Pattern}\".");
            context.Fail();
        }

        foreach (var row in found.Rows)
        {
            if (context.Failed)
            {
                return;
            }

            await RelationDetails.DescribeAsync(context, row[0]!, row[1]!, row[2]!, cancellationToken);
        }
    }

    private static async Task ListAsync(DescribeContext context, string letters, CancellationToken cancellationToken)
    {
        var kinds = "tivmsE".Where(kind => letters.Contains(kind, StringComparison.Ordinal)).ToArray();
        var isMixed = kinds.Length != 1;
        if (kinds.Length == 0)
        {
            kinds = [.. "tvmsE"];
        }

        bool Shows(char kind) => kinds.Contains(kind);
        var showsAccessMethod = !context.Settings.HidesAccessMethods && (Shows('t') || Shows('m') || Shows('i'));
        var query = new CatalogQuery()
            .Column("Schema", "n.nspname")
            .Column("Name", "c.relname")
            .Column("Type", TypeName)
            .Column("Owner", "pg_catalog.pg_get_userbyid(c.relowner)")
            .Column("Table", "c2.relname", Shows('i'))
            .Column("Persistence", "CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 't' THEN 'temporary' WHEN 'u' THEN 'unlogged' END", context.IsVerbose)
            .Column("Access method", "am.amname", context.IsVerbose && showsAccessMethod && context.Dialect >= 14)
            .Column("Size", "pg_catalog.pg_size_pretty(pg_catalog.pg_table_size(c.oid))", context.IsVerbose)
            .Column("Description", "pg_catalog.obj_description(c.oid, 'pg_class')", context.IsVerbose)
            .From("pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace")
            .From("LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam", showsAccessMethod)
            .From(
                """
                LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
                LEFT JOIN pg_catalog.pg_class c2 ON c2.oid = i.indrelid
                """,
                Shows('i'))
            .Where(KindCondition(Shows, withToast: !context.HidesSystem))
            .Where($"{CatalogText.UserSchemas} AND n.nspname OPERATOR(pg_catalog.!~) '^pg_toast'", context.HidesSystem)
            .OrderBy("1, 2");
        if (!await context.RestrictAsync(query, context.Pattern, Target, cancellationToken) || await context.AskAsync(query, cancellationToken) is not { } reply)
        {
            return;
        }

        // Since psql 18 a list of one kind is named after it.
        var plural = context.Dialect < 18 || isMixed ? "relations" : Plural(kinds[0]);
        if (reply.Rows.Count > 0 || context.Settings.IsQuiet)
        {
            context.PrintRows(reply, $"List of {plural}");
        }
        else
        {
            var named = context.Dialect < 18 ? "relation" : plural;
            context.Say(context.Pattern is null ? $"Did not find any {plural}." : $"Did not find any {named} named \"{context.Pattern}\".");
        }
    }

    private static string KindCondition(Func<char, bool> shows, bool withToast)
    {
        var kinds = new List<string>();
        if (shows('t'))
        {
            kinds.AddRange(withToast ? ["'r'", "'p'", "'t'"] : ["'r'", "'p'"]);
        }

        kinds.AddRange(shows('i') ? ["'i'", "'I'"] : []);
        kinds.AddRange(shows('v') ? ["'v'"] : []);
        kinds.AddRange(shows('m') ? ["'m'"] : []);
        kinds.AddRange(shows('s') ? ["'S'"] : []);
        kinds.AddRange(shows('E') ? ["'f'"] : []);
        return $"c.relkind IN ({string.Join(", ", kinds)})";
    }

    private static string Plural(char kind) => kind switch
    {
        't' => "tables",
        'i' => "indexes",
        'v' => "views",
        'm' => "materialized views",
        's' => "sequences",
        _ => "foreign tables",
    };
}
