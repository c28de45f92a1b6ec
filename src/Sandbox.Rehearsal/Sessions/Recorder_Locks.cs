using System.Text.RegularExpressions;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Effects.Definitions;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>What statements locked, those too that failed or that undid a part of their work.</content>
internal sealed partial class Recorder
{
    private const string Catches = @"\mexception\M\s+when\M|\msubtransaction\M";

    private static readonly Task<IReadOnlyList<HeldLock>> NothingSeen = Task.FromResult<IReadOnlyList<HeldLock>>([]);

    private Failure? _failure;
    private bool? _mayCatch;

    /// <summary>Looks at the locks of a statement while it runs; null where nobody does.</summary>
    public LockSampler? Sampler { get; init; }

    /// <summary>Whether a statement may have taken locks that nothing tells of: it failed, or it ran code that may catch errors.</summary>
    public bool LosesLocks { get; private set; }

    /// <summary>Asks what the statement had locked that failed the block with which the script ends: the block is rolled back for that.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task EndFailedAsync(CancellationToken cancellationToken)
    {
        if (_failure is { } failure && _probe is not null && _virtual!.InBlock)
        {
            await _virtual.UndoFailedAsync(cancellationToken);
            var reading = await _probe.ReadAllAsync(cancellationToken);
            Locks.TakeFailed(reading, [.. await TracesAsync(failure, cancellationToken), .. LockTrace.Of(reading, [], [])], failure.Statement.Start.Line, failure.Begun, failure.Ended);
        }

        Locks.End(_clock);
    }

    /// <summary>Passes over what the harness itself has read of the clone's tables.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task PassOverReadsAsync(CancellationToken cancellationToken) => _probe?.ReadAllAsync(cancellationToken) ?? Task.CompletedTask;

    private void BeginLocking(StatementClass kind)
    {
        // Behind transaction control the harness itself reads tables.
        if (Sampler is not null && kind.Control == TransactionControl.None)
        {
            Sampler.Begin(_virtual!.Seal.ProcessId);
        }
    }

    /// <summary>Whether the statement may have undone work whose locks are given up: then the counters of all tables are looked at, which keep it.</summary>
    private async Task<bool> LooksAtAllAsync(StatementClass kind, PlayedReply reply, string text, CancellationToken cancellationToken)
    {
        var hasFailed = reply.Error is not null || _failure is not null;
        var runsCode = kind.Has(StatementTraits.Opaque);
        _mayCatch = (runsCode || kind.Has(StatementTraits.DataDefinition)) && CatchesErrors().IsMatch(text) ? true : _mayCatch;
        if (_probe is null || !runsCode || _transactions.Session.Status != TransactionStatus.InTransaction)
        {
            return hasFailed;
        }

        _mayCatch ??= await _virtual!.Harness.ScalarAsync("SELECT EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.oid >= 16384 AND p.prosrc ~* $1)", cancellationToken, Catches) is "t";
        LosesLocks |= _mayCatch is true;
        return _mayCatch is true || hasFailed;
    }

    /// <summary>Takes the locks of a statement behind which the transaction was looked at.</summary>
    private async Task LockAsync(
        Statement statement, StatementClass kind, PlayedReply reply, TimeSpan elapsed, ProbeReading reading, IReadOnlyList<LockTrace> traces, CancellationToken cancellationToken)
    {
        var ended = _clock + elapsed.TotalMilliseconds;
        if (_failure is { } failure)
        {
            // What was counted since is what it did: between the two only the block was rolled back.
            Locks.Take(reading, [], LastLine, _clock, ended, counts: kind.Control == TransactionControl.None);
            Locks.TakeFailed(reading, [.. await TracesAsync(failure, cancellationToken), .. traces], failure.Statement.Start.Line, failure.Begun, failure.Ended);
            _failure = null;
            return;
        }

        if (reply.Error is { } error)
        {
            LosesLocks = true;
            traces = [.. await TracesAsync(new Failure(statement, kind, error, _clock, ended, []), cancellationToken), .. traces];
        }
        else if (kind.Has(StatementTraits.DataDefinition) || kind.Command is "LOCK" or "TRUNCATE")
        {
            traces = [.. Stated(statement.Text, reading), .. traces];
        }

        Locks.Take(reading, kind.Control == TransactionControl.None ? traces : [], LastLine, _clock, ended, counts: kind.Control == TransactionControl.None);
    }

    /// <summary>A statement failed, and its block with it: nothing can be asked before that is rolled back. What fails in the block from then on is not even tried.</summary>
    private void Fail(Statement statement, StatementClass kind, ServerMessage error, TimeSpan elapsed, IReadOnlyList<HeldLock> seen)
    {
        if (_probe is not null && error.SqlState is not "25P02")
        {
            LosesLocks = true;
            _failure = new Failure(statement, kind, error, _clock, _clock + elapsed.TotalMilliseconds, seen);
        }
    }

    private async Task<IReadOnlyList<LockTrace>> TracesAsync(Failure failure, CancellationToken cancellationToken) =>
    [
        .. _sampling.IsEarly ? await FailedLocks.AskAsync(_virtual!, failure.Statement.Text, failure.Kind, failure.Error, cancellationToken) : [],
        .. Sampled(failure.Seen),
    ];

    private static IEnumerable<LockTrace> Sampled(IReadOnlyList<HeldLock> seen) =>
        seen.Select(static held => new LockTrace(held.Relation, held.Mode) { IsExact = true, MayBeGone = true, Evidence = LockEvidence.Sampled });

    /// <summary>The locks that the statement's own words say, of relations that the transaction holds in that mode: an earlier transaction of the script may hold them too.</summary>
    private IEnumerable<LockTrace> Stated(string text, ProbeReading reading) =>
        from stated in StatedLock.Of(text)
        let relations = reading.Locks.Where(held => string.Equals(held.Mode, stated.Mode, StringComparison.Ordinal) && IsNamed(stated, _probe!.Names.GetValueOrDefault(held.Relation))).ToList()
        where relations.Count == 1
        select new LockTrace(relations[0].Relation, stated.Mode) { IsExact = true };

    private static bool IsNamed(StatedLock stated, string? name) =>
        name is not null && string.Equals(ObjectIdentity.NameOf(name, isColumn: false), stated.Relation, StringComparison.Ordinal)
        && (stated.Schema is null || string.Equals(ObjectIdentity.NameOf(name, isColumn: true) ?? "public", stated.Schema, StringComparison.Ordinal));

    [GeneratedRegex(@"\bexception\s+when\b|\bsubtransaction\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CatchesErrors();

    private sealed record Failure(Statement Statement, StatementClass Kind, ServerMessage Error, double Begun, double Ended, IReadOnlyList<HeldLock> Seen);
}
