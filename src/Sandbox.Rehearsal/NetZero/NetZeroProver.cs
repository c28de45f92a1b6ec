using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// Proves that a rehearsal's transaction left nothing: every transaction id from its own up to one that the proof takes itself, and rolls back, must be
/// aborted; an id that is not is somebody else's and is named. The cost grows with the number of ids, not with the size of the clone.
/// </summary>
/// <param name="transactionId">The rehearsal's own transaction id.</param>
internal sealed class NetZeroProver(long transactionId)
{
    /// <summary>Which of the answers to <see cref="Questions"/> tell of the ids; the others are of no interest.</summary>
    public const int AnswerPlace = 3;

    /// <summary>Why the ids of a server that crashed prove nothing.</summary>
    public const string Restarted = "the server restarted during the run, or another one answered; after a crash transaction ids are used again";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The upper bound is that of a snapshot once the proof's own transaction has taken an id and is rolled back: all ids that were taken before lie below it. Then the
    /// rehearsal's own status, and the ids of the range that are not aborted; for one in progress, whose it is: every transaction holds a lock on its own id. That of a
    /// subtransaction is given up when its savepoint is released; it then belongs to one of those that have a lower id. Each id is asked about once: it may end meanwhile.
    /// </summary>
    private const string Open = """
        WITH bounds AS (
            SELECT $1::pg_catalog.int8 AS first, pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::pg_catalog.text::pg_catalog.int8 - 1 AS last
        ), holders AS (
            SELECT l.transactionid::pg_catalog.text::pg_catalog.int8 AS id,
                   pg_catalog.format('process %s, database %s, application %s', a.pid, a.datname, a.application_name) AS session
            FROM pg_catalog.pg_locks l
            JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid()
        ), open AS (
            SELECT id, status
            FROM (SELECT id, coalesce(pg_catalog.pg_xact_status(id::pg_catalog.text::pg_catalog.xid8), 'unknown') AS status
                  FROM bounds, LATERAL pg_catalog.generate_series(bounds.first, bounds.last) AS id
                  OFFSET 0) AS asked
            WHERE status <> 'aborted'
            ORDER BY id
            LIMIT 1000
        )
        SELECT b.last, coalesce(CASE WHEN b.first <= b.last THEN pg_catalog.pg_xact_status(b.first::pg_catalog.text::pg_catalog.xid8) END, 'unknown'), o.id, o.status, CASE WHEN o.status = 'in progress' THEN coalesce(
            (SELECT h.session FROM holders h WHERE h.id = o.id % 4294967296 LIMIT 1),
            (SELECT 'a subtransaction of ' || pg_catalog.string_agg(DISTINCT h.session, ' or of ') FROM holders h WHERE h.id < o.id % 4294967296)) END
        FROM bounds b
        LEFT JOIN open o ON true
        ORDER BY o.id
        """;

    /// <summary>What is asked, on a session that is idle again; <see cref="ProveAsync"/> reads the answer at <see cref="AnswerPlace"/>.</summary>
    public IReadOnlyList<BatchStatement> Questions { get; } =
    [
        "BEGIN READ WRITE",
        "SELECT pg_catalog.pg_current_xact_id()",
        "ROLLBACK",
        new BatchStatement(Open, transactionId.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Proves it.</summary>
    /// <param name="answer">The answer at <see cref="AnswerPlace"/>.</param>
    /// <param name="session">The session that gave it, for ids that are nobody's yet.</param>
    /// <param name="sightings">What was seen of the cluster before, during and after the rehearsal.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<NetZeroProof> ProveAsync(Reply answer, WireSession session, ClusterSightings sightings, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var range = IdRange.Of(answer);
        while (range.Open.Any(static foreign => foreign is { Status: "in progress", Session: null }) && time.GetElapsedTime(begun) < s_patience)
        {
            // An id between its last lock and its entry in the commit log: that takes microseconds.
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
            range = IdRange.Of((await session.AskAsync(Questions, cancellationToken))[AnswerPlace]);
        }

        return Judge(range, sightings);
    }

    /// <summary>What is left to say where nobody can be asked: not proven.</summary>
    /// <param name="transactionId">The rehearsal's own transaction id.</param>
    /// <param name="reason">Why, one line.</param>
    public static NetZeroProof Unanswered(long transactionId, string reason) =>
        new() { Proven = ProofStatus.NotProven, TransactionStatus = "unknown", FirstId = transactionId, Reason = reason };

    private NetZeroProof Judge(IdRange range, ClusterSightings sightings)
    {
        var unclear = range.Open.FirstOrDefault(static foreign => foreign is { Status: not "committed", Session: null });
        var reason = sightings.Restarted ? Restarted
            : range.Own is not "aborted" ? $"the rehearsal's own transaction {transactionId} is {range.Own}, not aborted"
            : unclear is not null ? $"transaction {unclear.TransactionId} is {unclear.Status}, and no session says it is theirs"
            : range.Open.Count == 0 ? null
            : sightings.UnseenSessions > 0 ? "others committed, and somebody opened the clone during the run and was gone before a look could name them"
            : !sightings.CountsSessions && !sightings.SawWhoMayHaveCommitted ? "somebody committed, nobody was seen who could have, and this server does not count who opened the clone"
            : null;
        return new NetZeroProof
        {
            Proven = reason is not null ? ProofStatus.NotProven : range.Open.Count == 0 ? ProofStatus.Proven : ProofStatus.Foreign,
            TransactionStatus = sightings.Restarted ? "unknown" : range.Own,
            FirstId = transactionId,
            LastId = sightings.Restarted ? null : range.Last,
            ForeignCommits = sightings.Restarted ? [] : [.. range.Open.Select(foreign => reason is null ? foreign with { Session = foreign.Session ?? sightings.Others } : foreign)],
            Reason = reason,
        };
    }

    /// <summary>What the server says of the ids.</summary>
    private sealed record IdRange(long Last, string Own, IReadOnlyList<ForeignTransaction> Open)
    {
        public static IdRange Of(Reply answer) => new(
            long.Parse(answer.Rows[0][0]!, CultureInfo.InvariantCulture),
            answer.Rows[0][1]!,
            [.. answer.Rows.Where(static row => row[2] is not null).Select(static row => new ForeignTransaction(long.Parse(row[2]!, CultureInfo.InvariantCulture), row[3]!, row[4]))]);
    }
}
