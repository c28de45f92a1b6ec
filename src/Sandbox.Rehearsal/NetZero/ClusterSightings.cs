using System.Globalization;
using Sandbox.Postgres;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// What a run saw of the cluster around it. Transaction ids alone cannot tell somebody else's commit from an escape, so it looks who else has the clone open,
/// and counts the sessions that the clone has had (<c>pg_stat_database.sessions</c>, PostgreSQL 14), which a session too short to be seen cannot hide from.
/// </summary>
internal sealed class ClusterSightings
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inClone = new(StringComparer.Ordinal);
    private string? _serverStart;
    private long? _sessionsAtFirst;
    private int _inCloneAtFirst;
    private int _mayBeCountedLate;

    /// <summary>Whether the server's postmaster is another one than at the first look.</summary>
    public bool Restarted { get; private set; }

    /// <summary>How many sessions opened the clone that no look could name; 0 where the server does not count them.</summary>
    public long UnseenSessions { get; private set; }

    /// <summary>The other sessions seen, or that there were none.</summary>
    public string Others => _seen.Count == 0 ? "sessions in other databases, gone before they were seen" : string.Join("; ", _seen.Order(StringComparer.Ordinal));

    /// <summary>Looks.</summary>
    /// <param name="session">A session in the clone.</param>
    /// <param name="sessions">How many sessions of the run's own were opened since the first look.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task LookAsync(ISession session, int sessions, CancellationToken cancellationToken)
    {
        if (_serverStart is null)
        {
            await CountItselfAsync(session, cancellationToken);
        }

        var others = await session.QueryAsync(
            """
            SELECT pg_catalog.format('process %s, database %s, application %s', pid, datname, application_name), datname = pg_catalog.current_database()
            FROM pg_catalog.pg_stat_activity
            WHERE pid <> pg_catalog.pg_backend_pid() AND backend_type IN ('client backend', 'autovacuum worker')
            """,
            cancellationToken);
        _seen.UnionWith(others.Rows.Select(static row => row[0]!));
        _inClone.UnionWith(others.Rows.Where(static row => row[1] is "t").Select(static row => row[0]!));

        // A column that PostgreSQL 13 does not have would fail the query; read through a row it is only missing.
        var counted = await session.QueryAsync(
            """
            SELECT (pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time()) * 1000000)::pg_catalog.int8, pg_catalog.to_jsonb(d) ->> 'sessions'
            FROM pg_catalog.pg_stat_database d
            WHERE d.datname = pg_catalog.current_database()
            """,
            cancellationToken);
        var start = counted.Rows[0][0]!;
        long? count = counted.Rows[0][1] is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        if (_serverStart is null)
        {
            (_serverStart, _sessionsAtFirst, _inCloneAtFirst) = (start, count, _inClone.Count);
            _mayBeCountedLate += _inClone.Count;
        }

        Restarted |= !string.Equals(_serverStart, start, StringComparison.Ordinal);
        UnseenSessions = Math.Max(0, count - _sessionsAtFirst - (_inClone.Count - _inCloneAtFirst) - _mayBeCountedLate - sessions ?? 0);
    }

    /// <summary>A session is counted once it has been idle for a while, this one too; PostgreSQL 15 can be asked to count it now.</summary>
    private async Task CountItselfAsync(ISession session, CancellationToken cancellationToken)
    {
        var canFlush = await session.ScalarAsync(
            "SELECT 1 FROM pg_catalog.pg_proc WHERE proname = 'pg_stat_force_next_flush' AND pronamespace = 'pg_catalog'::pg_catalog.regnamespace", cancellationToken);
        if (canFlush is null)
        {
            _mayBeCountedLate = 1;
            return;
        }

        await session.QueryAsync("SELECT pg_catalog.pg_stat_force_next_flush()", cancellationToken);
    }
}
