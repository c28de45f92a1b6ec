using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Bodies;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Effects.Definitions;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Telemetry;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal;

/// <summary>One rehearsal: one script, one clone, one transaction that is rolled back, and the proof.</summary>
internal sealed partial class ScriptRehearsal
{
    private const string DefinitionsOfShared = "ddl: of roles, user mappings and subscriptions nothing is told, because only a superuser may read their catalogs";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ScriptPlan _plan;
    private readonly RehearsalRequest _request;
    private readonly ConnectionTarget _target;
    private readonly IServer? _throwaway;
    private readonly WarmSessions? _warm;
    private readonly Evidence _evidence;
    private readonly LockSampler _sampler;
    private KnownQuestions _questions;
    private IReadOnlyDictionary<string, RowCounts> _standing = new Dictionary<string, RowCounts>(StringComparer.Ordinal);
    private Seal? _seal;
    private Recorder? _recorder;
    private TransactionProbe? _probe;
    private CloneKnowledge? _known;
    private CommittedRelations _committed = CommittedRelations.None;
    private Predictions? _predictions;
    private IReadOnlyList<RowEffect>? _changed;
    private IReadOnlyList<DefinitionEffect>? _definitions;
    private IReadOnlyList<NotificationEffect>? _notifications;
    private long? _walBytes;
    private RevertReport? _revert;
    private SequenceRestore? _restore;
    private IReadOnlyList<Residue> _sequences = [];
    private readonly Wear _wear = new();
    private IReadOnlyList<Residue> _worn = [];
    private Exception? _ended;

    private ScriptRehearsal(ScriptPlan plan, RehearsalRequest request, ConnectionTarget target, IServer? throwaway, WarmSessions? warm)
    {
        _plan = plan;
        _request = request;
        _target = target;
        _throwaway = throwaway;
        _warm = warm;
        _questions = warm?.Questions ?? new KnownQuestions();
        _evidence = new Evidence(target, request.Time, warm?.Watch, request.Policy.AllowedEscapeHatches);

        // On a server of our own it is kept out of the clone, which the next rehearsal finds alone.
        _sampler = new LockSampler(throwaway?.Target("postgres") ?? target, request.Time);
    }

    /// <summary>Runs it.</summary>
    /// <param name="plan">The script's plan.</param>
    /// <param name="request">The run that it belongs to.</param>
    /// <param name="target">The clone.</param>
    /// <param name="throwaway">The server that the run started itself; null where the clone is somebody else's.</param>
    /// <param name="warm">The sessions of the rehearsal before, which are then this one's to close; null to open what is needed.</param>
    /// <param name="cancellationToken">Interrupts the script; the rollback and the proof are done all the same.</param>
    /// <exception cref="SandboxException">The clone cannot be reached, or the guard refused it.</exception>
    public static async Task<RehearsalOutcome> RunAsync(
        ScriptPlan plan, RehearsalRequest request, ConnectionTarget target, IServer? throwaway, WarmSessions? warm, CancellationToken cancellationToken)
    {
        // For a single rehearsal a watch of its own would cost more than it saves.
        warm = warm is null ? null : await warm.WatchedAsync(throwaway!, cancellationToken);
        RehearsalOutcome? outcome = null;
        try
        {
            return outcome = await new ScriptRehearsal(plan, request, target, throwaway, warm).RunAsync(cancellationToken);
        }
        finally
        {
            if (outcome?.Sessions is null)
            {
                await (warm?.Watch?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }
    }

    private async Task<RehearsalOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await using var sampler = _sampler;
        await using var evidence = _evidence;
        using var clock = new StatementClock(_request.Defences.HasFlag(Defences.Timeouts) ? _request.StatementTimeout : Timeout.InfiniteTimeSpan, _request.Time, cancellationToken);
        var (session, first) = await OpenAsync(clock, cancellationToken);
        var isKept = false;
        try
        {
            var outcome = await RunAsync(session, first, clock, cancellationToken);
            isKept = outcome.Sessions is not null;
            return outcome;
        }
        finally
        {
            if (!isKept)
            {
                await session.DisposeAsync();
            }
        }
    }

    /// <summary>Opens a session and asks the first questions; one that waited for this may have been closed meanwhile, as by a server that ends idle ones.</summary>
    private async Task<(WireSession Session, IReadOnlyList<Reply> First)> OpenAsync(StatementClock clock, CancellationToken cancellationToken)
    {
        for (var session = _warm?.Script ?? await WireSession.OpenAsync(_target, cancellationToken); ; session = await WireSession.OpenAsync(_target, cancellationToken))
        {
            try
            {
                BatchStatement[] own = _throwaway is null ? [] : [TargetIdentity.IdentifierQuestion];
                return (session, await Outside(session).AskAsync([TargetIdentity.Question, CloneKnowledge.LastIdQuestion, .. _evidence.FirstQuestions(session), .. own], clock.Token));
            }
            catch (Exception error) when (error is SandboxException or OperationCanceledException)
            {
                var ended = Ended(error, session, clock, cancellationToken);
                var isStale = session == _warm?.Script && session.IsBroken && ended is SandboxException;
                await session.DisposeAsync();
                _questions = isStale ? new KnownQuestions() : throw ended;
            }
        }
    }

    /// <summary>The script's session outside the rehearsal's transaction. Behind somebody else's pooler it may be another one each time.</summary>
    private OutsideSession Outside(WireSession session, bool isNew = false) => new(session, _throwaway is null || isNew ? null : _questions);

    /// <summary>What ended the rehearsal: a session that did not answer its interruption is broken, and whoever asked it next was told only that.</summary>
    private Exception Ended(Exception error, WireSession session, StatementClock clock, CancellationToken cancellationToken) =>
        !clock.Token.IsCancellationRequested || !(error is OperationCanceledException || session.IsBroken) ? error
        : cancellationToken.IsCancellationRequested ? new OperationCanceledException(cancellationToken)
        : _recorder is not null ? new SandboxException(
            ExitCode.VerdictFail,
            $"a statement at or behind {_plan.Path}:{_recorder.LastLine} took longer than {_request.StatementTimeout.TotalSeconds:0.#} s: ended and rolled back; --statement-timeout allows more")
        : new SandboxException(
            ExitCode.Unavailable,
            $"{_target} left a question of the harness unanswered for {StatementClock.ForQuestion(_request.StatementTimeout).TotalSeconds:0.#} s: somebody may hold a lock on what it reads; see pg_locks, or --statement-timeout allows more");

    private async Task<RehearsalOutcome> RunAsync(WireSession session, IReadOnlyList<Reply> first, StatementClock clock, CancellationToken cancellationToken)
    {
        TargetIdentity? identity = null;
        IReadOnlyList<GuardCheck> guard = [];

        // Beside the run; an interrupted one tells them too.
        var foretold = _plan.Body is null ? Predictions.ReadAsync(_plan.Path) : Task.FromResult(Predictions.None);
        var begun = _request.Time.GetTimestamp();
        try
        {
            (identity, guard) = await ReadBeforeAsync(session, first, clock.Token);
            clock.RestartForQuestion();
            _seal = await BeginAsync(session, clock.Token);
            begun = _request.Time.GetTimestamp();
            clock.Restart();
            await PlayAsync(session, _seal, identity.MayReadIdentifier, clock, cancellationToken);
        }
        catch (Exception error) when (error is SandboxException or OperationCanceledException)
        {
            // Whatever ended the script: it is rolled back, and the proof is made, before anybody hears of it.
            _ended = Ended(error, session, clock, cancellationToken);
        }

        var elapsed = _request.Time.GetElapsedTime(begun);
        if (_recorder is null || _seal is null || identity is null)
        {
            // Nothing of the script ran: the transaction ends with its session.
            throw _ended ?? new InvalidOperationException("A rehearsal ended before it began.");
        }

        var (finding, rows) = await RollBackAsync(session, _seal);
        _ended ??= _questions.IsForged || _recorder.Forges ? new EscapeException("a statement of the script's took the name of one that the harness had prepared") : null;
        _predictions = await foretold;
        return new RehearsalOutcome(Describe(finding, rows, elapsed), identity, guard, _ended)
        {
            Limits = [.. _wear.HasUnknown ? [Wear.Unknown] : Array.Empty<string>(), .. _recorder.LosesLocks ? [Unmeasured.LostLocks] : Array.Empty<string>(), .. _probe is null || session.IsSuperuser() ? [] : new[] { DefinitionsOfShared }, .. _evidence.Limits],
            Connected = session.Target,
            Sessions = await WarmAsync(session, finding.Proof, cancellationToken),
        };
    }

    /// <summary>The sessions for another rehearsal on a clone of our own, the script's as good as new; null where it cannot be made so.</summary>
    private async Task<WarmSessions?> WarmAsync(WireSession session, NetZeroProof proof, CancellationToken cancellationToken)
    {
        var isNew = _ended is null && _plan.Revert is null && _throwaway is not null && proof.LeavesNothing
            && !session.IsBroken && session.Major() >= SessionTraces.Since && !_recorder!.LeavesTraces && !_known!.MayLeaveTraces;
        if (!isNew)
        {
            return null;
        }

        await session.AskAsync(SessionTraces.Clean, cancellationToken);
        return new WarmSessions(session, _questions, _warm?.Watch, _known!.After(proof));
    }

    /// <summary>Asks what the session leads to, what the clone holds that no rollback takes back, and what the proof has to know from before.</summary>
    private async Task<(TargetIdentity Identity, IReadOnlyList<GuardCheck> Guard)> ReadBeforeAsync(WireSession session, IReadOnlyList<Reply> first, CancellationToken cancellationToken)
    {
        using var span = SandboxTelemetry.Part("guard");
        var identity = TargetIdentity.Take(first[0]);
        identity = !identity.MayReadIdentifier ? identity : identity.With(_throwaway is not null ? first[^1] : (await session.AskAsync([TargetIdentity.IdentifierQuestion], cancellationToken))[0]);
        var guard = CloneGuard.Ensure(identity, _request.Policy, _throwaway);
        await _evidence.ReadBeforeAsync(session, [.. first.Skip(2)], cancellationToken);
        if (_request.MeasuresEffects)
        {
            _wear.TakeBefore((await Outside(session).AskAsync([Wear.Question(_plan.Names)], cancellationToken))[0]);
        }

        var lastId = CloneKnowledge.LastId(first[1]);
        _known = _warm?.Known is { } known && known.AsOf == lastId ? known : await CloneKnowledge.SearchAsync(session, lastId, cancellationToken);
        if (_request.Defences.HasFlag(Defences.Preflight))
        {
            guard = [.. guard, .. await EscapeHatchPreflight.RefuseAsync(session, _known.Hatches, _plan, _request.Policy, cancellationToken)];
        }

        _restore = _request.Policy.RestoresSequences ? await SequenceRestore.ReadBeforeAsync(session, cancellationToken) : null;
        return (identity, guard);
    }

    private async Task<Seal> BeginAsync(WireSession session, CancellationToken cancellationToken)
    {
        var begun = new ReplyCollector(copyData: null);
        try
        {
            await session.ExecuteBatchAsync([$"BEGIN ISOLATION LEVEL {_plan.Isolation.ToUpperInvariant()} READ WRITE", HeldSnapshot.Share], begun, cancellationToken);
        }
        catch (SandboxException) when (begun.Replies is [{ Error.SqlState: "08P01" }])
        {
            // A pooler that hands out single statements ends the session so.
            throw new SandboxException(
                ExitCode.Refused, $"{_target} takes no transaction: {begun.Replies[0].Error!.Text}; connect to the server itself, or to a pool of transactions or of sessions");
        }

        _evidence.Share(begun.Replies[^1].Error is { } error ? throw new ServerErrorException(error) : begun.Replies[1]);
        if (_throwaway is null && _request.Defences.HasFlag(Defences.Timeouts))
        {
            await LostBackend.ForeseeAsync(session, _request.StatementTimeout, cancellationToken);
        }

        var seal = new Seal();
        await (_request.Defences.HasFlag(Defences.Seal) ? seal.CreateAsync(session, cancellationToken) : seal.OnlyIdentifyAsync(session, cancellationToken));
        return seal;
    }

    private async Task PlayAsync(WireSession session, Seal seal, bool mayReadIdentifier, StatementClock clock, CancellationToken cancellationToken)
    {
        var harness = new HarnessSession(session, "sandbox_h_" + seal.Suffix, _questions.Inside);
        _probe = _request.MeasuresEffects ? new TransactionProbe(harness, seal, CatalogClasses.Of(session.Major(), session.IsSuperuser())) : null;
        var transactions = new VirtualTransactions(session, harness, seal, _plan.Isolation) { Answered = clock.Restart, Defences = _request.Defences, AsksPlainly = !_plan.Names.Contains("statement_timeout") };
        _recorder = new Recorder(transactions, _probe) { Progressed = () => Tell(clock), Estimates = _request.Explains, Logger = _request.Log, Sampler = _probe is null || seal.ProcessId != session.ProcessId ? null : _sampler };
        var wal = await AskBeforeAsync(harness, mayReadIdentifier, clock.Token);
        if (seal.ProcessId != session.ProcessId)
        {
            // A pooler may have several servers behind it; what was read before must have come from this one.
            await _evidence.HasRestartedAsync(harness, clock.Token);
        }

        var reverting = _plan.Revert is { } revert ? await RevertRehearsal.BeginAsync(revert, _request, session, transactions, _recorder, clock.Token) : null;
        Tell(clock);
        await (_plan.Body?.PlayAsync(new BodyStage(_plan, _request, transactions, _recorder, _known!.Hatches), clock.Token)
            ?? ScriptPlay.PlayAsync(_plan, _request, transactions, _recorder, clock, cancellationToken));
        await (reverting?.PlayAsync(clock, cancellationToken) ?? Task.CompletedTask);
        clock.Restart();
        _evidence.Beside = _sampler.ProcessId;
        if (session.Status == TransactionStatus.Failed)
        {
            await _recorder.EndFailedAsync(clock.Token);
        }
        else if (session.Status == TransactionStatus.InTransaction)
        {
            if (await transactions.EndAsync(clock.Token) is { } deferred)
            {
                _recorder.EndedWith(_plan.Path, deferred);
            }
            else
            {
                await _recorder.CountAtEndAsync(clock.Token);
                if (_throwaway is null)
                {
                    // Behind the rollback nobody asks: a pooler may give another session.
                    _questions.IsWhole((await ((IHarness)harness).AskOnceAsync([_questions.Look], clock.Token))[0]);
                }

                var answers = await _evidence.LookAsync(harness, seal, MeasuresWal ? [WalPosition.Question] : [], clock.Token);
                _standing = _recorder.Log.Standing;
                _notifications = _probe is null ? null : await _recorder.Notifications.PredictAsync(harness, _plan.Names, _recorder.Log.Work.Keys, clock.Token);
                _revert = reverting is null ? null : await reverting.CompareAsync(clock.Token);
                _walBytes = MeasuresWal ? WalPosition.Take(answers[^1]) - wal : null;
            }
        }
    }

    /// <summary>The script goes on: the clock begins anew, and whoever watches hears how far it is.</summary>
    private void Tell(StatementClock clock)
    {
        clock.Restart();
        _request.Statements?.Report(new ScriptProgress(_plan.Path, _recorder?.Statements ?? 0, _plan.AllStatements));
    }

    /// <summary>Asks again, in the transaction, whether this is a clone; then what the counters and the write-ahead log stand at. Only on a server of our own is all that is written there ours.</summary>
    private async Task<long?> AskBeforeAsync(HarnessSession harness, bool mayReadIdentifier, CancellationToken cancellationToken)
    {
        BatchStatement[] identifier = mayReadIdentifier ? [TargetIdentity.IdentifierQuestion] : [];
        BatchStatement[] effects = _probe is null ? [] : [_probe.Question];
        BatchStatement[] wal = MeasuresWal ? [WalPosition.Question] : [];
        var answers = await harness.AskAsync([TargetIdentity.Question, .. identifier, .. effects, .. wal], cancellationToken);
        var identity = TargetIdentity.Take(answers[0]);
        CloneGuard.Ensure(mayReadIdentifier ? identity.With(answers[1]) : identity, _request.Policy, _throwaway);
        _probe?.Take(answers[1 + identifier.Length]);
        return MeasuresWal ? WalPosition.Take(answers[^1]) : null;
    }

    private bool MeasuresWal => _probe is not null && _throwaway is not null;

    private ScriptReport Describe(Evidence.Finding finding, IReadOnlyDictionary<string, long> rows, TimeSpan elapsed)
    {
        var (proof, moved, before) = finding;
        proof = _plan.Body is null ? proof : BodyRelay.Judge(proof, _evidence.OthersActedInClone);
        var effects = _probe is null ? new EffectSummary { Tables = null, Sequences = moved, Notices = _recorder!.Notices }
            : new RunEffects(_recorder!, _probe, _committed, _plan.Names) { Standing = _standing, RowsBefore = before ?? rows, RowsAfter = rows, Definitions = _definitions }.Describe(moved) with
            {
                Rows = _changed,
                Notifications = _notifications,
                WalBytes = _walBytes,
            };
        var observed = new MigrationHazards(_committed.Kinds).Of(_definitions ?? [], _recorder!.Definitions!.UnindexedForeignKeys, effects.Rewrites ?? [], effects.Locks ?? []);
        return ScriptPlay.Describe(_plan, _target.Database, _recorder, elapsed) with
        {
            Revert = _revert ?? RevertRehearsal.NotCompared(_plan),
            Hazards = [.. _predictions!.Compare(_recorder.Steps, effects.Ddl, observed), .. _recorder.Hazards],
            Effects = effects,
            NetZero = proof with
            {
                Residue = [.. proof.Residue, .. _sequences, .. _worn],
            },
        };
    }
}
