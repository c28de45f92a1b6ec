using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Describing;

/// <summary>\dRp and \dRs: publications, subscriptions.</summary>
internal static class Publications
{
    private const string TablesUpTo14 = """
        SELECT n.nspname, c.relname, NULL, NULL
        FROM pg_catalog.pg_class c
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_catalog.pg_publication_rel pr ON pr.prrelid = c.oid
        WHERE pr.prpubid = $1::pg_catalog.oid
        ORDER BY 1, 2
        """;

    private const string Tables = """
        SELECT n.nspname, c.relname, pg_catalog.pg_get_expr(pr.prqual, c.oid),
               CASE WHEN pr.prattrs IS NOT NULL THEN
                 (SELECT pg_catalog.string_agg(a.attname, ', ')
                  FROM pg_catalog.unnest(pr.prattrs::pg_catalog.int2[]) k(attnum)
                       JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum) END
        FROM pg_catalog.pg_class c
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_catalog.pg_publication_rel pr ON pr.prrelid = c.oid
        WHERE pr.prpubid = $1::pg_catalog.oid
        ORDER BY 1, 2
        """;

    private const string Schemas = """
        SELECT n.nspname
        FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_publication_namespace pn ON pn.pnnspid = n.oid
        WHERE pn.pnpubid = $1::pg_catalog.oid
        ORDER BY 1
        """;

    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken) => context.IsVerbose
        ? DescribeAsync(context, cancellationToken)
        : context.ListAsync(
            AddColumns(context, new CatalogQuery().Column("Name", "p.pubname")).OrderBy("1"), new PatternTarget("p.pubname"), "List of publications", cancellationToken);

    public static Task ListSubscriptionsAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var isVerbose = context.IsVerbose;
        var query = new CatalogQuery()
            .Column("Name", "s.subname")
            .Column("Owner", "pg_catalog.pg_get_userbyid(s.subowner)")
            .Column("Enabled", "s.subenabled")
            .Column("Publication", "s.subpublications")
            .Column("Binary", "s.subbinary", isVerbose && context.Knows(14))
            .Column("Streaming", context.Knows(16) ? "CASE s.substream WHEN 'f' THEN 'off' WHEN 't' THEN 'on' WHEN 'p' THEN 'parallel' END" : "s.substream", isVerbose && context.Knows(14))
            .Column("Two-phase commit", "s.subtwophasestate", isVerbose && context.Knows(15))
            .Column("Disable on error", "s.subdisableonerr", isVerbose && context.Knows(15))
            .Column("Origin", "s.suborigin", isVerbose && context.Knows(16))
            .Column("Password required", "s.subpasswordrequired", isVerbose && context.Knows(16))
            .Column("Run as owner?", "s.subrunasowner", isVerbose && context.Knows(16))
            .Column("Failover", "s.subfailover", isVerbose && context.Knows(17))
            .Column("Synchronous commit", "s.subsynccommit", isVerbose)
            .Column("Conninfo", "s.subconninfo", isVerbose)
            .Column("Skip LSN", "s.subskiplsn", isVerbose && context.Knows(15))
            .From("pg_catalog.pg_subscription s")
            .Where("s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())")
            .OrderBy("1");
        return context.ListAsync(query, new PatternTarget("s.subname"), "List of subscriptions", cancellationToken);
    }

    private static CatalogQuery AddColumns(DescribeContext context, CatalogQuery query) => query
        .Column("Owner", "pg_catalog.pg_get_userbyid(p.pubowner)")
        .Column("All tables", "p.puballtables")
        .Column("Inserts", "p.pubinsert")
        .Column("Updates", "p.pubupdate")
        .Column("Deletes", "p.pubdelete")
        .Column("Truncates", "p.pubtruncate")
        .Column("Generated columns", context.Server >= 18 ? "CASE p.pubgencols WHEN 'n' THEN 'none' WHEN 's' THEN 'stored' END" : "NULL", context.Knows(18))
        .Column("Via root", "p.pubviaroot")
        .From("pg_catalog.pg_publication p");

    private static async Task DescribeAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = AddColumns(context, new CatalogQuery().Column("oid", "p.oid").Column("name", "p.pubname")).OrderBy("2");
        if (!await context.RestrictAsync(query, context.Pattern, new PatternTarget("p.pubname"), cancellationToken)
            || await context.AskAsync(query, cancellationToken) is not { } reply)
        {
            return;
        }

        if (reply.Rows.Count == 0)
        {
            context.SayNothingFound(context.Pattern is null ? "Did not find any publications." : $"Did not find any publication named \"{context.Pattern}\".");
            context.Fail();
        }

        foreach (var row in reply.Rows)
        {
            var footers = new List<string>();
            if (row[3] is not "t" && !await AddContentsAsync(context, row[0]!, footers, cancellationToken))
            {
                return;
            }

            context.Print(
                new PrintTable
                {
                    Title = $"Publication {row[1]}",
                    Columns = [.. reply.Columns.Skip(2).Select(column => new PrintColumn(column.Name, IsRightAligned: false))],
                    Rows = [[.. row.Skip(2)]],
                    Footers = footers.Count == 0 ? null : footers,
                },
                context.IsExpanded);
        }
    }

    private static async Task<bool> AddContentsAsync(DescribeContext context, string oid, List<string> footers, CancellationToken cancellationToken)
    {
        if (await context.AskAsync(context.Knows(15) ? Tables : TablesUpTo14, cancellationToken, oid) is not { } tables)
        {
            return false;
        }

        var lines = tables.Rows.Select(row => $"    \"{row[0]}.{row[1]}\"{(row[3] is { } columns ? $" ({columns})" : "")}{(row[2] is { } filter ? $" WHERE {filter}" : "")}").ToArray();
        footers.AddRange(lines.Length == 0 ? [] : ["Tables:", .. lines]);
        if (!context.Knows(15))
        {
            return true;
        }

        if (await context.AskAsync(Schemas, cancellationToken, oid) is not { } schemas)
        {
            return false;
        }

        footers.AddRange(schemas.Rows.Count == 0 ? [] : ["Tables from schemas:", .. schemas.Rows.Select(row => $"    \"{row[0]}\"")]);
        return true;
    }
}
