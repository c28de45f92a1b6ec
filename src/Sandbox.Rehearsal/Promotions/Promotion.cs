using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Effects.Definitions;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Promotions;

/// <summary>
/// Replays a script that was rehearsed, for real: in one transaction like the rehearsal, its own transactions played as savepoints in it, with the same measurements. It is committed only where
/// everything went well and whoever answers for it has seen what it did.
/// </summary>
public static class Promotion
{
    /// <summary>Replays a script.</summary>
    /// <param name="request">What, and where.</param>
    /// <param name="admit">Sees the plan before anything connects; throws to refuse it.</param>
    /// <param name="enter">Sees what the connection leads to before the script's first statement; throws to refuse it.</param>
    /// <param name="commit">Sees what the script did, before it is committed; throws to roll it back.</param>
    /// <param name="cancellationToken">Interrupts; it is rolled back.</param>
    /// <returns>What was committed.</returns>
    /// <exception cref="SandboxException">A statement or a check failed (<see cref="ExitCode.VerdictFail"/>), or it is refused; it is rolled back. Where the connection is lost at the commit, its end is not known (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<PromotedEffects> RunAsync(
        PromotionRequest request, Action<ScriptPlan> admit, Action<TargetIdentity> enter, Func<PromotedEffects, Task> commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(admit);
        ArgumentNullException.ThrowIfNull(enter);
        ArgumentNullException.ThrowIfNull(commit);
        var rehearsal = new RehearsalRequest
        {
            Paths = [request.Path], WorkingFolder = request.WorkingFolder, Policy = request.Policy, Lane = Lane.Rollback, StatementTimeout = request.StatementTimeout,
        };
        var plan = await ScriptPlanner.PlanAsync(request.Path, rehearsal, cancellationToken);
        RefuseUnpromotable(plan);
        admit(plan);
        await using var session = await WireSession.OpenAsync(request.Target, cancellationToken);
        await using var outside = await WireSession.OpenAsync(request.Target, cancellationToken);
        enter(await TargetIdentity.ReadAsync(session, cancellationToken));
        await session.QueryAsync($"BEGIN ISOLATION LEVEL {plan.Isolation.ToUpperInvariant()} READ WRITE", cancellationToken);
        try
        {
            await session.QueryAsync(
                "SELECT pg_catalog.set_config('lock_timeout', $1, true), pg_catalog.set_config('statement_timeout', $2, true)", cancellationToken, Milliseconds(request.LockTimeout), Milliseconds(request.StatementTimeout));
            var effects = await PlayAsync(session, outside, plan, rehearsal, cancellationToken);

            // On the connection that commits, whatever the script did to it.
            enter(effects.Identity);
            await commit(effects);
            await CommitAsync(session, effects.TransactionId);
            return effects;
        }
        finally
        {
            if (!session.IsBroken && session.Status is TransactionStatus.InTransaction or TransactionStatus.Failed)
            {
                await session.ExecuteAsync("ROLLBACK", [], CancellationToken.None);
            }
        }
    }

    private static void RefuseUnpromotable(ScriptPlan plan)
    {
        var reason = plan.Lane != Lane.Rollback ? "it does not run in one transaction, so that nobody could look before it is committed"
            : plan.Directives.RollbackOnly ? "it says rollback-only: it was never meant to be committed"
            : plan.ReadsOthers ? "it reads other files, the environment or standard input, which no hash of it covers; put what it reads into it"
            : null;
        if (reason is not null)
        {
            throw new ScriptException(ExitCode.Refused, plan.Path, new TextPosition(1, 1), $"the script is not promoted: {reason}");
        }
    }

    private static async Task<PromotedEffects> PlayAsync(WireSession session, WireSession outside, ScriptPlan plan, RehearsalRequest request, CancellationToken cancellationToken)
    {
        using var clock = new StatementClock(request.StatementTimeout, request.Time, cancellationToken);

        // It names transaction and harness as in the rehearsal; what would keep it from being committed is left out.
        var seal = new Seal();
        await seal.OnlyIdentifyAsync(session, cancellationToken);
        var harness = new HarnessSession(session, "sandbox_h_" + seal.Suffix);
        var probe = new TransactionProbe(harness, seal, CatalogClasses.Of(session.Major(), session.IsSuperuser()));
        var transactions = new VirtualTransactions(session, harness, seal, plan.Isolation) { Answered = clock.Restart, Defences = Defences.All & ~Defences.Seal };
        var recorder = new Recorder(transactions, probe) { Progressed = clock.Restart };
        probe.Take((await harness.AskAsync([probe.Question], clock.Token))[0]);
        await ScriptPlay.PlayAsync(plan, request, transactions, recorder, clock, cancellationToken);
        clock.Restart();
        if (session.Status == TransactionStatus.Failed)
        {
            await recorder.EndFailedAsync(clock.Token);
        }
        else if (transactions.InBlock)
        {
            throw new ScriptException(ExitCode.Refused, plan.Path, new TextPosition(Math.Max(1, recorder.LastLine), 1), "the script leaves its own transaction open, which psql would roll back; end it");
        }
        else if (await transactions.EndAsync(clock.Token) is { } deferred)
        {
            recorder.EndedWith(plan.Path, deferred);
        }

        var script = Judge.Script(ScriptPlay.Describe(plan, request.Paths[0], recorder, TimeSpan.Zero), strict: false);
        if (script.Verdict != Verdict.Pass)
        {
            throw new SandboxException(ExitCode.VerdictFail, $"the script failed and is rolled back: {script.Reasons[0]}");
        }

        var standing = recorder.Log.Standing;

        // Another session still sees what was there before.
        var before = new OutsideSession(outside, known: null);
        var committed = await CommittedRelations.ReadAsync(before, [.. recorder.Log.Work.Keys], clock.Token);
        var definitions = await recorder.Definitions!.CompareAsync(before, clock.Token);
        var none = new Dictionary<string, long>(StringComparer.Ordinal);
        var effects = new RunEffects(recorder, probe, committed, plan.Names) { Standing = standing, RowsBefore = none, RowsAfter = none, Definitions = definitions }.Describe([]);
        return new PromotedEffects(await TargetIdentity.ReadAsync(harness, clock.Token), seal.TransactionId, effects.Tables!, effects.Ddl!);
    }

    /// <summary>From here on nothing is interrupted: the answer has to be known.</summary>
    private static async Task CommitAsync(WireSession session, long transactionId)
    {
        try
        {
            var reply = await session.QueryAsync("COMMIT", CancellationToken.None);
            if (!string.Equals(reply.Tag, "COMMIT", StringComparison.Ordinal))
            {
                throw new SandboxException(ExitCode.VerdictFail, $"the server answered the commit by {reply.Tag}: nothing was promoted");
            }
        }
        catch (ServerErrorException error)
        {
            throw new SandboxException(ExitCode.VerdictFail, $"the commit failed, and nothing was promoted: {error.Error.Text} (SQLSTATE {error.Error.SqlState})", error);
        }
        catch (SandboxException error) when (session.IsBroken)
        {
            throw new SandboxException(
                ExitCode.Unavailable,
                string.Create(CultureInfo.InvariantCulture, $"the connection was lost at the commit: SELECT pg_xact_status('{transactionId}') tells whether it was promoted; ask before anything is run again ({error.Message})"),
                error);
        }
    }

    private static string Milliseconds(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? "0" : ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
