using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>Through PgBouncer, which gives each transaction, or each session, one of a few sessions of the server.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
public sealed class PgBouncerTests
{
    private const string Busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'";

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("transaction", 1)]
    [TestCase("transaction", 3)]
    [TestCase("session", 2)]
    public async Task A_rehearsal_is_rolled_back_and_proven(string mode, int poolSize)
    {
        var clone = await FaultClone.CreateAsync();
        await using (var bouncer = await PgBouncer.StartAsync(mode, poolSize))
        {
            var report = await clone.RehearseAsync(Moment.Script, bouncer.Target(clone.Target.Database));

            report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
            report.ShouldBeProven();
        }

        await clone.ShouldBeAsBeforeAsync();
    }

    [TestCase("transaction", "")]
    [TestCase("transaction", "BEGIN;\nSELECT 1/0;\n", Description = "the transaction has failed when it ends")]
    [TestCase("session", "")]
    public async Task Nothing_of_the_servers_session_comes_to_the_next_client(string mode, string end)
    {
        const string Held = "SELECT (SELECT count(*) FROM pg_prepared_statements) || ',' || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";
        var clone = await FaultClone.CreateAsync();
        await using var bouncer = await PgBouncer.StartAsync(mode, poolSize: 1);
        var before = await bouncer.AskAsync(clone.Target.Database, "SELECT pg_backend_pid()");

        var report = await clone.RehearseAsync(
            $"PREPARE kept_statement AS SELECT 1;\nSELECT pg_advisory_lock(42);\nSET search_path = nowhere;\n{end}", bouncer.Target(clone.Target.Database));

        report.ExitCode.ShouldBe(end.Length > 0 ? ExitCode.VerdictFail : ExitCode.Success, report.Message);
        report.ShouldBeProven();
        (await bouncer.AskAsync(clone.Target.Database, "SELECT pg_backend_pid()")).ShouldNotBe(before);
        (await bouncer.AskAsync(clone.Target.Database, Held)).ShouldBe("0,0");
        (await bouncer.AskAsync(clone.Target.Database, "SHOW search_path")).ShouldBe("\"$user\", public");
    }

    [Test]
    public async Task An_interruption_reaches_the_statement([Values("transaction", "session")] string mode)
    {
        var clone = await FaultClone.CreateAsync();
        await using var bouncer = await PgBouncer.StartAsync(mode, poolSize: 2);
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = clone.RehearseAsync("DELETE FROM kept;\nSELECT pg_sleep(600);\n", bouncer.Target(clone.Target.Database), cancellationToken: interruption.Token);

        await clone.UntilRunsAsync("SELECT pg_sleep");
        await interruption.CancelAsync();
        var report = await running;

        report.ExitCode.ShouldBe(ExitCode.Interrupted, report.Message);
        report.ShouldBeProven();
        (await bouncer.AskAsync(clone.Target.Database, Busy)).ShouldBe("0");
    }

    [Test]
    public async Task A_hang_is_ended_with_the_statements_time([Values("transaction", "session")] string mode)
    {
        var clone = await FaultClone.CreateAsync();
        await using var bouncer = await PgBouncer.StartAsync(mode, poolSize: 2);

        var report = await clone.RehearseAsync(
            "DELETE FROM kept;\nDO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(1); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$;\n",
            bouncer.Target(clone.Target.Database),
            static request => request with { StatementTimeout = TimeSpan.FromSeconds(1) });

        report.ExitCode.ShouldBe(ExitCode.VerdictFail, report.Message);
        report.Message.ShouldNotBeNull().ShouldContain("took longer than 1 s");
        report.ShouldBeProven();
        (await bouncer.AskAsync(clone.Target.Database, Busy)).ShouldBe("0");
    }

    [Test]
    public async Task A_session_that_somebody_ends_is_lost_and_proven([Values("transaction", "session")] string mode)
    {
        var clone = await FaultClone.CreateAsync();
        await using var bouncer = await PgBouncer.StartAsync(mode, poolSize: 2);
        var running = clone.RehearseAsync("DELETE FROM kept;\nSELECT pg_sleep(600);\n", bouncer.Target(clone.Target.Database));

        await clone.UntilRunsAsync("SELECT pg_sleep");
        await clone.EndBackendAsync("SELECT pg_sleep");
        var report = await running;

        report.ExitCode.ShouldBe(ExitCode.Unavailable, report.Message);
        report.ShouldBeProven();
    }

    [Test]
    public async Task Where_the_pooler_itself_ends_nothing_is_proven_and_nothing_is_left()
    {
        var clone = await FaultClone.CreateAsync();
        Task<Report> running;
        await using (var bouncer = await PgBouncer.StartAsync("transaction", poolSize: 2))
        {
            running = clone.RehearseAsync("DELETE FROM kept;\nSELECT pg_sleep(600);\n", bouncer.Target(clone.Target.Database), FaultClone.WithoutRecovery);
            await clone.UntilRunsAsync("SELECT pg_sleep");
        }

        var report = await running;

        report.ExitCode.ShouldBe(ExitCode.Residue, report.Message);
        report.Script().NetZero!.Proven.ShouldBe(ProofStatus.NotProven);
        await clone.ShouldBeAsBeforeAsync();
    }

    [Test]
    public async Task The_guard_sees_the_database_behind_the_poolers_name([Values("transaction", "session")] string mode)
    {
        var clone = await FaultClone.CreateAsync();
        var production = await TestServer.CreateDatabaseAsync("production", "CREATE TABLE kept (n int)");
        await using var bouncer = await PgBouncer.StartAsync(mode, poolSize: 2, (clone.Target.Database, production));

        var report = await clone.RehearseAsync(Moment.Script, bouncer.Target(clone.Target.Database));

        report.ExitCode.ShouldBe(ExitCode.Refused, report.Message);
        report.Scripts.ShouldBeEmpty();
    }

    [Test]
    public async Task Pooling_by_statement_is_refused_with_the_reason()
    {
        var clone = await FaultClone.CreateAsync();
        await using var bouncer = await PgBouncer.StartAsync("statement", poolSize: 2);

        var report = await clone.RehearseAsync(Moment.Script, bouncer.Target(clone.Target.Database));

        report.ExitCode.ShouldBe(ExitCode.Refused, report.Message);
        report.Message.ShouldNotBeNull().ShouldContain("statement");
        report.Scripts.ShouldBeEmpty();
    }
}
