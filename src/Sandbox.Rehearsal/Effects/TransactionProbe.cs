using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Effects.Definitions;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects;

/// <summary>
/// Asks the server what the rehearsal's transaction has done so far: the rows written, table by table, from its own counters (<c>pg_stat_get_xact_tuples_*</c>), triggers'
/// and cascades' work included, work of rolled-back savepoints too; which catalogs it wrote; and the locks that it holds.
/// </summary>
/// <remarks>
/// The counters carry over between a session's transactions until they are flushed, so only differences mean anything. TRUNCATE sets them back to zero: a
/// counter that fell is counted from zero.
/// </remarks>
/// <param name="harness">The rehearsal's session as the harness uses it.</param>
/// <param name="seal">The seal, whose own tables are left out.</param>
/// <param name="catalogs">The catalogs that define something.</param>
internal sealed class TransactionProbe(ISession harness, Seal seal, IReadOnlyList<CatalogClass> catalogs)
{
    private const string Name =
        """
        CASE WHEN n.nspname = 'public' THEN quote_ident(c.relname)
             WHEN c.relpersistence = 't' THEN 'pg_temp.' || quote_ident(c.relname)
             ELSE quote_ident(n.nspname) || '.' || quote_ident(c.relname) END
        """;

    // A dropped table leaves the catalog's view but not the counters: those known are asked by oid. What initdb made has an oid below 16384. Locks are looked up one by
    // one, by oid: the planner knows neither how many there are nor how many tables the transaction made, and would compare each with each.
    private const string Text =
        $"""
        WITH counted AS (
            SELECT t.oid, t.name, pg_stat_get_xact_tuples_inserted(t.oid) AS inserted, pg_stat_get_xact_tuples_updated(t.oid) AS updated,
                   pg_stat_get_xact_tuples_deleted(t.oid) AS deleted
            FROM (SELECT c.oid, {Name} AS name
                  FROM pg_catalog.pg_class c
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.relkind = 'r' AND c.oid >= 16384 AND n.nspname <> 'information_schema' AND c.relname <> ALL ($2::name[])
                  UNION ALL
                  SELECT dropped.oid, NULL FROM unnest($1::oid[]) AS dropped (oid) WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = dropped.oid)) t
        )
        SELECT 'table', oid::text, name, inserted::text, updated::text, deleted::text FROM counted
        WHERE inserted + updated + deleted > 0 OR oid = ANY ($1::oid[])
        UNION ALL
        SELECT 'lock', l.relation::text, r.name, l.mode, r.relkind::text, CASE WHEN l.mode = 'AccessExclusiveLock' THEN pg_relation_filenode(r.oid)::text END
        FROM pg_catalog.pg_locks l
        LEFT JOIN LATERAL (SELECT c.oid, c.relkind, {Name} AS name, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                           WHERE c.oid = l.relation OFFSET 0) r ON true
        WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.relation >= 16384
          AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) AND coalesce(r.relkind, 'r') IN ('r', 'p', 'm', 'v', 'f', 'i', 'I')
          AND (r.relname LIKE ANY ($3::text[])) IS NOT TRUE
        UNION ALL
        SELECT 'catalog', c.oid::text, NULL, pg_stat_get_xact_tuples_inserted(c.oid)::text, pg_stat_get_xact_tuples_updated(c.oid)::text, pg_stat_get_xact_tuples_deleted(c.oid)::text
        FROM unnest($4::oid[]) AS c (oid)
        WHERE pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid) + pg_stat_get_xact_tuples_deleted(c.oid) > 0
        UNION ALL
        SELECT 'timeout', NULL, NULL, current_setting('sandbox.lock_timeout'), NULL, NULL
        """;

    private readonly Dictionary<string, RowCounts> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RowCounts> _catalogs = new(StringComparer.Ordinal);
    private readonly string _watched = ArrayText.Of(catalogs.Select(static catalog => catalog.Oid).Distinct(StringComparer.Ordinal));
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);

    /// <summary>The relations seen so far, by oid, as <c>schema.name</c>.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <summary>The oids of relations that were seen dropped, rolled back or not.</summary>
    public IReadOnlySet<string> Dropped => _dropped;

    /// <summary>What is asked; <see cref="Take"/> reads the answer. The harness keeps the script's own lock_timeout aside (<see cref="HarnessSession"/>).</summary>
    public BatchStatement Question => new(Text, ArrayText.Of(_last.Keys), ArrayText.Of(seal.Tables), ArrayText.Of(seal.Tables.Select(static table => table + "%")), _watched);

    /// <summary>Asks now.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ProbeReading> ReadAsync(CancellationToken cancellationToken)
    {
        var question = Question;
        return Take(await harness.QueryAsync(question.Text, cancellationToken, question.Parameters));
    }

    /// <summary>What happened since the answer before.</summary>
    /// <param name="answer">The answer to <see cref="Question"/>.</param>
    public ProbeReading Take(Reply answer)
    {
        var written = new Dictionary<string, RowCounts>(StringComparer.Ordinal);
        var redefined = new HashSet<string>(StringComparer.Ordinal);
        var locks = new List<HeldLock>();
        var hasTimeout = false;
        foreach (var row in answer.Rows)
        {
            if (row[2] is { } name)
            {
                _names[row[1]!] = name;
            }
            else if (row[0] is not "catalog" && row[1] is { } dropped)
            {
                _dropped.Add(dropped);
            }

            switch (row[0])
            {
                case "table":
                    var delta = Since(_last.GetValueOrDefault(row[1]!, RowCounts.None), _last[row[1]!] = Counts(row));
                    if (delta != RowCounts.None)
                    {
                        written[row[1]!] = delta;
                    }

                    break;
                case "catalog":
                    if (Since(_catalogs.GetValueOrDefault(row[1]!, RowCounts.None), _catalogs[row[1]!] = Counts(row)) != RowCounts.None)
                    {
                        redefined.Add(row[1]!);
                    }

                    break;
                case "lock":
                    locks.Add(new HeldLock(row[1]!, row[3]!) { Kind = row[4], File = row[5] });
                    break;
                default:
                    hasTimeout = row[3] is not "0";
                    break;
            }
        }

        return new ProbeReading(written, [.. catalogs.Where(catalog => redefined.Contains(catalog.Oid))], locks, hasTimeout);
    }

    private static RowCounts Counts(IReadOnlyList<string?> row) => new(Number(row[3]), Number(row[4]), Number(row[5]));

    private static RowCounts Since(RowCounts last, RowCounts now) =>
        new(Since(last.Inserted, now.Inserted), Since(last.Updated, now.Updated), Since(last.Deleted, now.Deleted));

    private static long Since(long last, long now) => now >= last ? now - last : now;

    private static long Number(string? text) => long.Parse(text ?? "0", CultureInfo.InvariantCulture);
}
