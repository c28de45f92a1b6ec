using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal;

/// <summary>The main job: rehearses scripts and reports. It always comes back with a report, whatever went wrong.</summary>
public sealed class Rehearser
{
    private const string Interrupted = "interrupted; what ran is rolled back";

    private readonly RehearsalRequest _request;
    private readonly List<ScriptReport> _scripts = [];
    private IReadOnlyList<GuardCheck> _guard = [];
    private TargetFacts? _facts;

    private Rehearser(RehearsalRequest request) => _request = request;

    /// <summary>Rehearses everything that a request names.</summary>
    /// <param name="request">What, and where.</param>
    /// <param name="cancellationToken">Interrupts; what runs is rolled back, and the report says so.</param>
    public static async Task<Report> RunAsync(RehearsalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var rehearser = new Rehearser(request);
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
        foreach (var path in ScriptPaths.Expand(_request.Paths, _request.WorkingFolder))
        {
            var plan = await ScriptPlanner.PlanAsync(path, _request, cancellationToken);
            if (!_request.MeasuresEffects && ContentOf(plan) is SnapshotContent.Effects or SnapshotContent.All)
            {
                throw new SandboxException(ExitCode.Usage, $"the snapshot of {path} holds effects, which are off; turn effects on, or ask for another snapshot");
            }

            plans.Add(plan);
        }

        if (_request.Target is { } target)
        {
            foreach (var plan in plans)
            {
                await RunOneAsync(plan, plan.Directives.Database ?? target.Database, target, throwaway: null, cancellationToken);
            }

            return;
        }

        _request.Progress?.Report("starting a throwaway server");
        await using var server = await ThrowawayServer.StartAsync(_request.Server, cancellationToken);
        var clones = new Clones(server, _request.Dialect);
        foreach (var plan in plans)
        {
            await RunOnCloneAsync(plan, clones, cancellationToken);
        }
    }

    private async Task RunOnCloneAsync(ScriptPlan plan, Clones clones, CancellationToken cancellationToken)
    {
        var database = plan.Directives.Database ?? _request.Policy.FirstAdmittedName();
        _request.Progress?.Report($"building the clone {database}");
        var clone = await clones.TakeAsync(database, plan.Fixture, cancellationToken);
        var proven = false;
        try
        {
            proven = await RunOneAsync(plan, database, clone, clones.Server, cancellationToken);
        }
        finally
        {
            clones.Return(database, plan.Fixture, clone, proven);
        }
    }

    /// <summary>Rehearses one script; true where it is proven that the clone is as before.</summary>
    private async Task<bool> RunOneAsync(ScriptPlan plan, string declaredName, ConnectionTarget target, IServer? throwaway, CancellationToken cancellationToken)
    {
        _request.Progress?.Report($"rehearsing {plan.Path}");
        _facts = new TargetFacts { Host = target.Host, Port = target.Port, Database = target.Database, Throwaway = throwaway is not null };
        RehearsalOutcome outcome;
        try
        {
            outcome = await ScriptRehearsal.RunAsync(plan, _request, target, throwaway, cancellationToken);
        }
        catch (GuardException refusal)
        {
            _guard = refusal.Checks;
            throw;
        }

        _guard = outcome.Guard;
        _facts = _facts with
        {
            ServerVersion = outcome.Identity.ServerVersion,
            SystemIdentifier = outcome.Identity.SystemIdentifier,
            Capabilities = Unmeasured.Of(_request.MeasuresEffects, _facts.Throwaway),
        };
        var script = Redaction.Apply(outcome.Script);
        script = outcome.Ended is null ? script with { Snapshot = await CompareAsync(script, plan, declaredName, cancellationToken) } : script;
        script = Judge.Script(script, _request.Policy.Strict);
        _scripts.Add(outcome.Ended is null ? script : WithEnd(script, outcome.Ended));
        if (outcome.Ended is { } ended)
        {
            throw ended;
        }

        return script.NetZero is { Proven: ProofStatus.Proven };
    }

    private SnapshotContent ContentOf(ScriptPlan plan) => _request.Snapshot ?? plan.Directives.Snapshot ?? SnapshotContent.Results;

    private async Task<SnapshotResult> CompareAsync(ScriptReport script, ScriptPlan plan, string declaredName, CancellationToken cancellationToken)
    {
        var content = ContentOf(plan);
        var naming = SnapshotNaming.For(plan.Path);
        var text = SnapshotText.Of(script, content);
        if (text is not null && !string.Equals(script.Database, declaredName, StringComparison.Ordinal))
        {
            // A worker's own copy has a number behind its name; the accepted results have the clone's.
            text = text.Replace(script.Database, declaredName, StringComparison.Ordinal);
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
        Reasons = [ended is SandboxException ? ended.Message : Interrupted, .. script.Reasons],
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
        };
        if (ended is not null)
        {
            report = report with
            {
                ExitCode = verdict == Verdict.Residue ? ExitCode.Residue : (ended as SandboxException)?.ExitCode ?? ExitCode.Interrupted,
                Message = ended is SandboxException ? ended.Message : Interrupted,
            };
        }

        return Redaction.Apply(report);
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
            Residue = [.. proofs.SelectMany(static proof => proof.Residue)],
        };
    }
}
