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
    private readonly HashSet<string> _mayHaveCommitted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inClone = new(StringComparer.Ordinal);
    private string? _serverStart;
    private IReadOnlyList<string> _serverProcesses = [];
    private string? _begun;
    private long? _sessionsAtFirst;
    private int _inCloneAtFirst;
    private int _mayBeCountedLate;

    /// <summary>Whether the server is another one than at the first look, or has recovered from a crash since.</summary>
    public bool Restarted { get; private set; }

    /// <summary>How many sessions opened the clone that no look could name; 0 where the server does not count them.</summary>
    public long UnseenSessions { get; private set; }

    /// <summary>Whether the server counts the sessions of the clone, so that <see cref="UnseenSessions"/> means something.</summary>
    public bool CountsSessions => _sessionsAtFirst is not null;

    /// <summary>Whether a session was seen that was not idle for the whole run.</summary>
    public bool SawWhoMayHaveCommitted => _mayHaveCommitted.Count > 0;

    /// <summary>The other sessions that may have committed, or that none was seen.</summary>
    public string Others => _mayHaveCommitted.Count == 0 ? "sessions in other databases, gone before they were seen" : string.Join("; ", _mayHaveCommitted.Order(StringComparer.Ordinal));

    /// <summary>Looks only whether the server is still the same.</summary>
    /// <param name="session">A session in the clone.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task LookForRestartAsync(ISession session, CancellationToken cancellationToken)
    {
        // After the crash of one backend the postmaster goes on, and starts the processes that work for the whole server anew; otherwise the checkpointer stays.
        var server = await session.QueryAsync(
            """
            SELECT NULL, (pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time()) * 1000000)::pg_catalog.int8
            UNION ALL
            SELECT pid, NULL FROM pg_catalog.pg_stat_activity WHERE datid IS NULL
            """,
            cancellationToken);
        var start = server.Rows.Single(static row => row[1] is not null)[1]!;
        var processes = server.Rows.Select(static row => row[0]).OfType<string>().ToList();
        if (_serverStart is null)
        {
            (_serverStart, _serverProcesses) = (start, processes);
        }

        Restarted |= !string.Equals(_serverStart, start, StringComparison.Ordinal) || !_serverProcesses.Intersect(processes, StringComparer.Ordinal).Any();
    }

    /// <summary>Looks.</summary>
    /// <param name="session">A session in the clone.</param>
    /// <param name="sessions">How many sessions of the run's own were opened since the first look.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task LookAsync(ISession session, int sessions, CancellationToken cancellationToken)
    {
        var isFirst = _serverStart is null;
        if (isFirst)
        {
            await CountItselfAsync(session, cancellationToken);
        }

        await LookForRestartAsync(session, cancellationToken);

        // What another role's session does is hidden from a role without rights; then it may have done anything.
        _begun ??= await session.ScalarAsync("SELECT (pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()) * 1000000)::pg_catalog.int8", cancellationToken);
        var others = await session.QueryAsync(
            """
            SELECT pg_catalog.format('process %s, database %s, application %s', pid, datname, application_name), datname = pg_catalog.current_database(),
                   state IS DISTINCT FROM 'idle' OR (pg_catalog.date_part('epoch', state_change) * 1000000)::pg_catalog.int8 >= $1::pg_catalog.int8
            FROM pg_catalog.pg_stat_activity
            WHERE pid <> pg_catalog.pg_backend_pid() AND backend_type IN ('client backend', 'autovacuum worker')
            """,
            cancellationToken,
            _begun);
        var present = others.Rows.Select(static row => row[0]!).ToHashSet(StringComparer.Ordinal);
        _mayHaveCommitted.UnionWith(others.Rows.Where(static row => row[2] is "t").Select(static row => row[0]!));
        _mayHaveCommitted.UnionWith(_seen.Except(present, StringComparer.Ordinal));
        _seen.UnionWith(present);
        _inClone.UnionWith(others.Rows.Where(static row => row[1] is "t").Select(static row => row[0]!));

        // A column that PostgreSQL 13 does not have would fail the query; read through a row it is only missing.
        var counted = await session.QueryAsync(
            """
            SELECT pg_catalog.to_jsonb(d) ->> 'sessions'
            FROM pg_catalog.pg_stat_database d
            WHERE d.datname = pg_catalog.current_database()
            """,
            cancellationToken);
        long? count = counted.Rows[0][0] is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        if (isFirst)
        {
            (_sessionsAtFirst, _inCloneAtFirst) = (count, _inClone.Count);
            _mayBeCountedLate += _inClone.Count;
        }

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
