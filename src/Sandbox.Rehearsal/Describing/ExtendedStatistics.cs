namespace Sandbox.Rehearsal.Describing;

/// <summary>\dX: extended statistics.</summary>
internal static class ExtendedStatistics
{
    private const string ColumnsOf13 = """
        (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ')
         FROM pg_catalog.unnest(s.stxkeys) k(attnum)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = s.stxrelid AND a.attnum = k.attnum AND NOT a.attisdropped)
        """;

    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var columns = context.Server >= 14 ? "pg_catalog.pg_get_statisticsobjdef_columns(s.oid)" : ColumnsOf13;
        var query = new CatalogQuery()
            .Column("Schema", "s.stxnamespace::pg_catalog.regnamespace::pg_catalog.text")
            .Column("Name", "s.stxname")
            .Column("Definition", $"pg_catalog.format('%s FROM %s', {columns}, s.stxrelid::pg_catalog.regclass)")
            .Column("Ndistinct", "CASE WHEN 'd' = ANY (s.stxkind) THEN 'defined' END")
            .Column("Dependencies", "CASE WHEN 'f' = ANY (s.stxkind) THEN 'defined' END")
            .Column("MCV", "CASE WHEN 'm' = ANY (s.stxkind) THEN 'defined' END")
            .From("pg_catalog.pg_statistic_ext s")
            .OrderBy("1, 2");
        var target = new PatternTarget(
            "s.stxname", "s.stxnamespace::pg_catalog.regnamespace::pg_catalog.text", Visible: "pg_catalog.pg_statistics_obj_is_visible(s.oid)", MaxParts: 3);
        return context.ListAsync(query, target, "List of extended statistics", cancellationToken);
    }
}
