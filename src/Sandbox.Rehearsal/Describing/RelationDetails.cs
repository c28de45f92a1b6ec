using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Describing;

/// <summary>\d NAME: one relation's columns, and below them all that belongs to it.</summary>
internal static class RelationDetails
{
    private const string Facts = """
        SELECT c.relkind, c.relchecks > 0, c.relhasindex, c.relhasrules, c.relhastriggers, c.relrowsecurity, c.relforcerowsecurity,
               c.relispartition, c.relpersistence OPERATOR(pg_catalog.=) 'u', s.spcname,
               CASE WHEN c.reloftype <> 0 THEN c.reloftype::pg_catalog.regtype::pg_catalog.text END,
               c.relreplident, am.amname,
               pg_catalog.array_to_string(
                 c.reloptions || ARRAY(SELECT 'toast.' || x FROM pg_catalog.unnest(toast.reloptions) x), ', ')
        FROM pg_catalog.pg_class c
             LEFT JOIN pg_catalog.pg_class toast ON toast.oid = c.reltoastrelid
             LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
             LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
        WHERE c.oid = $1::pg_catalog.oid
        """;

    private const string OwningTable = """
        SELECT n.nspname, c.relname
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.reltoastrelid = $1::pg_catalog.oid
        """;

    private const string PartitionBound = """
        SELECT i.inhparent::pg_catalog.regclass, pg_catalog.pg_get_expr(c.relpartbound, c.oid),
               pg_catalog.pg_get_partition_constraintdef(c.oid),
               pg_catalog.to_jsonb(i) OPERATOR(pg_catalog.->>) 'inhdetachpending'
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
        WHERE c.oid = $1::pg_catalog.oid
        """;

    public static async Task DescribeAsync(DescribeContext context, string oid, string schema, string name, CancellationToken cancellationToken)
    {
        if (await context.AskAsync(Facts, cancellationToken, oid) is not { } reply)
        {
            return;
        }

        if (reply.Rows.Count == 0)
        {
            context.SayNothingFound($"Did not find any relation with OID {oid}.");
            context.Fail();
            return;
        }

        var relation = ReadFacts(reply.Rows[0], oid, schema, name);
        if (relation.Kind == 'S')
        {
            await SequenceDetails.DescribeAsync(context, relation, cancellationToken);
            return;
        }

        if (await RelationColumns.ReadAsync(context, relation, cancellationToken) is not { } table)
        {
            return;
        }

        var footers = new List<string>();
        await AddPartitioningAsync(context, relation, footers, cancellationToken);
        if (relation.IsIndex)
        {
            await IndexFooters.AddIndexAsync(context, relation, footers, cancellationToken);
        }
        else if (relation.IsTableLike)
        {
            await TableFooters.AddAsync(context, relation, footers, cancellationToken);
        }

        await ViewFooters.AddAsync(context, relation, footers, cancellationToken);
        await TriggerFooters.AddAsync(context, relation, footers, cancellationToken);
        if (relation.IsTableLike)
        {
            await StorageFooters.AddAsync(context, relation, footers, cancellationToken);
        }

        if (context.IsVerbose && !string.IsNullOrEmpty(relation.Options))
        {
            footers.Add($"Options: {relation.Options}");
        }

        if (!context.Failed)
        {
            // psql never prints this table expanded: it would be hard to read.
            context.Print(table with { Title = Title(context, relation), Footers = footers }, isExpanded: false);
        }
    }

    private static RelationFacts ReadFacts(IReadOnlyList<string?> row, string oid, string schema, string name) => new()
    {
        Oid = oid,
        Schema = schema,
        Name = name,
        Kind = row[0]![0],
        HasChecks = IsTrue(row[1]),
        HasIndexes = IsTrue(row[2]),
        HasRules = IsTrue(row[3]),
        HasTriggers = IsTrue(row[4]),
        HasRowSecurity = IsTrue(row[5]),
        ForcesRowSecurity = IsTrue(row[6]),
        IsPartition = IsTrue(row[7]),
        IsUnlogged = IsTrue(row[8]),
        Tablespace = row[9],
        OfType = row[10],
        ReplicaIdentity = row[11]![0],
        AccessMethod = row[12],
        Options = row[13],
    };

    private static bool IsTrue(string? cell) => cell is "t";

    private static string Title(DescribeContext context, RelationFacts relation)
    {
        var showsUnlogged = relation.IsUnlogged && (relation.Kind is 'r' or 'i' || (relation.IsPartitioned && context.Dialect >= 18));
        var what = relation.Kind switch
        {
            'r' => "Table",
            'v' => "View",
            'm' => relation.IsUnlogged && context.Dialect < 17 ? "Unlogged materialized view" : "Materialized view",
            'i' => "Index",
            'I' => "Partitioned index",
            't' => "TOAST table",
            'c' => "Composite type",
            'f' => "Foreign table",
            'p' => "Partitioned table",
            var unknown => $"?{unknown}?",
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"{(showsUnlogged ? $"Unlogged {char.ToLowerInvariant(what[0])}{what[1..]}" : what)} \"{relation.Schema}.{relation.Name}\"");
    }

    private static async Task AddPartitioningAsync(DescribeContext context, RelationFacts relation, List<string> footers, CancellationToken cancellationToken)
    {
        if (relation.IsPartition && await context.AskAsync(PartitionBound, cancellationToken, relation.Oid) is { Rows: [var partition, ..] })
        {
            footers.Add($"Partition of: {partition[0]} {partition[1]}{(partition[3] is "true" && context.Dialect >= 14 ? " DETACH PENDING" : "")}");
            if (context.IsVerbose)
            {
                footers.Add(string.IsNullOrEmpty(partition[2]) ? "No partition constraint" : $"Partition constraint: {partition[2]}");
            }
        }

        if (relation.Kind == 'p' && await context.AskAsync("SELECT pg_catalog.pg_get_partkeydef($1::pg_catalog.oid)", cancellationToken, relation.Oid) is { Rows: [var key] })
        {
            footers.Add($"Partition key: {key[0]}");
        }

        if (relation.Kind == 't' && await context.AskAsync(OwningTable, cancellationToken, relation.Oid) is { Rows: [var owner] })
        {
            footers.Add($"Owning table: \"{owner[0]}.{owner[1]}\"");
        }
    }
}
