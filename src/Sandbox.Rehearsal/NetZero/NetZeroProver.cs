using System.Globalization;
using Sandbox.Postgres;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// Proves that a rehearsal's transaction left nothing: every transaction id from its own up to one that the proof takes itself, and rolls back, must be
/// aborted; an id that is not is somebody else's and is named. The cost grows with the number of ids, not with the size of the clone.
/// </summary>
internal static class NetZeroProver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Proves it, on a session that is idle again.</summary>
    /// <param name="session">The session that ran the rehearsal, or a new one to the same database.</param>
    /// <param name="transactionId">The rehearsal's own transaction id.</param>
    /// <param name="sightings">What was seen of the cluster before, during and after the rehearsal.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<NetZeroProof> ProveAsync(
        ISession session, long transactionId, ClusterSightings sightings, TimeProvider time, CancellationToken cancellationToken)
    {
        if (sightings.Restarted)
        {
            return Unanswered(transactionId, "the server restarted during the run, or another one answered; after a crash transaction ids are used again");
        }

        var own = await StatusAsync(session, transactionId, cancellationToken) ?? "unknown";
        var last = await TakeIdAsync(session, cancellationToken);
        var begun = time.GetTimestamp();
        var open = await NotAbortedAsync(session, transactionId, last, cancellationToken);
        while (open.Any(static foreign => foreign is { Status: "in progress", Session: null }) && time.GetElapsedTime(begun) < Patience)
        {
            // An id between its last lock and its entry in the commit log: that takes microseconds.
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
            open = await NotAbortedAsync(session, transactionId, last, cancellationToken);
        }

        if (own is not "aborted")
        {
            return NotProven(own, transactionId, last, open, $"the rehearsal's own transaction {transactionId} is {own}, not aborted");
        }

        if (open.FirstOrDefault(static foreign => foreign is { Status: not "committed", Session: null }) is { } unclear)
        {
            return NotProven(own, transactionId, last, open, $"transaction {unclear.TransactionId} is {unclear.Status}, and no session says it is theirs");
        }

        if (open.Count > 0 && sightings.UnseenSessions > 0)
        {
            return NotProven(own, transactionId, last, open, "others committed, and somebody opened the clone during the run and was gone before a look could name them");
        }

        if (open.Count > 0 && !sightings.CountsSessions && !sightings.SawWhoMayHaveCommitted)
        {
            return NotProven(own, transactionId, last, open, "somebody committed, nobody was seen who could have, and this server does not count who opened the clone");
        }

        var named = open.Select(foreign => foreign with { Session = foreign.Session ?? sightings.Others }).ToList();
        return new NetZeroProof
        {
            Proven = named.Count == 0 ? ProofStatus.Proven : ProofStatus.Foreign,
            TransactionStatus = own,
            FirstId = transactionId,
            LastId = last,
            ForeignCommits = named,
        };
    }

    /// <summary>What is left to say where nobody can be asked: not proven.</summary>
    /// <param name="transactionId">The rehearsal's own transaction id.</param>
    /// <param name="reason">Why, one line.</param>
    public static NetZeroProof Unanswered(long transactionId, string reason) => NotProven("unknown", transactionId, null, [], reason);

    private static NetZeroProof NotProven(string own, long first, long? last, IReadOnlyList<ForeignTransaction> foreign, string reason) => new()
    {
        Proven = ProofStatus.NotProven,
        TransactionStatus = own,
        FirstId = first,
        LastId = last,
        ForeignCommits = foreign,
        Reason = reason,
    };

    private static Task<string?> StatusAsync(ISession session, long id, CancellationToken cancellationToken) =>
        session.ScalarAsync("SELECT pg_catalog.pg_xact_status($1)", cancellationToken, id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Takes a transaction id and rolls it back: an upper bound of all ids that were taken before.</summary>
    private static async Task<long> TakeIdAsync(ISession session, CancellationToken cancellationToken)
    {
        await session.QueryAsync("BEGIN READ WRITE", cancellationToken);
        var id = await session.ScalarAsync("SELECT pg_catalog.pg_current_xact_id()", cancellationToken);
        await session.QueryAsync("ROLLBACK", cancellationToken);
        return long.Parse(id!, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The ids of the range that are not aborted; for one in progress, whose it is: every transaction holds a lock on its own id. That of a subtransaction is
    /// given up when its savepoint is released; it then belongs to one of those that have a lower id.
    /// </summary>
    private static async Task<IReadOnlyList<ForeignTransaction>> NotAbortedAsync(ISession session, long first, long last, CancellationToken cancellationToken)
    {
        var reply = await session.QueryAsync(
            """
            WITH holders AS (
                SELECT l.transactionid::pg_catalog.text::pg_catalog.int8 AS id,
                       pg_catalog.format('process %s, database %s, application %s', a.pid, a.datname, a.application_name) AS session
                FROM pg_catalog.pg_locks l
                JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid()
            ), open AS (
                SELECT id, coalesce(pg_catalog.pg_xact_status(id::pg_catalog.text::pg_catalog.xid8), 'unknown') AS status
                FROM pg_catalog.generate_series($1::pg_catalog.int8, $2::pg_catalog.int8) AS id
                WHERE pg_catalog.pg_xact_status(id::pg_catalog.text::pg_catalog.xid8) IS DISTINCT FROM 'aborted'
                ORDER BY id
                LIMIT 1000
            )
            SELECT o.id, o.status, CASE WHEN o.status = 'in progress' THEN coalesce(
                (SELECT h.session FROM holders h WHERE h.id = o.id % 4294967296 LIMIT 1),
                (SELECT 'a subtransaction of ' || pg_catalog.string_agg(DISTINCT h.session, ' or of ') FROM holders h WHERE h.id < o.id % 4294967296)) END
            FROM open o
            ORDER BY o.id
            """,
            cancellationToken,
            first.ToString(CultureInfo.InvariantCulture),
            last.ToString(CultureInfo.InvariantCulture));
        return [.. reply.Rows.Select(static row => new ForeignTransaction(long.Parse(row[0]!, CultureInfo.InvariantCulture), row[1]!, row[2]))];
    }
}
