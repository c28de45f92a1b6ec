using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Bench;

/// <summary>One script that is rehearsed again and again on one clone, as <c>dotnet test</c> does it with many scripts.</summary>
internal sealed class Repeated
{
    private readonly ScriptPlan _plan;
    private readonly RehearsalRequest _request;
    private readonly Clones _clones;

    private Repeated(ScriptPlan plan, RehearsalRequest request, Clones clones) => (_plan, _request, _clones) = (plan, request, clones);

    /// <summary>Plans it.</summary>
    public static async Task<Repeated> PlanAsync(Clones clones, string script)
    {
        var request = new RehearsalRequest { Paths = [script], Snapshot = SnapshotContent.None };
        return new Repeated(await ScriptPlanner.PlanAsync(script, request, CancellationToken.None), request, clones);
    }

    /// <summary>A copy of the clone, for who copies it again.</summary>
    public async Task<string> TemplateAsync(ServerDatabases databases)
    {
        var database = _plan.Directives.Database ?? _request.Policy.FirstAdmittedName();
        var clone = await _clones.TakeAsync(database, _plan.Fixture, CancellationToken.None);
        _clones.Return(database, _plan.Fixture, clone, isProven: true);
        await databases.CopyAsync(clone.Database, "template_of_bench", CancellationToken.None);
        return "template_of_bench";
    }

    /// <summary>Rehearses it.</summary>
    /// <param name="count">How often.</param>
    /// <param name="effects">Whether its effects are measured.</param>
    /// <param name="processor">The processor time that it takes, its own and the server's.</param>
    /// <returns>Milliseconds for each, and milliseconds of processor time.</returns>
    public async Task<(double Time, double Processor)> MeasureAsync(int count, bool effects, ProcessorTime processor)
    {
        var request = _request with { MeasuresEffects = effects };
        var before = processor.Read();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var report = await Rehearser.RunAsync(_plan, request, _clones, CancellationToken.None);
            if (report.ExitCode != ExitCode.Success)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"exit code {(int)report.ExitCode}: {report.Message} {JsonReporter.Write(report)}"));
            }
        }

        return (watch.Elapsed.TotalMilliseconds / count, (processor.Read() - before) / count);
    }

    /// <summary>How long the proof of one rehearsal takes, by its own word.</summary>
    public async Task<double> ProofAsync()
    {
        var report = await Rehearser.RunAsync(_plan, _request, _clones, CancellationToken.None);
        return report.NetZero is { LeavesNothing: true } proof ? proof.ElapsedMs : throw new InvalidOperationException(JsonReporter.Write(report));
    }

    /// <summary>The median of all rounds but the first, which warms up.</summary>
    public static double Median(IEnumerable<double> times) => times.Skip(1).Order().ElementAt((times.Count() - 1) / 2);
}
