namespace Sandbox.Rehearsal.Describing;

/// <summary>What \d says below a table's columns, up to its triggers.</summary>
internal static class TableFooters
{
    private const string Checks = """
        SELECT conname, pg_catalog.pg_get_constraintdef(oid, true)
        FROM pg_catalog.pg_constraint
        WHERE conrelid = $1::pg_catalog.oid AND contype = 'c'
        ORDER BY 1
        """;

    private const string ForeignKeys = """
        SELECT true, conname, pg_catalog.pg_get_constraintdef(oid, true), conrelid::pg_catalog.regclass
        FROM pg_catalog.pg_constraint
        WHERE conrelid = $1::pg_catalog.oid AND contype = 'f' AND conparentid = 0
        ORDER BY conname
        """;

    private const string PartitionForeignKeys = """
        SELECT conrelid = $1::pg_catalog.oid AS is_own, conname, pg_catalog.pg_get_constraintdef(oid, true), conrelid::pg_catalog.regclass
        FROM pg_catalog.pg_constraint JOIN pg_catalog.pg_partition_ancestors($1::pg_catalog.oid::pg_catalog.regclass) a ON conrelid = a.relid
        WHERE contype = 'f' AND conparentid = 0
        ORDER BY is_own DESC, conname
        """;

    private const string References = """
        SELECT conrelid::pg_catalog.regclass, conname, pg_catalog.pg_get_constraintdef(oid, true)
        FROM pg_catalog.pg_constraint
        WHERE confrelid IN (SELECT a.relid FROM pg_catalog.pg_partition_ancestors($1::pg_catalog.oid::pg_catalog.regclass) a
                            UNION ALL VALUES ($1::pg_catalog.oid::pg_catalog.regclass))
          AND contype = 'f' AND conparentid = 0
        ORDER BY conname
        """;

    private const string NotNulls = """
        SELECT c.conname, a.attname, c.connoinherit, c.conislocal, c.coninhcount <> 0, c.convalidated
        FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'n' AND c.conrelid = $1::pg_catalog.oid
        ORDER BY a.attnum
        """;

    public static async Task AddAsync(DescribeContext context, RelationFacts table, List<string> footers, CancellationToken cancellationToken)
    {
        await IndexFooters.AddIndexesAsync(context, table, footers, cancellationToken);
        if (table.HasChecks)
        {
            await AddSectionAsync(context, table, Checks, "Check constraints:", row => $"    \"{row[0]}\" {row[1]}", footers, cancellationToken);
        }

        await AddSectionAsync(
            context,
            table,
            table.IsPartition || table.Kind == 'p' ? PartitionForeignKeys : ForeignKeys,
            "Foreign-key constraints:",
            row => row[0] is "t" ? $"    \"{row[1]}\" {row[2]}" : $"    TABLE \"{row[3]}\" CONSTRAINT \"{row[1]}\" {row[2]}",
            footers,
            cancellationToken);
        await AddSectionAsync(
            context, table, References, "Referenced by:", row => $"    TABLE \"{row[0]}\" CONSTRAINT \"{row[1]}\" {row[2]}", footers, cancellationToken);
        await PolicyFooters.AddAsync(context, table, footers, cancellationToken);
        await StatisticsFooters.AddAsync(context, table, footers, cancellationToken);
        await RuleFooters.AddAsync(context, table, footers, cancellationToken);
        await PublicationFooters.AddAsync(context, table, footers, cancellationToken);
        if (context.IsVerbose && context.Knows(18))
        {
            await AddSectionAsync(context, table, NotNulls, "Not-null constraints:", NotNull, footers, cancellationToken);
        }
    }

    /// <summary>Adds a heading and a line for each row, if there are rows.</summary>
    internal static async Task AddSectionAsync(
        DescribeContext context,
        RelationFacts relation,
        string query,
        string heading,
        Func<IReadOnlyList<string?>, string> line,
        List<string> footers,
        CancellationToken cancellationToken)
    {
        if (await context.AskAsync(query, cancellationToken, relation.Oid) is { Rows.Count: > 0 } reply)
        {
            footers.Add(heading);
            footers.AddRange(reply.Rows.Select(line));
        }
    }

    private static string NotNull(IReadOnlyList<string?> row)
    {
        var isInherited = row[4] is "t";
        var origin = row[2] is "t" ? " NO INHERIT" : !isInherited ? "" : row[3] is "t" ? " (local, inherited)" : " (inherited)";
        return $"    \"{row[0]}\" NOT NULL \"{row[1]}\"{origin}{(row[5] is "t" ? "" : " NOT VALID")}";
    }
}
