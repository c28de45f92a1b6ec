namespace Sandbox.Rehearsal.Describing;

/// <summary>The row-level policies of a table.</summary>
internal static class PolicyFooters
{
    private const string Policies = """
        SELECT p.polname, p.polpermissive,
               CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' END,
               CASE WHEN p.polroles <> '{0}' THEN pg_catalog.array_to_string(
                 ARRAY(SELECT r.rolname FROM pg_catalog.pg_roles r WHERE r.oid = ANY (p.polroles) ORDER BY 1), ',') END,
               pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
        FROM pg_catalog.pg_policy p
        WHERE p.polrelid = $1::pg_catalog.oid
        ORDER BY 1
        """;

    public static async Task AddAsync(DescribeContext context, RelationFacts table, List<string> footers, CancellationToken cancellationToken)
    {
        if (await context.AskAsync(Policies, cancellationToken, table.Oid) is not { } reply)
        {
            return;
        }

        var heading = (table.HasRowSecurity, table.ForcesRowSecurity, reply.Rows.Count > 0) switch
        {
            (true, false, true) => "Policies:",
            (true, true, true) => "Policies (forced row security enabled):",
            (true, false, false) => "Policies (row security enabled): (none)",
            (true, true, false) => "Policies (forced row security enabled): (none)",
            (false, _, true) => "Policies (row security disabled):",
            _ => null,
        };
        if (heading is not null)
        {
            footers.Add(heading);
        }

        footers.AddRange(reply.Rows.Select(row => string.Concat(
            $"    POLICY \"{row[0]}\"{(row[1] is "t" ? "" : " AS RESTRICTIVE")}{(row[2] is { } command ? $" FOR {command}" : "")}",
            row[3] is { } roles ? $"\n      TO {roles}" : "",
            row[4] is { } condition ? $"\n      USING ({condition})" : "",
            row[5] is { } check ? $"\n      WITH CHECK ({check})" : "")));
    }
}
