namespace Sandbox.Rehearsal.Describing;

/// <summary>The definition and the rules of a view, which \d+ shows.</summary>
internal static class ViewFooters
{
    private const string Rules = """
        SELECT pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid, true), ';')
        FROM pg_catalog.pg_rewrite r
        WHERE r.ev_class = $1::pg_catalog.oid AND r.rulename <> '_RETURN'
        ORDER BY r.rulename
        """;

    public static async Task AddAsync(DescribeContext context, RelationFacts view, List<string> footers, CancellationToken cancellationToken)
    {
        if (!context.IsVerbose
            || view.Kind is not ('v' or 'm')
            || await context.AskAsync("SELECT pg_catalog.pg_get_viewdef($1::pg_catalog.oid, true)", cancellationToken, view.Oid) is not { Rows: [[{ } definition]] })
        {
            return;
        }

        footers.Add("View definition:");
        footers.Add(definition);
        if (view.HasRules)
        {
            await TableFooters.AddSectionAsync(context, view, Rules, "Rules:", row => $" {RuleFooters.Body(row[0]!)}", footers, cancellationToken);
        }
    }
}
