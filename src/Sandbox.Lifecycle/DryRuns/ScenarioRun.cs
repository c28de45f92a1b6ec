using System.Globalization;
using System.Text;
using Sandbox.Lifecycle.Ledger;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Promotions;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.States;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>
/// Runs a scenario on the run's database. A phase is rehearsed first, because what it would do has to be known before any of it is committed, and then replayed in one transaction; a
/// phase only adds: where it deletes, truncates or defines anything, by whatever trigger or function, it is refused.
/// </summary>
/// <param name="run">The dry run.</param>
/// <param name="names">The run's names.</param>
/// <param name="target">The run's database.</param>
/// <param name="policy">What scripts may do that reaches beyond their session.</param>
internal sealed class ScenarioRun(DryRun run, DryRunNames names, ConnectionTarget target, Policy policy)
{
    private readonly Policy _policy = policy with { RehearseAllow = [target.Database] };

    /// <summary>Runs it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="cancellationToken">Interrupts; what runs is rolled back.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="SandboxException">It did not go as it has to; the sequence ends.</exception>
    public async Task<string> RunAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        var before = await StateAsync(before: null, cancellationToken);
        string evidence;
        try
        {
            evidence = scenario.IsPhase ? await PlayAsync(scenario.Paths[0], cancellationToken) : await RehearseAsync(scenario, cancellationToken);
        }
        catch (SandboxException error) when (error.ExitCode is ExitCode.VerdictFail or ExitCode.Refused)
        {
            await ProveNothingIsLeftAsync(before, cancellationToken);
            if (!scenario.Fails || error.ExitCode != ExitCode.VerdictFail)
            {
                throw new SandboxException(error.ExitCode, $"{error.Message}; it left no row", error);
            }

            return $"failed, as it had to, and left no row: {error.Message}";
        }

        return scenario.Fails ? throw new SandboxException(ExitCode.VerdictFail, $"it had to fail, and did not: {evidence}") : evidence;
    }

    private async Task<string> RehearseAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        var report = await ReportAsync(scenario.Paths, cancellationToken);
        return report.ExitCode == ExitCode.Success
            ? string.Create(CultureInfo.InvariantCulture, $"{report.Scripts.Count} rehearsed, rolled back, {report.Scripts.Sum(static script => script.Checks.Count)} checks passed")
            : throw new SandboxException(report.ExitCode, Reason(report));
    }

    private async Task<string> PlayAsync(string path, CancellationToken cancellationToken)
    {
        var report = await ReportAsync([path], cancellationToken);
        if (report.ExitCode is not (ExitCode.Success or ExitCode.VerdictFail) || report.Scripts.Count == 0)
        {
            throw new SandboxException(report.ExitCode, Reason(report));
        }

        RefuseLoss(path, report.Scripts[0].Effects);
        var request = new PromotionRequest { Path = path, Target = target, Policy = _policy, WorkingFolder = run.Folder };
        var done = await Promotion.RunAsync(
            request, static _ => { }, static _ => { }, effects =>
            {
                RefuseLoss(path, new EffectSummary { Tables = effects.Tables });
                return Task.CompletedTask;
            },
            cancellationToken);
        var added = done.Tables.Select(static table => string.Create(CultureInfo.InvariantCulture, $"{table.Table} {table.Work?.Inserted} inserted, {table.Work?.Updated} updated"));
        return string.Create(CultureInfo.InvariantCulture, $"committed as transaction {done.TransactionId}: {string.Join("; ", added)}");
    }

    private static void RefuseLoss(string path, EffectSummary effects)
    {
        var loss = (effects.Tables ?? []).Select(static table => table switch
        {
            { Dropped: true } => $"drops {table.Table}",
            { Truncated: > 0 } => $"truncates {table.Table}",
            { Work.Deleted: > 0 } => string.Create(CultureInfo.InvariantCulture, $"deletes {table.Work.Deleted} rows of {table.Table}"),
            { Work: null } => $"may delete rows of {table.Table}, which were not counted",
            _ => null,
        }).Concat((effects.Ddl ?? []).Select(static ddl => $"runs {ddl.Command} on {ddl.Object}")).FirstOrDefault(static what => what is not null);
        if (loss is not null)
        {
            throw new SandboxException(ExitCode.Refused, $"REFUSE: {path} {loss}; a phase only adds, so nothing of it was committed");
        }
    }

    private async Task<Report> ReportAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        // Snapshots would be received beside the scripts, and the source tree is only read.
        var report = await Rehearser.RunAsync(new RehearsalRequest { Paths = paths, WorkingFolder = run.Folder, Target = target, Policy = _policy, Snapshot = SnapshotContent.None }, cancellationToken);
        var trace = new StringBuilder();
        foreach (var script in report.Scripts)
        {
            trace.Append(CultureInfo.InvariantCulture, $"-- {script.Path}, sha256 {script.Sha256}\n").AppendJoin('\n', script.Steps.Select(static step => Redaction.Of(step.Text))).Append('\n');
        }

        await DurableFile.AppendAsync(names.Trace, Encoding.UTF8.GetBytes(trace.ToString()), cancellationToken);
        return report;
    }

    private static string Reason(Report report) => report.Message ?? report.Scripts.SelectMany(static script => script.Reasons).FirstOrDefault() ?? $"the verdict is {report.Verdict.ToString().ToLowerInvariant()}";

    private async Task ProveNothingIsLeftAsync(DatabaseState before, CancellationToken cancellationToken)
    {
        if (before.Compare(await StateAsync(before, cancellationToken)).Differences.FirstOrDefault(static difference => difference.Kind == ResidueKind.Logical) is { } left)
        {
            throw new SandboxException(ExitCode.Residue, $"it failed, and {left.What} of {left.Object} is not as before");
        }
    }

    private Task<DatabaseState> StateAsync(DatabaseState? before, CancellationToken cancellationToken) =>
        DatabaseState.CaptureAsync(target, new StateOptions { Rows = 0, Cluster = false, Before = before, Full = true }, cancellationToken);
}
