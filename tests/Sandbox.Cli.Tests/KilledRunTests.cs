using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Tests.Faults;

namespace Sandbox.Cli.Tests;

/// <summary>SIGKILL at every moment of a run: the clone is as before, and no session or server of the run stays.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
[CancelAfter(180_000)]
public sealed class KilledRunTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    private static IEnumerable<string> Moments => [.. Moment.BeforeTheScript, .. Moment.InTheScript, .. Moment.InTheProof];

    [TestCaseSource(nameof(Moments))]
    public async Task A_run_killed_at_a_message_leaves_the_clone_as_it_was(string moment)
    {
        var clone = await CreateAsync();
        await using var proxy = new FaultProxy(clone.Target, moment);
        using var folder = FolderFor(clone, Moment.Script);
        using var process = Start(folder, proxy.Target);

        await proxy.ReachedAsync();
        process.HasExited.ShouldBeFalse();
        process.Kill();
        await process.EndAsync();

        await clone.ShouldBeAsBeforeAsync();
    }

    [TestCase("SELECT pg_sleep(3600);")]
    [TestCase("DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(1); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$;", Description = "no cancellation ends it")]
    public async Task A_run_killed_in_a_statement_leaves_no_session_that_goes_on(string statement)
    {
        var clone = await CreateAsync();
        using var folder = FolderFor(clone, $"DELETE FROM kept;\n{statement}\n");
        using var process = Start(folder, clone.Target);

        await clone.UntilRunsAsync(statement[..^1]);
        process.Kill();
        await process.EndAsync();

        await clone.ShouldBeAsBeforeAsync();
    }

    [Test]
    public async Task A_run_killed_while_its_own_server_starts_leaves_none()
    {
        using var cache = new OwnCache();
        using var folder = new TempFolder().With("script.sql", "SELECT 1;");
        using var process = SandboxProcess.Start(folder, cache.Environment, "rehearse", "script.sql");
        while (cache.Runs.Count == 0 && !process.HasExited)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), Token);
        }

        process.Kill();
        await process.EndAsync();

        await cache.UntilEmptyAsync();
    }

    [Test]
    public async Task A_run_killed_while_it_builds_its_clone_leaves_no_server()
    {
        using var cache = new OwnCache();
        using var folder = new TempFolder().With("script.sql", "SELECT 1;").With("clone.sql", "SELECT pg_sleep(3600);");
        using var process = SandboxProcess.Start(folder, cache.Environment, "rehearse", "script.sql");
        while (!await cache.IsSleepingAsync())
        {
            process.HasExited.ShouldBeFalse();
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }

        process.Kill();
        await process.EndAsync();

        await cache.UntilEmptyAsync();
    }

    private static async Task<FaultClone> CreateAsync() => await FaultClone.InAsync(TestServer.Target((await TestServer.CreateDatabaseAsync("killed")).Name));

    private static TempFolder FolderFor(FaultClone clone, string script) =>
        new TempFolder().With("script.sql", script).With("sandbox.json", $$"""{ "rehearse": { "allow": ["{{clone.Target.Database}}"] } }""");

    private static SandboxProcess Start(TempFolder folder, ConnectionTarget target) =>
        SandboxProcess.Start(folder, [], "rehearse", "script.sql", "-h", target.Host, "-p", $"{target.Port}", "-U", target.User, "-d", target.Database);
}
