using System.Globalization;
using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Effects;

/// <summary>How much write-ahead log a server has written.</summary>
internal static class WalPosition
{
    /// <summary>Reads it, in bytes since the server was made.</summary>
    /// <param name="session">A session of the harness's.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<long> ReadAsync(ISession session, CancellationToken cancellationToken) => long.Parse(
        (await session.ScalarAsync("SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::pg_catalog.int8", cancellationToken))!, CultureInfo.InvariantCulture);
}
