using System.Globalization;
using Sandbox.Postgres;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// The server's side of a session whose connection is lost. It goes on until it next writes to the connection, which a statement that swallows its cancellation
/// may not do for hours; so whoever holds the rehearsal's transaction is ended.
/// </summary>
internal static class LostBackend
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

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
