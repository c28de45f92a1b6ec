using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects;

/// <summary>
/// Reads what a transaction has written so far, table by table, from the server's own counters (<c>pg_stat_get_xact_tuples_*</c>): triggers' and
/// cascades' work included, work of rolled-back savepoints too.
/// </summary>
/// <remarks>
/// The counters carry over between a session's transactions until they are flushed, so only differences mean anything. TRUNCATE sets them back to zero: a
/// counter that fell is counted from zero.
/// </remarks>
/// <param name="harness">The rehearsal's session as the harness uses it.</param>
/// <param name="seal">The seal, whose own tables are left out.</param>
internal sealed class TableCounters(ISession harness, Seal seal)
{
    // A dropped table leaves the catalog's view but not the counters: those known are asked by oid.
    private const string Counters =
        """
        WITH known AS (
            SELECT c.oid, CASE WHEN n.nspname = 'public' THEN quote_ident(c.relname)
                               WHEN c.relpersistence = 't' THEN 'pg_temp.' || quote_ident(c.relname)
                               ELSE quote_ident(n.nspname) || '.' || quote_ident(c.relname) END AS name
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.oid >= 16384 AND n.nspname <> 'information_schema' AND c.relname <> ALL ($2::name[])
            UNION ALL
            SELECT dropped.oid, NULL
            FROM unnest($1::oid[]) AS dropped (oid)
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = dropped.oid)
        ), counted AS (
            SELECT oid, name, pg_stat_get_xact_tuples_inserted(oid) AS inserted, pg_stat_get_xact_tuples_updated(oid) AS updated,
                   pg_stat_get_xact_tuples_deleted(oid) AS deleted
            FROM known
        )
        SELECT oid, name, inserted, updated, deleted FROM counted WHERE inserted + updated + deleted > 0 OR oid = ANY ($1::oid[])
        """;

    private readonly Dictionary<string, RowCounts> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The tables seen so far, by oid, as <c>schema.name</c>.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <summary>Asks for the counters; <see cref="Take"/> reads the answer.</summary>
    public BatchStatement Question => new(Counters, $"{{{string.Join(',', _last.Keys)}}}", $"{{{string.Join(',', seal.Tables)}}}");

    /// <summary>Reads the counters and returns what was written since the last reading, by the tables' oids.</summary>
    public async Task<IReadOnlyDictionary<string, RowCounts>> ReadAsync(CancellationToken cancellationToken)
    {
        var question = Question;
        return Take(await harness.QueryAsync(question.Text, cancellationToken, question.Parameters));
    }

    /// <summary>What was written since the last reading, by the tables' oids.</summary>
    /// <param name="answer">The answer to <see cref="Question"/>.</param>
    public IReadOnlyDictionary<string, RowCounts> Take(Reply answer)
    {
        var deltas = new Dictionary<string, RowCounts>(StringComparer.Ordinal);
        foreach (var row in answer.Rows)
        {
            var oid = row[0]!;
            var counts = new RowCounts(Number(row[2]), Number(row[3]), Number(row[4]));
            var last = _last.GetValueOrDefault(oid, RowCounts.None);
            var delta = new RowCounts(Since(last.Inserted, counts.Inserted), Since(last.Updated, counts.Updated), Since(last.Deleted, counts.Deleted));
            _last[oid] = counts;
            if (row[1] is { } name)
            {
                _names[oid] = name;
            }

            if (delta != RowCounts.None)
            {
                deltas[oid] = delta;
            }
        }

        return deltas;
    }

    private static long Since(long last, long now) => now >= last ? now - last : now;

    private static long Number(string? text) => long.Parse(text ?? "0", CultureInfo.InvariantCulture);
}
