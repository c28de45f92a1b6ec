using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Effects.Definitions;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal;

/// <summary>One rehearsal: one script, one clone, one transaction that is rolled back, and the proof.</summary>
internal sealed class ScriptRehearsal
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ScriptPlan _plan;
    private readonly RehearsalRequest _request;
    private readonly ConnectionTarget _target;
    private readonly IServer? _throwaway;
    private readonly ClusterSightings _sightings = new();
    private IReadOnlyDictionary<string, long?> _sequences = new Dictionary<string, long?>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _untransacted = new Dictionary<string, string>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, long> _rows = new Dictionary<string, long>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, RowCounts> _standing = new Dictionary<string, RowCounts>(StringComparer.Ordinal);
    private Seal? _seal;
    private Recorder? _recorder;
    private TransactionProbe? _probe;
    private CommittedRelations _committed = CommittedRelations.None;
    private IReadOnlyList<RowEffect>? _changed;
    private IReadOnlyList<DdlEffect>? _ddl;
    private IReadOnlyList<NotificationEffect>? _notifications;
    private long? _walBytes;
    private Exception? _ended;

    private ScriptRehearsal(ScriptPlan plan, RehearsalRequest request, ConnectionTarget target, IServer? throwaway)
    {
        _plan = plan;
        _request = request;
        _target = target;
        _throwaway = throwaway;
    }

    /// <summary>Runs it.</summary>
    /// <param name="plan">The script's plan.</param>
    /// <param name="request">The run that it belongs to.</param>
    /// <param name="target">The clone.</param>
    /// <param name="throwaway">The server that the run started itself; null where the clone is somebody else's.</param>
    /// <param name="cancellationToken">Interrupts the script; the rollback and the proof are done all the same.</param>
    /// <exception cref="SandboxException">The clone cannot be reached, or the guard refused it.</exception>
    public static Task<RehearsalOutcome> RunAsync(
        ScriptPlan plan, RehearsalRequest request, ConnectionTarget target, IServer? throwaway, CancellationToken cancellationToken) =>
        new ScriptRehearsal(plan, request, target, throwaway).RunAsync(cancellationToken);

    private async Task<RehearsalOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await using var session = await WireSession.OpenAsync(_target, cancellationToken);
        using var clock = new StatementClock(_request.StatementTimeout, _request.Time, cancellationToken);
        TargetIdentity? identity = null;
        IReadOnlyList<GuardCheck> guard = [];
        var begun = _request.Time.GetTimestamp();
        try
        {
            identity = await TargetIdentity.ReadAsync(session, clock.Token);
            guard = await CloneGuard.EnsureAsync(session, _request.Policy, _throwaway, clock.Token);
            await ReadBeforeAsync(session, clock.Token);
            clock.Restart();
            _seal = await BeginAsync(session, clock.Token);
            begun = _request.Time.GetTimestamp();
            clock.Restart();
            await PlayAsync(session, _seal, clock);
        }
        catch (Exception error) when (error is SandboxException or OperationCanceledException)
        {
            // Whatever ended the script: it is rolled back, and the proof is made, before anybody hears of it.
            // A session that did not answer its interruption is broken, and whoever asked it next was told only that.
            var isInterrupted = clock.Token.IsCancellationRequested && (error is OperationCanceledException || session.IsBroken);
            _ended = !isInterrupted ? error : cancellationToken.IsCancellationRequested ? new OperationCanceledException(cancellationToken) : Expired();
        }

        if (_recorder is null || _seal is null || identity is null)
        {
            // Nothing of the script ran: the transaction ends with its session.
            throw _ended ?? new InvalidOperationException("A rehearsal ended before it began.");
        }

        var elapsed = _request.Time.GetElapsedTime(begun);
        var (proof, after, sequences) = await RollBackAsync(session, _seal);
        return new RehearsalOutcome(Describe(proof, after, sequences, elapsed), identity, guard, _ended);
    }

    private SandboxException Expired() => _recorder is null
        ? new SandboxException(
            ExitCode.Unavailable,
            $"{_target} left a question of the harness unanswered for {_request.StatementTimeout.TotalSeconds:0.#} s: somebody may hold a lock on what it reads; see pg_locks, or --statement-timeout allows more")
        : new SandboxException(
            ExitCode.VerdictFail,
            $"a statement at or behind {_plan.Path}:{_recorder.LastLine} took longer than {_request.StatementTimeout.TotalSeconds:0.#} s: ended and rolled back; --statement-timeout allows more");

    /// <summary>Refuses a script that names what of the clone would do work that no rollback takes back.</summary>
    private async Task RefuseHatchesAsync(WireSession session, CancellationToken cancellationToken)
    {
        foreach (var (name, reason) in await EscapeHatchPreflight.ReadAsync(session, cancellationToken))
        {
            if (name == EscapeHatchPreflight.AnyScript || _plan.Names.Contains(name))
            {
                throw new SandboxException(ExitCode.Refused, $"{_plan.Path}: {(name == EscapeHatchPreflight.AnyScript ? "any statement may run it" : $"the script names {name}")}: {reason}");
            }
        }
    }

    private async Task ReadBeforeAsync(WireSession session, CancellationToken cancellationToken)
    {
        if (_request.Defences.HasFlag(Defences.Preflight))
        {
            await RefuseHatchesAsync(session, cancellationToken);
        }

        _sequences = await SequencePositions.ReadAsync(session, cancellationToken);
        _untransacted = await Untransacted.ReadAsync(session, cancellationToken);
        _rows = _request.MeasuresEffects ? await RowCensus.TakeAsync(session, only: null, cancellationToken) : _rows;
        await _sightings.LookAsync(session, sessions: 0, cancellationToken);
    }

    private async Task<Seal> BeginAsync(WireSession session, CancellationToken cancellationToken)
    {
        var begun = new ReplyCollector(copyData: null);
        try
        {
            await session.ExecuteAsync($"BEGIN ISOLATION LEVEL {_plan.Isolation.ToUpperInvariant()} READ WRITE", begun, cancellationToken);
        }
        catch (SandboxException) when (begun.Replies is [{ Error.SqlState: "08P01" }])
        {
            // A pooler that hands out single statements ends the session so.
            throw new SandboxException(
                ExitCode.Refused, $"{_target} takes no transaction: {begun.Replies[0].Error!.Text}; connect to the server itself, or to a pool of transactions or of sessions");
        }

        if (begun.Replies[^1].Error is { } error)
        {
            throw new ServerErrorException(error);
        }

        if (_throwaway is null)
        {
            await LostBackend.ForeseeAsync(session, _request.StatementTimeout, cancellationToken);
        }

        var seal = new Seal();
        await (_request.Defences.HasFlag(Defences.Seal) ? seal.CreateAsync(session, cancellationToken) : seal.OnlyIdentifyAsync(session, cancellationToken));
        return seal;
    }

    private async Task PlayAsync(WireSession session, Seal seal, StatementClock clock)
    {
        var cancellationToken = clock.Token;
        var harness = new HarnessSession(session, "sandbox_h_" + seal.Suffix);
        _probe = _request.MeasuresEffects ? new TransactionProbe(harness, seal, Catalogs(session)) : null;
        var transactions = new VirtualTransactions(session, harness, seal, _plan.Isolation) { Answered = clock.Restart, Defences = _request.Defences };
        _recorder = new Recorder(transactions, _probe) { Progressed = clock.Restart };
        await CloneGuard.EnsureAsync(harness, _request.Policy, _throwaway, cancellationToken);
        if (seal.ProcessId != session.ProcessId)
        {
            // A pooler may have several servers behind it; what was read before must have come from this one.
            await _sightings.LookForRestartAsync(harness, cancellationToken);
        }

        if (_probe is not null)
        {
            await _probe.ReadAsync(cancellationToken);
        }

        // Only on a server of our own is all that is written ours.
        var wal = _probe is not null && _throwaway is not null ? await WalPositionAsync(harness, cancellationToken) : null;
        var player = new ScriptPlayer(transactions, Variables(), new PsqlOutput(_recorder.Output, TextWriter.Null), _recorder, new PlayerOptions
        {
            Dialect = _request.Dialect,
            RollbackOnly = _plan.Directives.RollbackOnly,
            Refuses = _request.Defences.HasFlag(Defences.Classifier),
            Time = _request.Time,
            WorkingFolder = _request.WorkingFolder,
            AllowedCommands = _request.Policy.AllowedMetaCommands,
        });
        clock.Restart();
        await player.PlayAsync(_plan.Path, cancellationToken);
        clock.Restart();
        if (session.Status == TransactionStatus.InTransaction)
        {
            if (await transactions.EndAsync(cancellationToken) is { } deferred)
            {
                _recorder.EndedWith(_plan.Path, deferred);
            }
            else
            {
                await _recorder.CountAtEndAsync(cancellationToken);
                await _sightings.LookAsync(harness, sessions: 0, cancellationToken);
                _standing = _recorder.Log.Standing;
                _notifications = _probe is null ? null : await _recorder.Notifications.PredictAsync(harness, _plan.Names, _recorder.Log.Work.Keys, cancellationToken);
                _walBytes = wal is null ? null : await WalPositionAsync(harness, cancellationToken) - wal;
            }
        }
    }

    private static IReadOnlyList<CatalogClass> Catalogs(WireSession session) =>
        CatalogClasses.Of(
            int.Parse(string.Concat(session.Parameters["server_version"].TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture), session.Parameters.GetValueOrDefault("is_superuser") is "on");

    /// <summary>How many bytes of write-ahead log the server has written since it was made.</summary>
    private static async Task<long?> WalPositionAsync(HarnessSession harness, CancellationToken cancellationToken) =>
        long.Parse((await harness.ScalarAsync("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::int8", cancellationToken))!, CultureInfo.InvariantCulture);

    private PsqlVariables Variables()
    {
        var variables = new PsqlVariables();
        foreach (var (name, value) in _plan.Directives.Variables.Concat(_request.Variables))
        {
            if (variables.Set(name, value) is { } problem)
            {
                throw new SandboxException(ExitCode.Usage, $"variable {name}: {problem}");
            }
        }

        return variables;
    }

    /// <summary>Rolls back whatever happened, cancelled or not, and proves it; where the server cannot be asked, that is the proof's answer.</summary>
    private async Task<(NetZeroProof Proof, IReadOnlyDictionary<string, long> Rows, IReadOnlyDictionary<string, long?> Sequences)> RollBackAsync(WireSession session, Seal seal)
    {
        using var patience = new CancellationTokenSource(s_patience, _request.Time);
        try
        {
            return await RollBackAsync(session, seal, patience.Token);
        }
        catch (SandboxException failure)
        {
            return (NetZeroProver.Unanswered(seal.TransactionId, failure.Message), new Dictionary<string, long>(StringComparer.Ordinal), _sequences);
        }
        catch (OperationCanceledException)
        {
            var reason = $"{_target} did not answer the rollback and the proof within {s_patience.TotalSeconds:0} s";
            return (NetZeroProver.Unanswered(seal.TransactionId, reason), new Dictionary<string, long>(StringComparer.Ordinal), _sequences);
        }
    }

    /// <summary>The proof is made on a new session where the old one is gone, or was ended.</summary>
    private async Task<(NetZeroProof Proof, IReadOnlyDictionary<string, long> Rows, IReadOnlyDictionary<string, long?> Sequences)> RollBackAsync(
        WireSession session, Seal seal, CancellationToken cancellationToken)
    {
        if (!session.IsBroken)
        {
            await LostBackend.RollBackAsync(session, isPooled: seal.ProcessId != session.ProcessId, cancellationToken);
        }

        await using var other = session.IsBroken ? await LostBackend.OpenAnotherAsync(_target, _request.Time, cancellationToken) : null;
        ISession proving = other is null ? session : other;
        if (other is not null)
        {
            // After a crash somebody else may have the same id.
            await _sightings.LookForRestartAsync(other, cancellationToken);
            await (_sightings.Restarted ? Task.CompletedTask : LostBackend.EndAsync(other, seal.TransactionId, _request.Time, cancellationToken));
        }

        await _sightings.LookAsync(proving, sessions: other is null ? 0 : 1, cancellationToken);
        var proof = await NetZeroProver.ProveAsync(proving, seal.TransactionId, _sightings, _request.Time, cancellationToken);
        proof = proof with { Residue = [.. Untransacted.Differences(_untransacted, await Untransacted.ReadAsync(proving, cancellationToken))] };
        var rows = await RowCensus.TakeAsync(proving, _recorder?.Log.Work.Keys ?? [], cancellationToken);
        if (_recorder is not null)
        {
            _changed = _probe is null ? null : await _recorder.Rows.CompareAsync(proving, _probe.Names, cancellationToken);
            _ddl = _probe is null ? null : await _recorder.Definitions.CompareAsync(proving, cancellationToken);
            _committed = await CommittedRelations.ReadAsync(proving, [.. _recorder.Locks.Relations, .. _recorder.Log.Work.Keys], cancellationToken);
        }

        return (proof, rows, await SequencePositions.ReadAsync(proving, cancellationToken));
    }

    private ScriptReport Describe(
        NetZeroProof proof, IReadOnlyDictionary<string, long> rowsAfter, IReadOnlyDictionary<string, long?> sequencesAfter, TimeSpan elapsed)
    {
        var moved = SequencePositions.Moved(_sequences, sequencesAfter);
        var readings = _recorder!.Readings;
        return new ScriptReport
        {
            Path = _plan.Path,
            Sha256 = _plan.Sha256,
            Database = _target.Database,
            Verdict = Verdict.Pass,
            Reasons = [.. readings.Select(static reading => reading.Problem).OfType<string>()],
            Statements = _recorder.Statements,
            Omitted = _recorder.Omitted,
            ElapsedMs = Math.Round(elapsed.TotalMilliseconds, 3),
            Steps = _recorder.Steps,
            Results = _recorder.Results,
            Hazards = _recorder.Hazards,
            Checks = [.. readings.SelectMany(static reading => reading.Checks)],
            Effects = _probe is null ? new EffectSummary { Tables = null, Sequences = moved, Notices = _recorder.Notices }
                : new RunEffects(_recorder, _probe, _committed, _plan.Names) { Standing = _standing, RowsBefore = _rows, RowsAfter = rowsAfter }.Describe(moved) with { Rows = _changed, Ddl = _ddl, Notifications = _notifications, WalBytes = _walBytes },
            NetZero = proof with
            {
                Residue = [.. proof.Residue, .. RowResidue(proof, rowsAfter), .. moved.Select(static m => new Residue(ResidueKind.Physical, $"sequence {m.Sequence}", Text(m.Before), Text(m.After)))],
            },
        };
    }

    /// <summary>Tables whose number of rows is another one than before; with foreign commits around that may be theirs, and the proof names them.</summary>
    private IEnumerable<Residue> RowResidue(NetZeroProof proof, IReadOnlyDictionary<string, long> rowsAfter) =>
        proof.Proven == ProofStatus.Foreign ? []
        : rowsAfter.Where(now => _rows.TryGetValue(now.Key, out var then) && then != now.Value)
            .Select(now => new Residue(ResidueKind.Logical, $"rows of {_probe!.Names.GetValueOrDefault(now.Key, now.Key)}", Text(_rows[now.Key]), Text(now.Value)));

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
