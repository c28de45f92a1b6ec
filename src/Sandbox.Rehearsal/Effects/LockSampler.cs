using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects;

/// <summary>
/// Looks at a session's locks from another one while a statement runs, so that those are seen that it gives up before it ends. Nobody is asked for a short statement, and the
/// second session is opened for the first long one.
/// </summary>
internal sealed class LockSampler : IAsyncDisposable
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private const string Question =
        """
        SELECT l.relation, l.mode
        FROM pg_catalog.pg_lock_status() l
        WHERE l.pid OPERATOR(pg_catalog.=) $1::pg_catalog.int4 AND l.locktype OPERATOR(pg_catalog.=) 'relation' AND l.granted AND l.relation OPERATOR(pg_catalog.>=) 16384::pg_catalog.oid
        """;

    private readonly ConnectionTarget _target;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly HashSet<(string Relation, string Mode)> _seen = [];
    private string? _process;
    private WireSession? _session;
    private bool _isOff;
    private CancellationTokenSource? _stop;
    private Task _sampling = Task.CompletedTask;

    /// <summary>Prepares; nothing is opened.</summary>
    /// <param name="target">A database of the same server, where the second session is to be opened.</param>
    /// <param name="time">The clock.</param>
    public LockSampler(ConnectionTarget target, TimeProvider time)
    {
        _target = target;
        _time = time;
        _timer = time.CreateTimer(_ => Due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The server process of the second session, once it was opened.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>A statement begins.</summary>
    /// <param name="process">The server process that it runs in.</param>
    public void Begin(int process)
    {
        lock (_gate)
        {
            _process = _isOff ? null : process.ToString(CultureInfo.InvariantCulture);
        }

        _timer.Change(s_wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The statement has ended.</summary>
    /// <returns>The locks that were seen meanwhile; none where nothing began.</returns>
    public async Task<IReadOnlyList<HeldLock>> EndAsync()
    {
        Task sampling;
        lock (_gate)
        {
            _process = null;
            _stop?.Cancel();
            sampling = _sampling;
        }

        await sampling;
        var seen = _seen.Select(static held => new HeldLock(held.Relation, held.Mode)).ToList();
        _seen.Clear();
        return seen;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await _timer.DisposeAsync();
        await (_session?.DisposeAsync() ?? ValueTask.CompletedTask);
        _stop?.Dispose();
    }

    private void Due()
    {
        lock (_gate)
        {
            if (_process is { } process)
            {
                _stop?.Dispose();
                _stop = new CancellationTokenSource();
                _sampling = SampleAsync(process, _stop.Token);
            }
        }
    }

    private async Task SampleAsync(string process, CancellationToken stop)
    {
        try
        {
            if (_session is null)
            {
                // Not given up half-way: the server would have counted a session that nobody can name.
                using var patience = new CancellationTokenSource(s_patience, _time);
                _session = await WireSession.OpenAsync(_target, patience.Token);
                ProcessId = _session.ProcessId;
                await _session.AskAsync(ClusterSightings.CountNow(_session.Major()), patience.Token);
            }

            while (!stop.IsCancellationRequested)
            {
                // An interrupted question would cost a second connection; it takes no time.
                using var patience = new CancellationTokenSource(s_patience, _time);
                var held = await _session.QueryAsync(Question, patience.Token, process);
                _seen.UnionWith(held.Rows.Select(static row => (row[0]!, row[1]!)));
                await Task.Delay(s_pause, _time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The statement has ended.
        }
        catch (Exception error) when (error is SandboxException or OperationCanceledException)
        {
            // No session is left for it, or the server is busy: the report says that what nobody saw is not told.
            _isOff = true;
        }
    }
}
