using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <content>Rehearsals in this process.</content>
internal sealed partial class FaultClone
{
    /// <summary>Makes one on the assembly's server.</summary>
    public static async Task<FaultClone> CreateAsync() => await OfAsync(TestServer.Server.Target(await TestServer.CreateFilledAsync("gov_test", Fixture)));

    /// <summary>For a server that will not answer again: a rehearsal need not wait for it as long as for one that may.</summary>
    public static RehearsalRequest WithoutRecovery(RehearsalRequest request) => request with { Recovery = TimeSpan.FromSeconds(1) };

    /// <summary>Rehearses a text in it.</summary>
    /// <param name="script">The text.</param>
    /// <param name="through">The way to the server; null for its own address.</param>
    /// <param name="configure">What is different from the usual.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public async Task<Report> RehearseAsync(
        string script, ConnectionTarget? through = null, Func<RehearsalRequest, RehearsalRequest>? configure = null, CancellationToken? cancellationToken = null)
    {
        using var folder = new TempFolder();
        var request = new RehearsalRequest
        {
            Paths = [await folder.WriteAsync("script.sql", script)],
            Target = through ?? Target,
            Policy = new Policy { RehearseAllow = [Target.Database] },
            Snapshot = SnapshotContent.None,
        };
        return await Rehearser.RunAsync(configure?.Invoke(request) ?? request, cancellationToken ?? Token);
    }
}
