namespace Sandbox.Rehearsal.Describing;

/// <summary>What \d says about an index, and about the indexes of a table.</summary>
internal static class IndexFooters
{
    private const string Index = """
        SELECT i.indisprimary, i.indisunique, i.indisclustered, i.indisvalid, i.indisreplident,
               NOT i.indimmediate AND con.condeferrable, NOT i.indimmediate AND con.condeferred,
               am.amname, t.relname, pg_catalog.pg_get_expr(i.indpred, i.indrelid, true),
               pg_catalog.to_jsonb(i) OPERATOR(pg_catalog.->>) 'indnullsnotdistinct'
        FROM pg_catalog.pg_index i
             JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
             JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
             JOIN pg_catalog.pg_am am ON am.oid = c.relam
             LEFT JOIN pg_catalog.pg_constraint con ON con.conrelid = i.indrelid AND con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
        WHERE i.indexrelid = $1::pg_catalog.oid
        """;

    private const string IndexesOfTable = """
        SELECT c.relname, i.indisprimary, i.indisunique, i.indisclustered, i.indisvalid, i.indisreplident,
               con.contype, con.condeferrable, con.condeferred, pg_catalog.pg_get_constraintdef(con.oid, true),
               pg_catalog.pg_get_indexdef(i.indexrelid, 0, true), s.spcname,
               pg_catalog.to_jsonb(con) OPERATOR(pg_catalog.->>) 'conperiod'
        FROM pg_catalog.pg_index i
             JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
             LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
             LEFT JOIN pg_catalog.pg_constraint con ON con.conrelid = i.indrelid AND con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
        WHERE i.indrelid = $1::pg_catalog.oid
        ORDER BY i.indisprimary DESC, c.relname
        """;

    public static async Task AddIndexAsync(DescribeContext context, RelationFacts index, List<string> footers, CancellationToken cancellationToken)
    {
        if (await context.AskAsync(Index, cancellationToken, index.Oid) is not { Rows: [var row] })
        {
            context.Fail();
            return;
        }

        var kind = row[0] is "t" ? "primary key, " : row[1] is not "t" ? "" : row[10] is "true" && context.Dialect >= 15 ? "unique nulls not distinct, " : "unique, ";
        footers.Add(string.Concat(
            $"{kind}{row[7]}, for table \"{index.Schema}.{row[8]}\"",
            row[9] is { } predicate ? $", predicate ({predicate})" : "",
            row[2] is "t" ? ", clustered" : "",
            row[3] is "t" ? "" : ", invalid") + string.Concat(
            row[5] is "t" ? ", deferrable" : "",
            row[6] is "t" ? ", initially deferred" : "",
            row[4] is "t" ? ", replica identity" : ""));
        if (index.Kind == 'i' && index.Tablespace is not null)
        {
            footers.Add($"Tablespace: \"{index.Tablespace}\"");
        }
    }

    public static async Task AddIndexesAsync(DescribeContext context, RelationFacts table, List<string> footers, CancellationToken cancellationToken)
    {
        if (!table.HasIndexes || await context.AskAsync(IndexesOfTable, cancellationToken, table.Oid) is not { Rows.Count: > 0 } reply)
        {
            return;
        }

        footers.Add("Indexes:");
        footers.AddRange(reply.Rows.Select(row => $"    \"{row[0]}\"{Definition(context, row)}{Marks(row)}"));
    }

    private static string Definition(DescribeContext context, IReadOnlyList<string?> row)
    {
        if (row[6] is "x" || (row[12] is "true" && context.Dialect >= 18))
        {
            return $" {row[9]}";
        }

        var kind = row[1] is "t" ? " PRIMARY KEY," : row[2] is not "t" ? "" : row[6] is "u" ? " UNIQUE CONSTRAINT," : " UNIQUE,";
        var definition = row[10]!;
        var method = definition.IndexOf(" USING ", StringComparison.Ordinal);
        return string.Concat(
            $"{kind} {(method < 0 ? definition : definition[(method + 7)..])}",
            row[7] is "t" ? " DEFERRABLE" : "",
            row[8] is "t" ? " INITIALLY DEFERRED" : "");
    }

    private static string Marks(IReadOnlyList<string?> row) => string.Concat(
        row[3] is "t" ? " CLUSTER" : "",
        row[4] is "t" ? "" : " INVALID",
        row[5] is "t" ? " REPLICA IDENTITY" : "",
        row[11] is { } tablespace ? $", tablespace \"{tablespace}\"" : "");
}
