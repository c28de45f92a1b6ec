namespace Sandbox.Rehearsal.Describing;

/// <summary>The rewrite rules of a table.</summary>
internal static class RuleFooters
{
    private const string Rules = """
        SELECT pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid, true), ';'), r.ev_enabled
        FROM pg_catalog.pg_rewrite r
        WHERE r.ev_class = $1::pg_catalog.oid
        ORDER BY r.rulename
        """;

    private static readonly (string Enabled, string Heading)[] Categories =
    [
        ("O", "Rules:"),
        ("D", "Disabled rules:"),
        ("A", "Rules firing always:"),
        ("R", "Rules firing on replica only:"),
    ];

    public static async Task AddAsync(DescribeContext context, RelationFacts table, List<string> footers, CancellationToken cancellationToken)
    {
        if (!table.HasRules || table.Kind == 'm' || await context.AskAsync(Rules, cancellationToken, table.Oid) is not { } reply)
        {
            return;
        }

        foreach (var (enabled, heading) in Categories)
        {
            var rules = reply.Rows.Where(row => string.Equals(row[1], enabled, StringComparison.Ordinal)).Select(row => $"    {Body(row[0]!)}").ToArray();
            footers.AddRange(rules.Length == 0 ? [] : [heading, .. rules]);
        }
    }

    /// <summary>A rule's definition without <c>CREATE RULE</c>.</summary>
    internal static string Body(string definition) => definition["CREATE RULE ".Length..];
}
