using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.NetZero;

/// <summary>A clone is used for another script only after it is proven that the one before left nothing.</summary>
public sealed class CloneReuseTests
{
    [Test]
    public async Task A_clone_is_used_again_after_its_proof_and_a_fresh_one_is_taken_after_residue()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var server = await ThrowawayServer.StartAsync(new ThrowawayOptions(), cancellationToken);
        var clones = new Clones(server, PsqlDialect.Newest);
        using var folder = new TempFolder();

        var first = await RunAsync("SELECT 1;\n", Defences.All);
        var second = await RunAsync("SELECT 2;\n", Defences.All);

        // Without the layers that would refuse it, a slot that no rollback takes back.
        var leaves = await RunAsync("SELECT pg_create_physical_replication_slot('left');\n", Defences.None);
        var after = await RunAsync("SELECT 3;\n", Defences.All);
        var failed = await RunAsync("COMMIT;\n", Defences.None);
        var last = await RunAsync("SELECT 4;\n", Defences.All);

        (first.NetZero!.Proven, second.NetZero!.Proven, leaves.NetZero!.Proven).ShouldBe((ProofStatus.Proven, ProofStatus.Proven, ProofStatus.Proven));
        second.Target!.Database.ShouldBe(first.Target!.Database);
        leaves.Target!.Database.ShouldBe(first.Target.Database);
        leaves.NetZero.Residue.ShouldHaveSingleItem().Object.ShouldBe("replication slot left");
        after.Target!.Database.ShouldNotBe(first.Target.Database);
        (failed.NetZero!.Proven, failed.Target!.Database).ShouldBe((ProofStatus.NotProven, after.Target.Database));
        last.Target!.Database.ShouldNotBe(after.Target.Database);

        async Task<Report> RunAsync(string text, Defences defences)
        {
            var path = Path.Combine(folder.Path, "script.sql");
            await File.WriteAllTextAsync(path, text, cancellationToken);
            var request = new RehearsalRequest { Paths = [path], Snapshot = SnapshotContent.None };
            var plan = await ScriptPlanner.PlanAsync(path, request with { Defences = defences }, cancellationToken);
            return await Rehearser.RunAsync(plan, request with { Defences = defences }, clones, cancellationToken);
        }
    }
}
