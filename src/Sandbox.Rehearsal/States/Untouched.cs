using System.Globalization;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.States;

/// <summary>
/// Finds the tables that nothing can have written to since an earlier state, from marks of the server: they need not be read again.
/// </summary>
/// <remarks>
/// Nobody took a transaction id: nothing was written at all. Else the server's counters decide, table by table, and only where they miss nothing: the same life
/// of the server and of its statistics (a crash sets them back), a server that counts without loss, the same file (TRUNCATE and rewrites take a new one), and no
/// session in the database that did anything since and may not have handed in its counts yet. A superuser's session that turned <c>track_counts</c> off
/// meanwhile is not noticed; <see cref="StateOptions.Full"/> reads everything.
/// </remarks>
internal sealed class Untouched
{
    private readonly DatabaseState? _before;
    private readonly bool _wroteNothing;
    private readonly bool _countsAreWhole;

    private Untouched(DatabaseState? before, bool wroteNothing, bool countsAreWhole)
    {
        _before = before;
        _wroteNothing = wroteNothing;
        _countsAreWhole = countsAreWhole;
    }

    /// <summary>Looks at the server.</summary>
    /// <param name="session">The session to read on.</param>
    /// <param name="own">The server processes of our other sessions.</param>
    /// <param name="identity">Which database it is.</param>
    /// <param name="moment">The server's marks now.</param>
    /// <param name="options">How the state is read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<Untouched> FindAsync(
        IStateSession session, IReadOnlyList<int> own, StateIdentity identity, StateMoment moment, StateOptions options, CancellationToken cancellationToken)
    {
        if (options is { Full: true } or { Before: null } || !identity.IsSameAs(options.Before.Identity) || !moment.Continues(options.Before.Moment))
        {
            return new Untouched(before: null, wroteNothing: false, countsAreWhole: false);
        }

        var before = options.Before.Moment;
        var wroteNothing = before.OldestOpenTransaction == before.NextTransaction && moment.NextTransaction == before.NextTransaction;
        return new Untouched(options.Before, wroteNothing, before.CountsRows && moment.CountsRows && await IsQuietAsync(session, own, before, cancellationToken));
    }

    /// <summary>The table as it was, where nothing can have written to it since; else null.</summary>
    /// <param name="table">The table now, its counters read after the snapshot was taken.</param>
    public TableState? StateOf(TableToRead table) =>
        _before?.Tables.FirstOrDefault(earlier => string.Equals(earlier.Name, table.Name, StringComparison.Ordinal)) is { NotMeasured: null } before
        && before.Columns.SequenceEqual(table.ColumnNames, StringComparer.Ordinal)
        && (_wroteNothing ? SameTable(before.Counters, table.Oid) : _countsAreWhole && string.Equals(before.Counters, table.Counters, StringComparison.Ordinal))
            ? before
            : null;

    private static bool SameTable(string counters, string oid) => counters.StartsWith(oid + "/", StringComparison.Ordinal);

    private static async Task<bool> IsQuietAsync(IStateSession session, IReadOnlyList<int> own, StateMoment since, CancellationToken cancellationToken)
    {
        // Of sessions of other roles only members see what they do; they count as busy.
        var busy = await session.AskAsync(
            """
            SELECT pg_catalog.count(*)
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid() AND a.pid <> ALL ($2::pg_catalog.int4[]) AND a.backend_type IS DISTINCT FROM 'autovacuum worker'
              AND NOT coalesce(a.state LIKE 'idle%' AND pg_catalog.date_part('epoch', a.state_change) < $1::pg_catalog.float8, false)
            """,
            cancellationToken,
            since.ServerTime,
            ArrayText.Of(own));
        return long.Parse(busy.Rows[0][0]!, CultureInfo.InvariantCulture) == 0;
    }
}
