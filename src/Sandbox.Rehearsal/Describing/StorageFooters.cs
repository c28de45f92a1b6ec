using System.Globalization;

namespace Sandbox.Rehearsal.Describing;

/// <summary>The last lines of \d NAME: where a table is stored, its parents and children, what identifies its rows.</summary>
internal static class StorageFooters
{
    private const string ForeignServer = """
        SELECT s.srvname, pg_catalog.array_to_string(ARRAY(
                 SELECT pg_catalog.quote_ident(option_name) || ' ' || pg_catalog.quote_literal(option_value)
                 FROM pg_catalog.pg_options_to_table(f.ftoptions)), ', ')
        FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
        WHERE f.ftrelid = $1::pg_catalog.oid
        """;

    private const string Parents = """
        SELECT c.oid::pg_catalog.regclass
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_inherits i ON i.inhparent = c.oid
        WHERE i.inhrelid = $1::pg_catalog.oid AND c.relkind NOT IN ('p', 'I')
        ORDER BY i.inhseqno
        """;

    private const string Children = """
        SELECT c.oid::pg_catalog.regclass, c.relkind, pg_catalog.pg_get_expr(c.relpartbound, c.oid),
               pg_catalog.to_jsonb(i) OPERATOR(pg_catalog.->>) 'inhdetachpending'
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
        WHERE i.inhparent = $1::pg_catalog.oid
        ORDER BY pg_catalog.pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT', c.oid::pg_catalog.regclass::pg_catalog.text
        """;

    public static async Task AddAsync(DescribeContext context, RelationFacts table, List<string> footers, CancellationToken cancellationToken)
    {
        if (table.Kind == 'f')
        {
            await AddForeignServerAsync(context, table, footers, cancellationToken);
        }

        if (await context.AskAsync(Parents, cancellationToken, table.Oid) is { } parents)
        {
            AddList(footers, "Inherits", [.. parents.Rows.Select(row => row[0]!)]);
        }

        await AddChildrenAsync(context, table, footers, cancellationToken);
        if (table.OfType is not null)
        {
            footers.Add($"Typed table of type: {table.OfType}");
        }

        if (context.IsVerbose && ReplicaIdentity(table) is { } identity)
        {
            footers.Add($"Replica Identity: {identity}");
        }

        if (table.Tablespace is not null && table.Kind != 'f')
        {
            footers.Add($"Tablespace: \"{table.Tablespace}\"");
        }

        if (context.IsVerbose && table.AccessMethod is not null && !context.Settings.HidesAccessMethods)
        {
            footers.Add($"Access method: {table.AccessMethod}");
        }
    }

    private static async Task AddForeignServerAsync(DescribeContext context, RelationFacts table, List<string> footers, CancellationToken cancellationToken)
    {
        if (await context.AskAsync(ForeignServer, cancellationToken, table.Oid) is not { Rows: [var server] })
        {
            context.Fail();
            return;
        }

        footers.Add($"Server: {server[0]}");
        if (!string.IsNullOrEmpty(server[1]))
        {
            footers.Add($"FDW options: ({server[1]})");
        }
    }

    private static async Task AddChildrenAsync(DescribeContext context, RelationFacts table, List<string> footers, CancellationToken cancellationToken)
    {
        if (await context.AskAsync(Children, cancellationToken, table.Oid) is not { } children)
        {
            return;
        }

        var count = children.Rows.Count;
        if (count == 0)
        {
            footers.AddRange(table.IsPartitioned ? ["Number of partitions: 0"] : []);
        }
        else if (context.IsVerbose)
        {
            AddList(footers, table.IsPartitioned ? "Partitions" : "Child tables", [.. children.Rows.Select(row => Child(context, row))]);
        }
        else
        {
            var what = table.IsPartitioned ? "partitions" : "child tables";
            footers.Add(string.Create(CultureInfo.InvariantCulture, $"Number of {what}: {count} (Use \\d+ to list them.)"));
        }
    }

    private static string Child(DescribeContext context, IReadOnlyList<string?> row) => string.Concat(
        $"{row[0]}{(row[2] is { } bound ? $" {bound}" : "")}",
        row[1] is "p" or "I" ? ", PARTITIONED" : row[1] is "f" && context.Dialect >= 16 ? ", FOREIGN" : "",
        row[3] is "true" && context.Dialect >= 14 ? " (DETACH PENDING)" : "");

    /// <summary>A list on lines of its own, the names below each other.</summary>
    private static void AddList(List<string> footers, string heading, IReadOnlyList<string> names)
    {
        var indent = new string(' ', heading.Length + 2);
        footers.AddRange(names.Select((name, i) => $"{(i == 0 ? $"{heading}: " : indent)}{name}{(i < names.Count - 1 ? "," : "")}"));
    }

    private static string? ReplicaIdentity(RelationFacts table)
    {
        var usual = string.Equals(table.Schema, "pg_catalog", StringComparison.Ordinal) ? 'n' : 'd';
        if (table.Kind is not ('r' or 'm') || table.ReplicaIdentity == 'i' || table.ReplicaIdentity == usual)
        {
            return null;
        }

        return table.ReplicaIdentity switch { 'f' => "FULL", 'n' => "NOTHING", _ => "???" };
    }
}
