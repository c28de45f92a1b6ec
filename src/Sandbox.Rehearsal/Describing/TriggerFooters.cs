namespace Sandbox.Rehearsal.Describing;

/// <summary>The triggers of a table or view.</summary>
internal static class TriggerFooters
{
    // An inherited trigger is named after the topmost table that has it: the nearest ancestor whose own trigger has no parent.
    private const string Triggers = """
        SELECT pg_catalog.pg_get_triggerdef(t.oid, true), t.tgenabled, t.tgisinternal,
               CASE WHEN t.tgparentid <> 0 THEN
                 (SELECT u.tgrelid::pg_catalog.regclass
                  FROM pg_catalog.pg_partition_ancestors(t.tgrelid) WITH ORDINALITY a(relid, depth)
                       JOIN pg_catalog.pg_trigger u ON u.tgrelid = a.relid AND u.tgname = t.tgname AND u.tgparentid = 0
                  ORDER BY a.depth
                  LIMIT 1) END
        FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid = $1::pg_catalog.oid
          AND (NOT t.tgisinternal OR t.tgenabled = 'D'
               OR ($2::pg_catalog.bool AND EXISTS (
                 SELECT FROM pg_catalog.pg_depend d
                 WHERE d.objid = t.oid AND d.refclassid = 'pg_catalog.pg_trigger'::pg_catalog.regclass)))
        ORDER BY t.tgname
        """;

    private static readonly (string Heading, Func<IReadOnlyList<string?>, bool> Holds)[] Categories =
    [
        ("Triggers:", row => row[1] is "O"),
        ("Disabled user triggers:", row => row[1] is "D" && row[2] is "f"),
        ("Disabled internal triggers:", row => row[1] is "D" && row[2] is "t"),
        ("Triggers firing always:", row => row[1] is "A"),
        ("Triggers firing on replica only:", row => row[1] is "R"),
    ];

    public static async Task AddAsync(DescribeContext context, RelationFacts relation, List<string> footers, CancellationToken cancellationToken)
    {
        // Up to 14 a partition's inherited triggers count as internal.
        var inheritedAreInternal = context.Server < 15 ? "true" : "false";
        if (!relation.HasTriggers || await context.AskAsync(Triggers, cancellationToken, relation.Oid, inheritedAreInternal) is not { } reply)
        {
            return;
        }

        foreach (var (heading, holds) in Categories)
        {
            var triggers = reply.Rows.Where(holds).Select(row => $"    {Body(row[0]!)}{(row[3] is { } parent ? $", ON TABLE {parent}" : "")}").ToArray();
            footers.AddRange(triggers.Length == 0 ? [] : [heading, .. triggers]);
        }
    }

    private static string Body(string definition)
    {
        const string Keyword = " TRIGGER ";
        var keyword = definition.IndexOf(Keyword, StringComparison.Ordinal);
        return keyword < 0 ? definition : definition[(keyword + Keyword.Length)..];
    }
}
