using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// What a run saw of the cluster around it. Transaction ids alone cannot tell somebody else's commit from an escape, so it looks who else has the clone open,
/// and counts the sessions that the clone has had (<c>pg_stat_database.sessions</c>, PostgreSQL 14), which a session too short to be seen cannot hide from.
/// </summary>
internal sealed class ClusterSightings
{
    /// <summary>How many answers <see cref="Take"/> needs.</summary>
    public const int Answers = 3;

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

    /// <summary>Whether another session was seen in the clone.</summary>
    public bool SawOthersInClone => _inClone.Count > 0;

    /// <summary>Whether another session may have done something in the clone: one that was not idle for the whole run, or that no look could name.</summary>
    public bool OthersActedInClone => UnseenSessions > 0 || _mayHaveCommitted.Overlaps(_inClone);

    /// <summary>The other sessions that may have committed, or that none was seen.</summary>
    public string Others => _mayHaveCommitted.Count == 0 ? "sessions in other databases, gone before they were seen" : string.Join("; ", _mayHaveCommitted.Order(StringComparer.Ordinal));

    /// <summary>
    /// Has the server count a session at once, asked in it in a transaction of its own. Otherwise a session is counted when it is idle and nobody else is counted at that moment, or a while
    /// later: one of the run's own that is not yet counted would hide somebody else's that is. Before PostgreSQL 15 nothing can be asked.
    /// </summary>
    /// <param name="major">The server's major version.</param>
    public static IReadOnlyList<BatchStatement> CountNow(int major) => major < SessionTraces.Since ? [] : ["SELECT pg_catalog.pg_stat_force_next_flush()"];

    /// <summary>Asked in the run's own session before the first look.</summary>
    /// <param name="major">The server's major version.</param>
    public IReadOnlyList<BatchStatement> CountsItself(int major)
    {
        var asked = CountNow(major);
        _mayBeCountedLate = asked.Count == 0 ? 1 : 0;
        return asked;
    }

    /// <summary>
    /// Which server it is; <see cref="TakeServer"/> reads the answer. After the crash of one backend the postmaster goes on, and starts the processes that work for the whole
    /// server anew; otherwise the checkpointer stays.
    /// </summary>
    public static BatchStatement Server { get; } = """
        SELECT (pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time()) * 1000000)::pg_catalog.int8,
               (SELECT pg_catalog.string_agg(pid::pg_catalog.text, ' ') FROM pg_catalog.pg_stat_activity WHERE datid IS NULL)
        """;

    /// <summary>Takes only which server it is.</summary>
    /// <param name="answer">The answer to <see cref="Server"/>.</param>
    public void TakeServer(Reply answer)
    {
        var start = answer.Rows[0][0]!;
        var processes = (answer.Rows[0][1] ?? string.Empty).Split(' ');
        if (_serverStart is null)
        {
            (_serverStart, _serverProcesses) = (start, processes);
        }

        Restarted |= !string.Equals(_serverStart, start, StringComparison.Ordinal) || !_serverProcesses.Intersect(processes, StringComparer.Ordinal).Any();
    }

    /// <summary>What a look asks; <see cref="Take"/> reads the answers.</summary>
    /// <param name="database">The clone's name.</param>
    /// <param name="own">The processes of the run's own, besides the one that is asked.</param>
    /// <remarks>
    /// A column that PostgreSQL 13 does not have would fail the query; read through a row it is only missing. What another role's session does is hidden from a role
    /// without rights; then it may have done anything.
    /// </remarks>
    public IReadOnlyList<BatchStatement> Questions(string database, params IEnumerable<int> own) =>
    [
        Server,
        new BatchStatement(
            """
            SELECT pg_catalog.to_jsonb(d) ->> 'sessions',
                   (pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()) * 1000000)::pg_catalog.int8
            FROM pg_catalog.pg_stat_database d
            WHERE d.datname = $1::pg_catalog.name
            """,
            database),
        new BatchStatement(
            """
            SELECT pg_catalog.format('process %s, database %s, application %s', pid, datname, application_name), datname = $3::pg_catalog.name,
                   state IS DISTINCT FROM 'idle' OR (pg_catalog.date_part('epoch', state_change) * 1000000)::pg_catalog.int8 >= $1::pg_catalog.int8
            FROM pg_catalog.pg_stat_activity
            WHERE pid <> pg_catalog.pg_backend_pid() AND pid <> ALL ($2::pg_catalog.int4[]) AND backend_type IN ('client backend', 'autovacuum worker')
            """,
            _begun,
            ArrayText.Of(own.Select(static process => process.ToString(CultureInfo.InvariantCulture))),
            database),
    ];

    /// <summary>Takes what a look saw.</summary>
    /// <param name="answers">The answers to <see cref="Questions"/>.</param>
    /// <param name="sessions">How many sessions of the run's own were opened since the first look.</param>
    public void Take(IReadOnlyList<Reply> answers, int sessions)
    {
        var isFirst = _serverStart is null;
        TakeServer(answers[0]);
        var others = answers[2].Rows;
        var present = others.Select(static row => row[0]!).ToHashSet(StringComparer.Ordinal);
        _mayHaveCommitted.UnionWith(others.Where(static row => row[2] is "t").Select(static row => row[0]!));
        _mayHaveCommitted.UnionWith(_seen.Except(present, StringComparer.Ordinal));
        _seen.UnionWith(present);
        _inClone.UnionWith(others.Where(static row => row[1] is "t").Select(static row => row[0]!));

        var counted = answers[1].Rows[0];
        long? count = counted[0] is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        if (isFirst)
        {
            (_begun, _sessionsAtFirst, _inCloneAtFirst) = (counted[1], count, _inClone.Count);
            _mayBeCountedLate += _inClone.Count;
        }

        UnseenSessions = Math.Max(0, count - _sessionsAtFirst - (_inClone.Count - _inCloneAtFirst) - _mayBeCountedLate - sessions ?? 0);
    }
}
