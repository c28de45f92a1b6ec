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
internal sealed class TransactionProbe(HarnessSession harness, Seal seal, IReadOnlyList<CatalogClass> catalogs)
{
    private const string Columns =
        """
        SELECT t.oid, CASE WHEN n.nspname OPERATOR(pg_catalog.=) 'public' THEN pg_catalog.quote_ident(c.relname)
                           WHEN c.relpersistence OPERATOR(pg_catalog.=) 't' THEN 'pg_temp.' OPERATOR(pg_catalog.||) pg_catalog.quote_ident(c.relname)
                           ELSE pg_catalog.quote_ident(n.nspname) OPERATOR(pg_catalog.||) '.' OPERATOR(pg_catalog.||) pg_catalog.quote_ident(c.relname) END,
               c.relkind, t.modes, CASE WHEN pg_catalog.strpos(t.modes, 'AccessExclusiveLock') OPERATOR(pg_catalog.>) 0 THEN pg_catalog.pg_relation_filenode(t.oid) END,
               pg_catalog.pg_stat_get_xact_tuples_inserted(t.oid), pg_catalog.pg_stat_get_xact_tuples_updated(t.oid), pg_catalog.pg_stat_get_xact_tuples_deleted(t.oid)
        """;

    private const string Touched = "pg_catalog.pg_stat_get_xact_numscans(t.oid) OPERATOR(pg_catalog.+) pg_catalog.pg_stat_get_xact_blocks_fetched(t.oid)";

    // Who writes a table holds a lock on it until the end, and what costs a scan of the catalog is not asked behind each statement. Tables are also asked that are locked no more,
    // since a savepoint was rolled back; a dropped one leaves the catalog but not the counters. No search path can lead any of it astray, so that it can be asked without a savepoint.
    private const string Text =
        Columns + ", pg_catalog.current_setting($2), " + Touched + """

        FROM (SELECT coalesce(l.oid, k.oid) AS oid, l.modes
              FROM (SELECT l.relation, pg_catalog.string_agg(l.mode, ' ')
                    FROM pg_catalog.pg_lock_status() l
                    WHERE l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid() AND l.locktype OPERATOR(pg_catalog.=) 'relation' AND l.granted
                      AND l.relation OPERATOR(pg_catalog.>=) 16384::pg_catalog.oid
                    GROUP BY l.relation) AS l (oid, modes)
              FULL JOIN pg_catalog.unnest($1::pg_catalog.oid[]) AS k (oid) ON k.oid OPERATOR(pg_catalog.=) l.oid) AS t
        LEFT JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) t.oid
        LEFT JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
        UNION ALL
        SELECT c.oid, NULL, 'C', NULL, NULL, pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid), pg_catalog.pg_stat_get_xact_tuples_updated(c.oid), pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid),
               pg_catalog.current_setting($2), NULL
        FROM pg_catalog.unnest($3::pg_catalog.oid[]) AS c (oid)
        WHERE pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) OPERATOR(pg_catalog.+) pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
              OPERATOR(pg_catalog.+) pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) OPERATOR(pg_catalog.>) 0
        UNION ALL
        SELECT g.tgrelid, pg_catalog.quote_ident(g.tgname), 'T', g.tgfoid::pg_catalog.text, NULL, pg_catalog.pg_stat_get_xact_function_calls(g.tgfoid), g.tgtype, NULL, pg_catalog.current_setting($2), NULL
        FROM pg_catalog.pg_trigger g
        WHERE (NOT g.tgisinternal OR g.tgparentid OPERATOR(pg_catalog.<>) 0::pg_catalog.oid) AND pg_catalog.pg_stat_get_xact_function_calls(g.tgfoid) OPERATOR(pg_catalog.>) 0
        UNION ALL
        SELECT 0::pg_catalog.oid, pg_catalog.current_setting('track_functions'), 'F', NULL, NULL, NULL, NULL, NULL, pg_catalog.current_setting($2), NULL
        """;

    // An exception block inside a statement gives its locks up when it undoes its work, and the counters keep that: asked of every table, once a block ends. What initdb made has
    // an oid below 16384.
    private const string OfAll =
        Columns + ", '0', " + Touched + """

        FROM (SELECT oid, NULL::pg_catalog.text AS modes FROM pg_catalog.pg_class WHERE oid >= 16384 AND relkind = 'r') AS t
        JOIN pg_catalog.pg_class c ON c.oid = t.oid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE pg_catalog.pg_stat_get_xact_tuples_inserted(t.oid) + pg_catalog.pg_stat_get_xact_tuples_updated(t.oid) + pg_catalog.pg_stat_get_xact_tuples_deleted(t.oid)
            + pg_catalog.pg_stat_get_xact_numscans(t.oid) + pg_catalog.pg_stat_get_xact_blocks_fetched(t.oid) > 0
          AND n.nspname <> 'information_schema'
        """;

    private readonly Dictionary<string, RowCounts> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _touched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RowCounts> _catalogs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _calls = new(StringComparer.Ordinal);
    private readonly string _watched = ArrayText.Of(catalogs.Select(static catalog => catalog.Oid).Distinct(StringComparer.Ordinal));
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);

    /// <summary>The relations seen so far, by oid, as <c>schema.name</c>.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <summary>The oids of relations that were seen dropped, rolled back or not.</summary>
    public IReadOnlySet<string> Dropped => _dropped;

    /// <summary>What the harness asks; <see cref="Take"/> reads the answer. The harness keeps the script's own lock_timeout aside (<see cref="HarnessSession"/>).</summary>
    public BatchStatement Question => new(Text, ArrayText.Of(_last.Keys), "sandbox.lock_timeout", _watched);

    /// <summary>The same for among the script's own statements, under whatever settings.</summary>
    public BatchStatement PlainQuestion => new(Text, ArrayText.Of(_last.Keys), "lock_timeout", _watched);

    /// <summary>Asks now.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ProbeReading> ReadAsync(CancellationToken cancellationToken) => Take((await harness.AskAsync([Question], cancellationToken))[0]);

    /// <summary>Asks every table of the database what was written, by statements undone inside a statement too.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ProbeReading> ReadAllAsync(CancellationToken cancellationToken)
    {
        var answers = await harness.AskAsync([Question, OfAll], cancellationToken);
        var reading = Take(answers[0]);
        var written = new Dictionary<string, RowCounts>(reading.Written, StringComparer.Ordinal);
        var others = Take(answers[1]);
        foreach (var (table, counts) in others.Written)
        {
            written[table] = written.GetValueOrDefault(table, RowCounts.None) + counts;
        }

        return reading with { Written = written, Touched = [.. reading.Touched, .. others.Touched] };
    }

    /// <summary>What happened since the answer before.</summary>
    /// <param name="answer">The answer to <see cref="Question"/>.</param>
    public ProbeReading Take(Reply answer)
    {
        var written = new Dictionary<string, RowCounts>(StringComparer.Ordinal);
        var redefined = new HashSet<string>(StringComparer.Ordinal);
        var shrunk = new HashSet<string>(StringComparer.Ordinal);
        var fired = new List<FiredTrigger>();
        var countsCalls = true;
        var locks = new List<HeldLock>();
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var hasTimeout = answer.Rows.Count > 0 && answer.Rows[0][8] is not "0";
        foreach (var row in answer.Rows)
        {
            var (oid, kind) = (row[0]!, row[2]);
            if (kind is "C")
            {
                var change = Since(_catalogs.GetValueOrDefault(oid, RowCounts.None), _catalogs[oid] = Counts(row));
                if (change != RowCounts.None)
                {
                    redefined.Add(oid);
                }

                if (change.Deleted > 0)
                {
                    shrunk.Add(oid);
                }

                continue;
            }

            if (kind is "F")
            {
                countsCalls = row[1] is not "none";
                continue;
            }

            if (kind is "T")
            {
                if (!IsHidden(row[1]))
                {
                    fired.Add(new FiredTrigger(row[1]!, oid, row[3]!, Number(row[6]), Number(row[5])));
                }

                continue;
            }

            if (IsHidden(row[1]) || kind is not (null or "r" or "p" or "m" or "v" or "f" or "i" or "I"))
            {
                continue;
            }

            if (row[1] is { } name)
            {
                _names[oid] = name;
            }
            else
            {
                _dropped.Add(oid);
            }

            if (kind is "r" || _last.ContainsKey(oid))
            {
                var delta = Since(_last.GetValueOrDefault(oid, RowCounts.None), Counts(row));
                if (delta != RowCounts.None)
                {
                    written[oid] = delta;
                }

                if (delta != RowCounts.None || _last.ContainsKey(oid))
                {
                    _last[oid] = Counts(row);
                }
            }

            if (Since(_touched.GetValueOrDefault(oid), _touched[oid] = Number(row[9])) > 0)
            {
                touched.Add(oid);
            }

            locks.AddRange((row[3] ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)
                .Select(mode => new HeldLock(oid, mode) { Kind = kind, File = mode is "AccessExclusiveLock" ? row[4] : null }));
        }

        return new ProbeReading(written, [.. catalogs.Where(catalog => redefined.Contains(catalog.Oid))], CallsSince(fired), countsCalls, locks, hasTimeout) 
        {
            Touched = touched,
            Shrunk = [.. catalogs.Where(catalog => shrunk.Contains(catalog.Oid))],
        };
    }

    /// <summary>The triggers whose functions were called since the answer before, with the calls since then.</summary>
    private List<FiredTrigger> CallsSince(List<FiredTrigger> fired)
    {
        var since = fired.Select(trigger => trigger with { Calls = Since(_calls.GetValueOrDefault(trigger.Function), trigger.Calls) }).Where(static trigger => trigger.Calls > 0).ToList();
        foreach (var trigger in fired)
        {
            _calls[trigger.Function] = trigger.Calls;
        }

        return since;
    }

    /// <summary>Whether a relation is the seal's, or where the server puts long values of another: its name is an oid, and what happens to it happens to the other.</summary>
    private bool IsHidden(string? name) =>
        name is not null && (name.Contains(seal.Suffix, StringComparison.Ordinal) || name.StartsWith("pg_toast.", StringComparison.Ordinal) || name.StartsWith("pg_temp.pg_toast_", StringComparison.Ordinal));

    private static RowCounts Counts(IReadOnlyList<string?> row) => new(Number(row[5]), Number(row[6]), Number(row[7]));

    private static RowCounts Since(RowCounts last, RowCounts now) =>
        new(Since(last.Inserted, now.Inserted), Since(last.Updated, now.Updated), Since(last.Deleted, now.Deleted));

    private static long Since(long last, long now) => now >= last ? now - last : now;

    private static long Number(string? text) => long.Parse(text ?? "0", CultureInfo.InvariantCulture);
}
