using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Telemetry;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal;

/// <summary>The main job: rehearses scripts and reports. It always comes back with a report, whatever went wrong.</summary>
public sealed class Rehearser
{
    private const string Interrupted = "interrupted; what ran is rolled back";
    private const string InterruptedOnCopy = "interrupted; what ran is dropped with its copy";

    private const string NotConfined = "confinement: the server's processes may write outside of its folders, because this system has no Landlock or the policy admits it";

    private readonly RehearsalRequest _request;
    private readonly IServer? _server;
    private readonly List<ScriptReport> _scripts = [];
    private IReadOnlyList<GuardCheck> _guard = [];
    private TargetFacts? _facts;
    private IReadOnlyList<string> _dangling = [];

    private Rehearser(RehearsalRequest request, IServer? server = null) => (_request, _server) = (request, server);

    /// <summary>Rehearses everything that a request names.</summary>
    /// <param name="request">What, and where.</param>
    /// <param name="cancellationToken">Interrupts; what runs is rolled back, and the report says so.</param>
    public static Task<Report> RunAsync(RehearsalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync(new Rehearser(request), cancellationToken);
    }

    /// <summary>Rehearses everything that a request names, which has no target, on clones on a server of the caller's, who ends it.</summary>
    /// <param name="request">What.</param>
    /// <param name="server">Where.</param>
    /// <param name="cancellationToken">Interrupts; what runs is rolled back, and the report says so.</param>
    public static Task<Report> RunAsync(RehearsalRequest request, IServer server, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(server);
        return request.Target is null ? RunAsync(new Rehearser(request, server), cancellationToken) : throw new ArgumentException("A request with a target leads elsewhere than to the server.", nameof(request));
    }

    private static async Task<Report> RunAsync(Rehearser rehearser, CancellationToken cancellationToken)
    {
        try
        {
            await rehearser.RunAllAsync(cancellationToken);
            return rehearser.Report(ended: null);
        }
        catch (Exception error) when (error is SandboxException or OperationCanceledException)
        {
            return rehearser.Report(error);
        }
    }

    /// <summary>Rehearses one planned script on a clone of a pool, and gives the clone back.</summary>
    /// <param name="plan">The script's plan.</param>
    /// <param name="request">How it is rehearsed.</param>
    /// <param name="clones">The pool.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public static async Task<Report> RunAsync(ScriptPlan plan, RehearsalRequest request, Clones clones, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clones);
        var rehearser = new Rehearser(request);
        try
        {
            await rehearser.RunOnCloneAsync(plan, clones, cancellationToken);
            return rehearser.Report(ended: null);
        }
        catch (Exception error) when (error is SandboxException or OperationCanceledException)
        {
            return rehearser.Report(error);
        }
    }

    private async Task RunAllAsync(CancellationToken cancellationToken)
    {
        // Every script is planned before anything connects: what is refused is refused here.
        var plans = new List<ScriptPlan>();
        var paths = ScriptPaths.Expand(_request.Paths, _request.WorkingFolder);
        if (_request.Revert is not null && paths.Count != 1)
        {
            throw new SandboxException(ExitCode.Usage, $"--revert {_request.Revert} reverts one script, and {paths.Count} are named; name one");
        }

        _dangling = [.. _request.Paths.Select(_request.Find).Where(Directory.Exists).SelectMany(DanglingSnapshots.Find).Distinct(StringComparer.Ordinal)];
        foreach (var path in paths)
        {
            var plan = await LanePlanner.PlanAsync(path, _request, cancellationToken);
            if (!_request.MeasuresEffects && ContentOf(plan) is SnapshotContent.Effects or SnapshotContent.All)
            {
                throw new SandboxException(ExitCode.Usage, $"the snapshot of {path} holds effects, which are off; turn effects on, or ask for another snapshot");
            }

            if (_request.Prepares && plan.Lane != Lane.Disposable)
            {
                throw new SandboxException(ExitCode.Usage, $"--prepare: {path} is rehearsed in the rollback lane, in which nothing is committed; add --lane disposable");
            }

            plans.Add(plan);
        }

        if (_request.Target is { } target)
        {
            foreach (var plan in plans)
            {
                var declaredName = plan.Directives.Database ?? target.Database;
                if ((await RunOneAsync(plan, declaredName, target, throwaway: null, warm: null, cancellationToken)).Again is { } again)
                {
                    await RunOneAsync(again, declaredName, target, throwaway: null, warm: null, cancellationToken);
                }
            }

            return;
        }

        if (_server is null)
        {
            _request.Progress?.Report("starting a throwaway server");
        }

        await using var started = _server is null ? await Throwaway.StartAsync(ServerOptions, cancellationToken) : null;
        await using var clones = new Clones(_server ?? started!, _request.Dialect);
        foreach (var plan in plans)
        {
            await RunOnCloneAsync(plan, clones, cancellationToken);
        }
    }

    /// <summary>What the policy admits to work outside of the server needs the room for it.</summary>
    private ThrowawayOptions ServerOptions => _request.Server with
    {
        Confines = _request.Server.Confines && _request.Defences.HasFlag(Defences.Confinement) && !_request.Policy.AdmitsWorkOutside,
    };

    private async Task RunOnCloneAsync(ScriptPlan plan, Clones clones, CancellationToken cancellationToken)
    {
        if (plan is { Lane: Lane.Disposable, ChangesServer: { } change })
        {
            // What all databases of a server share is not taken back by the drop of a copy; it goes with its server.
            _request.Progress?.Report($"starting a throwaway server for this script alone: {change}");
            await using var server = await Throwaway.StartAsync(ServerOptions with { Choice = clones.Server.Choice }, cancellationToken);
            await using var own = new Clones(server, _request.Dialect);
            await RunOnOneOfAsync(plan with { HasOwnServer = true }, own, cancellationToken);
            return;
        }

        await RunOnOneOfAsync(plan, clones, cancellationToken);
    }

    private async Task RunOnOneOfAsync(ScriptPlan plan, Clones clones, CancellationToken cancellationToken)
    {
        var database = plan.Directives.Database ?? _request.Policy.FirstAdmittedName();
        _request.Progress?.Report($"building the clone {database}");

        // A session that waits in a clone would keep others from copying it.
        var (clone, warm) = plan.Lane == Lane.Disposable ? (await clones.TakeAsync(database, plan.Fixture, cancellationToken), null) : await clones.TakeWarmAsync(database, plan.Fixture, cancellationToken);
        var used = new Used(LeavesNothing: false, Sessions: null, Again: null);
        try
        {
            used = await RunOneAsync(plan, database, clone, clones.Server, warm, cancellationToken);
        }
        finally
        {
            clones.ReturnWarm(database, plan.Fixture, clone, used.LeavesNothing, used.Sessions);
        }

        if (used.Again is { } again)
        {
            await RunOnCloneAsync(again, clones, cancellationToken);
        }
    }

    /// <summary>What became of a clone.</summary>
    /// <param name="LeavesNothing">Whether it is proven that it is as before.</param>
    /// <param name="Sessions">The sessions that the next rehearsal on it may use; null where there are none.</param>
    /// <param name="Again">How to rehearse the script again, where its lane is for us to choose and the run showed that it needs another one.</param>
    private readonly record struct Used(bool LeavesNothing, WarmSessions? Sessions, ScriptPlan? Again);

    /// <summary>Rehearses one script, and tells trace and log of it.</summary>
    private async Task<Used> RunOneAsync(ScriptPlan plan, string declaredName, ConnectionTarget target, IServer? throwaway, WarmSessions? warm, CancellationToken cancellationToken)
    {
        using var told = new ToldRehearsal(plan, target.Database, _request);
        var before = _scripts.Count;
        try
        {
            return await PlayOneAsync(plan, declaredName, target, throwaway, warm, cancellationToken);
        }
        catch (Exception error) when (error is SandboxException or OperationCanceledException)
        {
            told.Ended = error is SandboxException ? error.Message : Interrupted;
            throw;
        }
        finally
        {
            told.Report = _scripts.Count > before ? _scripts[^1] : null;
        }
    }

    private async Task<Used> PlayOneAsync(ScriptPlan plan, string declaredName, ConnectionTarget target, IServer? throwaway, WarmSessions? warm, CancellationToken cancellationToken)
    {
        _request.Progress?.Report($"rehearsing {plan.Path}");
        _facts = new TargetFacts { Host = target.Host, Port = target.Port, Database = target.Database, Throwaway = throwaway is not null };
        RehearsalOutcome outcome;
        try
        {
            outcome = await (plan.Lane == Lane.Disposable ? DisposableRehearsal.RunAsync(plan, _request, target, throwaway, cancellationToken)
                : ScriptRehearsal.RunAsync(plan, _request, target, throwaway, warm, cancellationToken));
        }
        catch (GuardException refusal)
        {
            _guard = refusal.Checks;
            throw;
        }

        var again = await LanePlanner.PlanAgainAsync(plan, outcome, _request, cancellationToken);
        if (again.Plan is { } disposable && Judge.Script(outcome.Script, _request.Policy.Strict).Verdict != Verdict.Residue)
        {
            return new Used(outcome.Script.NetZero is { LeavesNothing: true }, outcome.Sessions, disposable);
        }

        _guard = [.. _guard.Union(outcome.Guard)];
        _facts = _facts with
        {
            Host = outcome.Connected?.Host ?? _facts.Host,
            Port = outcome.Connected?.Port ?? _facts.Port,
            ServerVersion = outcome.Identity.ServerVersion,
            SystemIdentifier = outcome.Identity.SystemIdentifier,
            Capabilities = [.. throwaway is ThrowawayServer { IsConfined: false } ? [NotConfined] : Array.Empty<string>(), .. Unmeasured.Of(_request.MeasuresEffects, _facts.Throwaway, outcome.Script.IsOnCopy, outcome.Script.Effects.Triggers is not null, outcome.Identity.ServerVersion), .. outcome.Limits],
        };
        var script = Redaction.Apply(again.Refusal is { } refused ? outcome.Script with { Reasons = [.. outcome.Script.Reasons, refused] } : outcome.Script);
        script = outcome.Ended is null ? script with { Snapshot = await CompareAsync(script, plan, declaredName, outcome.Copy, cancellationToken) } : script;
        script = plan.Body is null ? Judge.Script(script, _request.Policy.Strict) : Judge.Body(script, _request.Policy.Strict);
        _scripts.Add(outcome.Ended is null ? script : WithEnd(script, outcome.Ended));
        return outcome.Ended is { } ended ? throw ended : new Used(script.NetZero is { LeavesNothing: true }, outcome.Sessions, Again: null);
    }

    /// <summary>With a reverting script there are the results of both, which nobody accepted.</summary>
    private SnapshotContent ContentOf(ScriptPlan plan) => _request.Snapshot ?? (plan.Revert is not null ? SnapshotContent.None : plan.Directives.Snapshot ?? SnapshotContent.Results);

    private async Task<SnapshotResult> CompareAsync(ScriptReport script, ScriptPlan plan, string declaredName, string? copy, CancellationToken cancellationToken)
    {
        var content = ContentOf(plan);
        var naming = SnapshotNaming.For(plan.Path);
        var text = SnapshotText.Of(script, content, _request.Policy.SnapshotScrubs);
        if (text is not null && !string.Equals(script.Database, declaredName, StringComparison.Ordinal))
        {
            // A worker's own copy has a number behind its name; the accepted results have the clone's.
            text = text.Replace(script.Database, declaredName, StringComparison.Ordinal);
        }

        if (text is not null && copy is not null)
        {
            text = text.Replace(copy, declaredName, StringComparison.Ordinal);
        }

        var result = await SnapshotStore.CompareAsync(naming, text, cancellationToken);
        if (!_request.Accept || result.Status is not (SnapshotStatus.New or SnapshotStatus.Changed))
        {
            return result;
        }

        await SnapshotStore.AcceptAsync(naming.VerifiedPath, cancellationToken);
        return new SnapshotResult(naming.VerifiedPath, SnapshotStatus.Matched);
    }

    private static ScriptReport WithEnd(ScriptReport script, Exception ended) => script with
    {
        Verdict = script.Verdict == Verdict.Residue ? Verdict.Residue : VerdictOf(ended),
        Reasons = [ended is SandboxException ? ended.Message : script.IsOnCopy ? InterruptedOnCopy : Interrupted, .. script.Reasons],
    };

    private static Verdict VerdictOf(Exception ended) => ended switch
    {
        SandboxException { ExitCode: ExitCode.Refused } => Verdict.Refused,
        SandboxException { ExitCode: ExitCode.Residue } => Verdict.Residue,
        SandboxException { ExitCode: ExitCode.VerdictFail } => Verdict.Fail,
        _ => Verdict.Error,
    };

    private Report Report(Exception? ended)
    {
        var verdict = _scripts.Select(static script => script.Verdict).Append(Verdict.Pass).Max();
        var report = new Report
        {
            Verdict = ended is null || verdict == Verdict.Residue ? verdict : VerdictOf(ended),
            ExitCode = Judge.ExitCodeOf(verdict),
            Target = _facts,
            Guard = _guard,
            Scripts = _scripts,
            NetZero = NetZeroOf(_scripts),
            DanglingSnapshots = _dangling,
        };
        if (ended is not null)
        {
            report = report with
            {
                ExitCode = verdict == Verdict.Residue ? ExitCode.Residue : (ended as SandboxException)?.ExitCode ?? ExitCode.Interrupted,
                Message = ended is SandboxException ? ended.Message : _scripts is [.., { IsOnCopy: true }] ? InterruptedOnCopy : Interrupted,
            };
        }

        return Redaction.Apply(new ReportSources(_request.WorkingFolder).Add(report));
    }

    /// <summary>The proof over all scripts is as weak as its weakest.</summary>
    private static NetZeroProof? NetZeroOf(List<ScriptReport> scripts)
    {
        var proofs = scripts.Select(static script => script.NetZero).OfType<NetZeroProof>().ToList();
        var weakest = proofs.MaxBy(static proof => proof.Proven);
        return weakest is null ? null : weakest with
        {
            FirstId = proofs.Min(static proof => proof.FirstId),
            LastId = proofs.Max(static proof => proof.LastId),
            ForeignCommits = [.. proofs.SelectMany(static proof => proof.ForeignCommits)],
            ForeignChanges = [.. proofs.SelectMany(static proof => proof.ForeignChanges)],
            ElapsedMs = Math.Round(proofs.Sum(static proof => proof.ElapsedMs), 3),
            Residue = [.. proofs.SelectMany(static proof => proof.Residue)],
        };
    }
}
