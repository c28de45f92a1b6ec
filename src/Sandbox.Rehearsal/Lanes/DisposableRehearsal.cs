using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.States;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Lanes;

/// <summary>One rehearsal in the disposable lane: one script, one copy of the clone to which it really commits, the drop of the copy, and the proof.</summary>
internal sealed class DisposableRehearsal
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);
    private static readonly StateOptions s_options = new() { Cluster = false };

    private readonly ScriptPlan _plan;
    private readonly RehearsalRequest _request;
    private readonly ConnectionTarget _target;
    private readonly IServer? _throwaway;
    private readonly CloneCopy _copy = CloneCopy.WithNewName();
    private readonly List<GuardCheck> _guard = [];
    private CopySessions? _sessions;
    private CopyEffects? _effects;
    private Predictions? _predictions;
    private Recorder? _recorder;
    private IReadOnlyList<NotificationEffect>? _notifications;
    private long? _walBytes;
    private RevertReport? _revert;
    private TimeSpan _elapsed;
    private Exception? _ended;

    private DisposableRehearsal(ScriptPlan plan, RehearsalRequest request, ConnectionTarget target, IServer? throwaway)
    {
        _plan = plan;
        _request = request;
        _target = target;
        _throwaway = throwaway;
    }

    /// <summary>How long the harness waits for the server once the script has ended.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Runs it.</summary>
    /// <param name="plan">The script's plan.</param>
    /// <param name="request">The run that it belongs to.</param>
    /// <param name="target">The clone.</param>
    /// <param name="throwaway">The server that the run started itself; null where the clone is somebody else's.</param>
    /// <param name="cancellationToken">Interrupts the script; the copy is dropped and the proof is made all the same.</param>
    /// <exception cref="SandboxException">The clone cannot be reached or copied, or the guard refused it.</exception>
    public static Task<RehearsalOutcome> RunAsync(
        ScriptPlan plan, RehearsalRequest request, ConnectionTarget target, IServer? throwaway, CancellationToken cancellationToken) =>
        new DisposableRehearsal(plan, request, target, throwaway).RunAsync(cancellationToken);

    private async Task<RehearsalOutcome> RunAsync(CancellationToken cancellationToken)
    {
        // The one session in the clone: it makes the copy and drops it, and no statement of the script ever runs on it.
        await using var session = await WireSession.OpenAsync(_target, cancellationToken);
        var identity = await TargetIdentity.ReadAsync(session, cancellationToken);
        _guard.AddRange(await CloneGuard.EnsureAsync(session, _request.Policy, _throwaway, cancellationToken));
        if (_request.Defences.HasFlag(Defences.Preflight))
        {
            var reached = await EscapeHatchPreflight.SearchAsync(session, [], cancellationToken);
            _guard.AddRange(await EscapeHatchPreflight.RefuseAsync(session, reached, _plan, _request.Policy, cancellationToken));
        }

        if (_request.Prepares)
        {
            await RequirePreparingAsync(session, cancellationToken);
        }

        _predictions = await Predictions.ReadAsync(_plan.Path);
        await using var entry = await JournalAsync(session, identity, cancellationToken);
        var proof = await CopyProof.BeginAsync(session, _target, cancellationToken);
        try
        {
            await _copy.CreateAsync(session, cancellationToken);
            _sessions = new CopySessions(_copy, identity, session, _request);
            await RunOnCopyAsync(session, _sessions, cancellationToken);
        }
        catch (Exception error) when (error is SandboxException or OperationCanceledException)
        {
            // Whatever ended the script: its copy is dropped, and the proof is made, before anybody hears of it.
            _ended = error;
        }

        NetZeroProof netZero;
        try
        {
            netZero = await DropAsync(session, proof, entry);
        }
        catch (Exception error) when (error is SandboxException or OperationCanceledException)
        {
            // The server is gone, or does not answer any more; where it is somebody else's the next start finds the copy by its entry.
            throw new SandboxException(ExitCode.Residue, $"the copy {_copy.Name} may still be there: {(error is SandboxException ? error.Message : "the server does not answer")}; the next run in this lane drops it", error);
        }

        if (_recorder is null)
        {
            throw netZero.Proven == ProofStatus.NotProven && _ended is not null
                ? new SandboxException(ExitCode.Residue, $"{_ended.Message}; {netZero.Reason}", _ended)
                : _ended ?? new InvalidOperationException("A rehearsal ended before it began.");
        }

        return new RehearsalOutcome(Describe(netZero), identity, [.. _guard, .. _sessions!.Guard], _ended)
        {
            Copy = _copy.Name,
            Limits = _sessions.HasUncounted ? [ServerPrograms.NotMeasured] : [],
            Connected = session.Target,
        };
    }

    private static async Task RequirePreparingAsync(WireSession session, CancellationToken cancellationToken)
    {
        if (await session.ScalarAsync("SELECT pg_catalog.current_setting('max_prepared_transactions')", cancellationToken) is "0")
        {
            throw new SandboxException(
                ExitCode.Refused, "--prepare: max_prepared_transactions is 0 on this server; ALTER SYSTEM SET max_prepared_transactions = 10 and restart it, or rehearse on a throwaway server (without --target)");
        }
    }

    /// <summary>On a server of somebody else's: drops what killed runs left there, and writes down what is about to be made. A server of our own goes as a whole.</summary>
    private async Task<CopyEntry?> JournalAsync(WireSession session, TargetIdentity identity, CancellationToken cancellationToken)
    {
        if (_throwaway is not null)
        {
            return null;
        }

        if (identity.SystemIdentifier is not { } identifier)
        {
            throw new SandboxException(ExitCode.Refused, "the disposable lane writes down on which server it makes a copy, and this one does not tell: GRANT EXECUTE ON FUNCTION pg_control_system() to the role");
        }

        var (host, port) = (session.Target.Host, session.Target.Port);
        var journal = CopyJournal.Open(_request.Server.CacheDirectory);
        await journal.SweepAsync(
            copy => copy.IsOn(identifier, host, port), copy => CloneCopy.DropAsync(session, session.Target, copy.Copy, oid: null, cancellationToken), cancellationToken);
        return await journal.AddAsync(new CopyRecord(identifier, host, port, identity.Database, _copy.Name), cancellationToken);
    }

    private async Task RunOnCopyAsync(WireSession harness, CopySessions sessions, CancellationToken cancellationToken)
    {
        var copy = sessions.Target;
        var options = s_options with { Cluster = _plan.Revert is not null };
        var before = _request.MeasuresEffects || _plan.Revert is not null ? await DatabaseState.CaptureAsync(copy, options, cancellationToken) : null;

        // Only on a server of our own is all that is written ours.
        long? wal = _request.MeasuresEffects && _throwaway is not null ? await WalPosition.ReadAsync(harness, cancellationToken) : null;
        using var clock = new StatementClock(_request.StatementTimeout, _request.Time, cancellationToken);
        var begun = _request.Time.GetTimestamp();
        try
        {
            await PlayAsync(_plan, sessions, clock, cancellationToken);
            if (_plan.Revert is { } down && !_recorder!.HasFailed)
            {
                await PlayAsync(down, sessions, clock, cancellationToken);
            }
        }
        catch (SandboxException error) when (_recorder is not null && !cancellationToken.IsCancellationRequested)
        {
            _ended = error;
        }
        finally
        {
            _elapsed = _request.Time.GetElapsedTime(begun);
            await sessions.DisposeAsync();
        }

        _walBytes = wal is null ? null : await WalPosition.ReadAsync(harness, cancellationToken) - wal;
        if (before is null || !await IsLeftAsync(harness, cancellationToken))
        {
            return;
        }

        var after = await DatabaseState.CaptureAsync(copy, options with { Before = before }, cancellationToken);
        _revert = _plan.Revert is { } revert && _ended is null && !_recorder!.HasFailed ? RevertReport.Of(revert.Path, revert.Sha256, before, after) : null;
        if (_request.MeasuresEffects)
        {
            _effects = new CopyEffects(before, after, _plan.Names);
            await using var session = await WireSession.OpenAsync(copy, cancellationToken);
            _notifications = await _recorder!.Notifications.PredictAsync(new OutsideSession(session, known: null), _plan.Names, _effects.Written, cancellationToken);
        }
    }

    /// <summary>The script goes on: the clock begins anew, and whoever watches hears how far it is.</summary>
    private void Tell(StatementClock clock)
    {
        clock.Restart();
        _request.Statements?.Report(new ScriptProgress(_plan.Path, _recorder?.Statements ?? 0, _plan.AllStatements));
    }

    /// <summary>Plays a script in a session of its own, as psql does.</summary>
    private async Task PlayAsync(ScriptPlan plan, CopySessions sessions, StatementClock clock, CancellationToken cancellationToken)
    {
        var real = new RealTransactions(await sessions.OpenAsync(cancellationToken)) { Answered = clock.Restart, Connect = ConnectAsync };
        var preparing = _request.Prepares ? new PreparingTransactions(real, _copy.Name) : null;
        ITransactions transactions = preparing is not null ? preparing : real;
        _recorder ??= new Recorder(transactions) { Progressed = () => Tell(clock), Estimates = _request.Explains, Logger = _request.Log };
        _recorder.GoOn(transactions);
        Tell(clock);
        await ScriptPlay.PlayAsync(plan, _request, transactions, _recorder, clock, cancellationToken);
        if (preparing is not null && await preparing.EndAsync(cancellationToken) is { } error)
        {
            _recorder.EndedWith(plan.Path, error);
        }

        async Task<WireSession> ConnectAsync(ConnectionTarget wanted, CancellationToken cancellationToken)
        {
            var session = await sessions.ConnectAsync(wanted, cancellationToken);
            _recorder!.LeaveBlock();
            return session;
        }
    }

    /// <summary>Waits until no session is in the copy: what a session wrote is counted when it has ended. False where a statement that cannot be cancelled goes on.</summary>
    private async Task<bool> IsLeftAsync(WireSession harness, CancellationToken cancellationToken)
    {
        var begun = _request.Time.GetTimestamp();
        while (await harness.ScalarAsync("SELECT 1 FROM pg_catalog.pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend' LIMIT 1", cancellationToken, _copy.Name) is not null)
        {
            if (_request.Time.GetElapsedTime(begun) > Patience)
            {
                return false;
            }

            await Task.Delay(s_pause, _request.Time, cancellationToken);
        }

        return true;
    }

    /// <summary>Drops the copy whatever happened, cancelled or not, and proves it; on a new session where the old one is gone.</summary>
    private async Task<NetZeroProof> DropAsync(WireSession session, CopyProof proof, CopyEntry? entry)
    {
        using var patience = new CancellationTokenSource(Patience, _request.Time);
        await using var other = session.IsBroken ? await WireSession.OpenAsync(_target, patience.Token) : null;
        var dropping = other ?? session;
        if (dropping.Status != TransactionStatus.Idle)
        {
            await dropping.QueryAsync("ROLLBACK", patience.Token);
        }

        try
        {
            await CloneCopy.DropAsync(dropping, dropping.Target, _copy.Name, _copy.Oid, patience.Token);
            await (entry?.RemoveAsync() ?? Task.CompletedTask);
        }
        catch (SandboxException error) when (error.ExitCode == ExitCode.Residue)
        {
            // The proof finds the copy still there, and the next start drops it by its entry.
            _ended ??= error;
        }

        var ranCode = _recorder is { RanOpaque: true } || _plan.Names.Contains("execute");
        var netZero = await proof.EndAsync(dropping, other is null ? 0 : 1, _copy, ranCode, serverGoes: _plan.HasOwnServer, patience.Token);
        return netZero with { Residue = [.. netZero.Residue, .. _sessions?.Programs ?? []] };
    }

    private ScriptReport Describe(NetZeroProof proof)
    {
        var effects = _effects?.Describe() ?? new EffectSummary { Tables = null };
        return ScriptPlay.Describe(_plan, _target.Database, _recorder!, _elapsed) with
        {
            Lane = "disposable",
            Revert = _revert ?? RevertRehearsal.NotCompared(_plan),

            // Which statement changed what is not known here, so that only what its tag shows is confirmed.
            Hazards = [.. _predictions!.Compare(_recorder!.Steps, ddl: null, []), .. _recorder.Hazards],
            Effects = effects with { Notices = _recorder.Notices, Notifications = _notifications, WalBytes = _walBytes },
            NetZero = proof,
        };
    }
}
