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

    /// <summary>Reads who has the clone open besides this session: a foreign commit can be theirs.</summary>
    public static async Task<IReadOnlySet<string>> OtherSessionsAsync(ISession session, CancellationToken cancellationToken)
    {
        var others = await session.QueryAsync(
            """
            SELECT pg_catalog.format('process %s, database %s, application %s', pid, datname, application_name)
            FROM pg_catalog.pg_stat_activity
            WHERE pid <> pg_catalog.pg_backend_pid() AND backend_type IN ('client backend', 'autovacuum worker')
            """,
            cancellationToken);
        return others.Rows.Select(static row => row[0]!).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Proves it, on a session that is idle again.</summary>
    /// <param name="session">The session that ran the rehearsal, or a new one to the same server.</param>
    /// <param name="start">What was read before the rehearsal began.</param>
    /// <param name="transactionId">The rehearsal's own transaction id.</param>
    /// <param name="seen">The other sessions seen while it ran.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<NetZeroProof> ProveAsync(
        ISession session, string start, long transactionId, IReadOnlySet<string> seen, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!string.Equals(start, await ServerStartAsync(session, cancellationToken), StringComparison.Ordinal))
        {
            return NotProven("unknown", transactionId, null, [], "the server restarted during the run, and a crash may reuse transaction ids");
        }

        var own = await StatusAsync(session, transactionId, cancellationToken) ?? "unknown";
        var last = await TakeIdAsync(session, cancellationToken);
        var begun = time.GetTimestamp();
        IReadOnlyList<ForeignTransaction> open;
        while (true)
        {
            open = await NotAbortedAsync(session, transactionId, last, cancellationToken);
            if (time.GetElapsedTime(begun) > Patience || !open.Any(static foreign => foreign.Status is "in progress"))
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }

        if (own is not "aborted")
        {
            return NotProven(own, transactionId, last, open, $"the rehearsal's own transaction {transactionId} is {own}, not aborted");
        }

        var who = seen.Count == 0 ? null : string.Join("; ", seen.Order(StringComparer.Ordinal));
        var named = open.Select(foreign => foreign with { Session = who }).ToList();
        if (named.Count > 0 && who is null)
        {
            return NotProven(own, transactionId, last, named, "a transaction that is not aborted belongs to no session that was seen during the run");
        }

        return new NetZeroProof
        {
            Proven = named.Count == 0 ? ProofStatus.Proven : ProofStatus.Foreign,
            TransactionStatus = own,
            FirstId = transactionId,
            LastId = last,
            ForeignCommits = named,
        };
    }

    /// <summary>When the server's postmaster started.</summary>
    public static async Task<string> ServerStartAsync(ISession session, CancellationToken cancellationToken) =>
        await session.ScalarAsync("SELECT pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time())", cancellationToken) ?? string.Empty;

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

    private static async Task<IReadOnlyList<ForeignTransaction>> NotAbortedAsync(ISession session, long first, long last, CancellationToken cancellationToken)
    {
        var reply = await session.QueryAsync(
            """
            SELECT id, coalesce(pg_catalog.pg_xact_status(id::pg_catalog.text::pg_catalog.xid8), 'unknown')
            FROM pg_catalog.generate_series($1::pg_catalog.int8, $2::pg_catalog.int8) AS id
            WHERE pg_catalog.pg_xact_status(id::pg_catalog.text::pg_catalog.xid8) IS DISTINCT FROM 'aborted'
            ORDER BY id
            LIMIT 1000
            """,
            cancellationToken,
            first.ToString(CultureInfo.InvariantCulture),
            last.ToString(CultureInfo.InvariantCulture));
        return [.. reply.Rows.Select(static row => new ForeignTransaction(long.Parse(row[0]!, CultureInfo.InvariantCulture), row[1]!, null))];
    }
}
