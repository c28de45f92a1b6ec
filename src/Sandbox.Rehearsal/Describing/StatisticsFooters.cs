namespace Sandbox.Rehearsal.Describing;

/// <summary>The extended statistics of a table.</summary>
internal static class StatisticsFooters
{
    private const string WithExpressions = """
        SELECT stxnamespace::pg_catalog.regnamespace::pg_catalog.text, stxname,
               pg_catalog.pg_get_statisticsobjdef_columns(oid), stxrelid::pg_catalog.regclass, stxstattarget,
               'd' = ANY (stxkind), 'f' = ANY (stxkind), 'm' = ANY (stxkind)
        FROM pg_catalog.pg_statistic_ext
        WHERE stxrelid = $1::pg_catalog.oid
        ORDER BY 1, 2
        """;

    // Before 14 there are only columns, and psql orders by age.
    private const string OfColumns = """
        SELECT stxnamespace::pg_catalog.regnamespace::pg_catalog.text, stxname,
               (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ')
                FROM pg_catalog.unnest(stxkeys) k(attnum)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = stxrelid AND a.attnum = k.attnum AND NOT a.attisdropped),
               stxrelid::pg_catalog.regclass, stxstattarget,
               'd' = ANY (stxkind), 'f' = ANY (stxkind), 'm' = ANY (stxkind)
        FROM pg_catalog.pg_statistic_ext
        WHERE stxrelid = $1::pg_catalog.oid
        ORDER BY oid
        """;

    private static readonly string[] Kinds = ["ndistinct", "dependencies", "mcv"];

    public static Task AddAsync(DescribeContext context, RelationFacts table, List<string> footers, CancellationToken cancellationToken)
    {
        var isNew = context.Knows(14);
        return TableFooters.AddSectionAsync(
            context, table, isNew ? WithExpressions : OfColumns, "Statistics objects:", row => Line(context, row, alwaysNamesKinds: !isNew), footers, cancellationToken);
    }

    private static string Line(DescribeContext context, IReadOnlyList<string?> row, bool alwaysNamesKinds)
    {
        var kinds = Kinds.Where((_, i) => row[5 + i] is "t").ToArray();
        var named = alwaysNamesKinds || (kinds.Length > 0 && kinds.Length < Kinds.Length) ? $" ({string.Join(", ", kinds)})" : "";

        // Servers since 17 have NULL for the default, which psql up to 16 prints as a target without a number.
        var target = row[4] is "-1" || (row[4] is null && context.Dialect >= 17) ? "" : $"; STATISTICS {row[4]}";
        return $"    \"{row[0]}.{row[1]}\"{named} ON {row[2]} FROM {row[3]}{target}";
    }
}
