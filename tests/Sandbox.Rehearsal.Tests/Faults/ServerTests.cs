using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Tests.States;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>The server stops, crashes, or has no room or memory left.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
public sealed class ServerTests
{
    private const string Hanging = "DELETE FROM kept;\nSELECT pg_sleep(600);\n";

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task Of_a_server_that_stopped_nothing_is_proven_and_that_is_said()
    {
        await using var server = await OwnServer.StartAsync();
        var clone = await FaultClone.InAsync(server.Target);
        var running = clone.RehearseAsync(Hanging, configure: FaultClone.WithoutRecovery);

        await clone.UntilRunsAsync("SELECT pg_sleep");
        await server.StopAsync("immediate");
        var report = await running;

        report.ExitCode.ShouldBe(ExitCode.Residue, report.Message);
        report.Message.ShouldNotBeNull().ShouldContain("is lost");
        report.Script().NetZero!.Proven.ShouldBe(ProofStatus.NotProven);
        report.Script().NetZero!.Reason.ShouldNotBeNull().ShouldContain("cannot connect");
        await server.PostgresAsync();
        await clone.ShouldBeAsBeforeAsync();
    }

    [Test]
    public async Task A_server_that_was_stopped_before_is_unreachable()
    {
        await using var server = await OwnServer.StartAsync();
        var clone = await FaultClone.InAsync(server.Target);
        await server.StopAsync("immediate");

        var report = await clone.RehearseAsync(Hanging);

        report.ExitCode.ShouldBe(ExitCode.Unavailable, report.Message);
        report.Message.ShouldNotBeNull().ShouldContain("cannot connect");
        await server.PostgresAsync();
        await clone.ShouldBeAsBeforeAsync();
    }

    [TestCase("fast")]
    [TestCase("immediate")]
    public async Task Of_a_server_that_was_restarted_nothing_is_proven(string mode)
    {
        await using var server = await OwnServer.StartAsync();
        var clone = await FaultClone.InAsync(server.Target);
        var running = clone.RehearseAsync(Hanging);

        await clone.UntilRunsAsync("SELECT pg_sleep");
        await server.RestartAsync(mode);
        var report = await running;

        ShouldBeRestarted(report);
        await clone.ShouldBeAsBeforeAsync();
    }

    [TestCase("postgres")]
    [TestCase("plain", Description = "who may not see what other sessions do")]
    public async Task A_server_that_recovers_from_the_crash_of_a_backend_has_restarted_too(string owner)
    {
        await using var server = await OwnServer.StartAsync();
        await using (var session = await WireSession.OpenAsync(server.Target, Token))
        {
            await session.QueryAsync("CREATE ROLE plain LOGIN", Token);
            await session.QueryAsync($"CREATE DATABASE crashing OWNER {owner}", Token);
        }

        var clone = await FaultClone.InAsync(server.Target with { Database = "crashing", User = owner });
        var running = clone.RehearseAsync(Hanging);
        await clone.UntilRunsAsync("SELECT pg_sleep");

        // As the kernel does where memory runs out.
        await using (var session = await WireSession.OpenAsync(clone.Target, Token))
        {
            var id = await session.ScalarAsync("SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'", Token);
            using var backend = Process.GetProcessById(int.Parse(id!, CultureInfo.InvariantCulture));
            backend.Kill();
        }

        var report = await running;

        ShouldBeRestarted(report);
        await clone.ShouldBeAsBeforeAsync();
    }

    [Test]
    public async Task A_statement_for_which_memory_does_not_suffice_fails_the_script()
    {
        await using var server = await OwnServer.StartAsync(memory: 800_000);
        var clone = await FaultClone.InAsync(server.Target);

        var report = await clone.RehearseAsync(
            """
            DELETE FROM kept;
            SET work_mem = '2GB';
            SELECT length(array_agg(repeat('x', 1000) || g)::text) FROM generate_series(1, 2000000) g;
            SELECT 'goes on';
            """);

        report.ExitCode.ShouldBe(ExitCode.VerdictFail, report.Message);
        report.Script().Steps.Single(static step => step.Error is not null).Error!.SqlState.ShouldBe("53200");
        report.Script().Steps[^1].Rows.ShouldBe(1);
        report.ShouldBeProven();
        await clone.ShouldBeAsBeforeAsync();
    }

    [Test]
    public async Task A_full_disk_fails_the_statement_that_fills_it()
    {
        await using var server = await OwnServer.StartAsync();
        await using var disk = await SmallDisk.MountAsync(Path.Combine(server.Folder, "disk"));
        await using (var session = await WireSession.OpenAsync(server.Target, Token))
        {
            await session.QueryAsync($"CREATE TABLESPACE small LOCATION '{disk.Path}'", Token);
        }

        var clone = await FaultClone.InAsync(server.Target);
        var report = await clone.RehearseAsync(
            """
            DELETE FROM kept;
            CREATE TABLE large (t text) TABLESPACE small;
            INSERT INTO large SELECT repeat('x', 1000) FROM generate_series(1, 100000);
            SELECT 'goes on';
            """);

        report.ExitCode.ShouldBe(ExitCode.VerdictFail, report.Message);
        report.Script().Steps.Single(static step => step.Error is not null).Error!.SqlState.ShouldBe("53100");
        report.ShouldBeProven();
        await clone.ShouldBeAsBeforeAsync();
    }

    private static void ShouldBeRestarted(Report report)
    {
        report.ExitCode.ShouldBe(ExitCode.Residue, report.Message);
        report.Message.ShouldNotBeNull().ShouldContain("is lost");
        report.Script().NetZero!.Proven.ShouldBe(ProofStatus.NotProven);
        report.Script().NetZero!.Reason.ShouldNotBeNull().ShouldContain("restarted");
        report.Script().NetZero!.Residue.ShouldBeEmpty();
    }
}
