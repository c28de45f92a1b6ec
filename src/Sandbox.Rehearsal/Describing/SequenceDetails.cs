namespace Sandbox.Rehearsal.Describing;

/// <summary>\d of a sequence: what it counts and the column that it belongs to.</summary>
internal static class SequenceDetails
{
    private const string Definition = """
        SELECT pg_catalog.format_type(seqtypid, NULL) AS "Type", seqstart AS "Start", seqmin AS "Minimum", seqmax AS "Maximum",
               seqincrement AS "Increment", CASE WHEN seqcycle THEN 'yes' ELSE 'no' END AS "Cycles?", seqcache AS "Cache"
        FROM pg_catalog.pg_sequence
        WHERE seqrelid = $1::pg_catalog.oid
        """;

    private const string Owner = """
        SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) || '.' || pg_catalog.quote_ident(a.attname), d.deptype
        FROM pg_catalog.pg_depend d
             JOIN pg_catalog.pg_class c ON c.oid = d.refobjid
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND d.objid = $1::pg_catalog.oid AND d.deptype IN ('a', 'i')
        """;

    public static async Task DescribeAsync(DescribeContext context, RelationFacts sequence, CancellationToken cancellationToken)
    {
        if (await context.AskAsync(Definition, cancellationToken, sequence.Oid) is not { } definition
            || await context.AskAsync(Owner, cancellationToken, sequence.Oid) is not { } owner)
        {
            return;
        }

        var footers = new List<string>();
        if (owner.Rows is [var column])
        {
            footers.Add(column[1] is "i" ? $"Sequence for identity column: {column[0]}" : $"Owned by: {column[0]}");
        }

        var what = sequence.IsUnlogged && context.Dialect >= 15 ? "Unlogged sequence" : "Sequence";
        context.PrintRows(definition, $"{what} \"{sequence.Schema}.{sequence.Name}\"", footers);
    }
}
