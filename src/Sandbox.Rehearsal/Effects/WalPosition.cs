using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Effects;

/// <summary>How much write-ahead log a server has written, in bytes since it was made.</summary>
internal static class WalPosition
{
    /// <summary>What is asked; <see cref="Take"/> reads the answer.</summary>
    public static BatchStatement Question { get; } = "SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::pg_catalog.int8";

    /// <summary>The position.</summary>
    /// <param name="answer">The answer to <see cref="Question"/>.</param>
    public static long Take(Reply answer) => long.Parse(answer.Rows[0][0]!, CultureInfo.InvariantCulture);

    /// <summary>Reads it.</summary>
    /// <param name="session">A session of the harness's.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<long> ReadAsync(ISession session, CancellationToken cancellationToken) => Take(await session.QueryAsync(Question.Text, cancellationToken));
}
