using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// The server's side of a session whose connection is lost. It goes on until it next writes to the connection, which a statement that swallows its cancellation
/// may not do for hours; so whoever holds the rehearsal's transaction is ended.
/// </summary>
internal static class LostBackend
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Lets the server see for itself, each second of a statement, whether we are still there, so that a harness that was killed leaves nothing running. PostgreSQL can do so
    /// since 14, and on Linux in all versions since; elsewhere a statement has twice the time that we would have given it. So does a session that waits in its transaction
    /// for a harness that hangs, or whose machine is gone without a word: it would hold its locks for hours.
    /// </summary>
    /// <param name="session">The session of the rehearsal, in its transaction.</param>
    /// <param name="limit">How long we let a statement run; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task ForeseeAsync(ISession session, TimeSpan limit, CancellationToken cancellationToken)
    {
        const string Setting = """
            SELECT CASE WHEN pg_catalog.current_setting('client_connection_check_interval', true) IS NOT NULL AND pg_catalog.strpos(pg_catalog.version(), 'linux') > 0
                        THEN pg_catalog.set_config('client_connection_check_interval', '1s', true)
                        WHEN pg_catalog.current_setting('statement_timeout') = '0'
                        THEN pg_catalog.set_config('statement_timeout', $1, true) END,
                   CASE WHEN pg_catalog.current_setting('idle_in_transaction_session_timeout') = '0'
                        THEN pg_catalog.set_config('idle_in_transaction_session_timeout', $1, true) END
            """;
        var milliseconds = limit == Timeout.InfiniteTimeSpan ? 0 : 2 * limit.TotalMilliseconds;
        await session.QueryAsync(Setting, cancellationToken, Math.Clamp(milliseconds, 0, int.MaxValue).ToString("0", CultureInfo.InvariantCulture));
    }

    /// <summary>Asks on another session, of a server that may be crashing and recovering: a session that is lost in that, too, is followed by yet another.</summary>
    /// <typeparam name="T">What is asked for.</typeparam>
    /// <param name="target">The clone.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="recovery">How long the server may take to answer again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SandboxException">Nobody answers (<see cref="ExitCode.Unavailable"/>), or what <paramref name="ask"/> throws on a session that is well.</exception>
    public static async Task<T> AskAnotherAsync<T>(ConnectionTarget target, Func<WireSession, Task<T>> ask, TimeSpan recovery, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var begun = time.GetTimestamp(); ; await Task.Delay(s_pause, time, cancellationToken))
        {
            WireSession? session = null;
            try
            {
                session = await WireSession.OpenAsync(target, cancellationToken);
                return await ask(session);
            }
            catch (SandboxException) when (session is null or { IsBroken: true } && time.GetElapsedTime(begun) < recovery)
            {
                // It recovers, or is about to.
            }
            finally
            {
                await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }
    }

    /// <summary>
    /// Rolls back, and ends the server's session behind a pooler, which would hand it to somebody else with all that a rollback does not take back: advisory locks, prepared
    /// statements, loaded libraries.
    /// </summary>
    /// <param name="session">The session of the rehearsal; it is broken afterwards.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task EndPooledAsync(WireSession session, CancellationToken cancellationToken)
    {
        try
        {
            // Between two transactions the pooler may change the server's session; where one is chained to the other there is no between.
            await session.QueryAsync(session.Status == TransactionStatus.Idle ? "BEGIN" : "ROLLBACK AND CHAIN", cancellationToken);
            await session.QueryAsync("SELECT pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())", cancellationToken);
        }
        catch (SandboxException) when (session.IsBroken)
        {
            // It ended before it answered, or the connection is lost: another session looks at what is left.
        }
    }

    /// <summary>Ends it, and waits until it has gone.</summary>
    /// <param name="session">Another session of the same role.</param>
    /// <param name="transactionId">The rehearsal's own transaction id (64 bit).</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task EndAsync(ISession session, long transactionId, TimeProvider time, CancellationToken cancellationToken)
    {
        // Every transaction holds a lock on its own id until it has ended.
        const string End = """
            SELECT pg_catalog.pg_terminate_backend(l.pid)
            FROM pg_catalog.pg_locks l
            WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted AND l.transactionid::pg_catalog.text::pg_catalog.int8 = $1::pg_catalog.int8 % 4294967296
            """;
        while (await session.ScalarAsync(End, cancellationToken, transactionId.ToString(CultureInfo.InvariantCulture)) is not null)
        {
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }
}
