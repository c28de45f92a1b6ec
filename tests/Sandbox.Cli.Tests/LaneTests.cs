using System.Runtime.InteropServices;

namespace Sandbox.Cli.Tests;

/// <summary>The disposable lane, scripts and those that revert them, from the command line.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
public sealed class LaneTests
{
    private const string Policy = """{ "rehearse": { "allow": ["lane_*"] } }""";

    [Test]
    public async Task A_script_that_no_transaction_can_hold_runs_on_a_copy()
    {
        using var cache = new OwnCache();
        using var folder = new TempFolder().With("sandbox.json", Policy).With("script.sql", "CREATE INDEX CONCURRENTLY i ON t (i);\nVACUUM t;\n");
        var database = await TestServer.CreateDatabaseAsync("lane_", "CREATE TABLE t (i int)");

        var refused = await SandboxProcess.RunAsync(folder, cache.Environment, ["rehearse", "script.sql", "--snapshot", "none", .. database.Words]);
        var run = await SandboxProcess.RunAsync(folder, cache.Environment, ["rehearse", "script.sql", "--snapshot", "none", "--lane", "auto", .. database.Words]);

        refused.ShouldExitWith(ExitCode.Refused).Out.ShouldContain("script.sql:1:1: CREATE INDEX is refused: CREATE INDEX CONCURRENTLY cannot run in a transaction block; --lane disposable runs it on a copy");
        run.ShouldExitWith(ExitCode.Success);
        run.Out.ShouldContain($"script.sql on a copy of {database.Name} ");
        run.Out.ShouldContain("disposable lane (auto: script.sql:1: CREATE INDEX CONCURRENTLY cannot run in a transaction block)");
        run.Out.ShouldContain("committed on a copy, which is dropped");
    }

    [Test]
    public async Task On_a_server_of_its_own_it_needs_no_target()
    {
        using var folder = new TempFolder().With("clone.sql", "CREATE TABLE t (i int);\n").With("script.sql", "-- sandbox: lane disposable\nBEGIN;\nINSERT INTO t VALUES (1);\nCOMMIT;\nVACUUM t;\nSELECT current_database(), count(*) FROM t;\n");

        (await SandboxProcess.RunAsync(folder, "rehearse", "script.sql", "--accept")).ShouldExitWith(ExitCode.Success);
        var run = await SandboxProcess.RunAsync(folder, "rehearse", "script.sql", "--json");

        // The copy's name is another one each time; the snapshot has the clone's.
        run.ShouldExitWith(ExitCode.Success);
        var script = run.Json.GetProperty("scripts")[0];
        script.GetProperty("snapshot").GetProperty("status").GetString().ShouldBe("matched");
        script.GetProperty("lane").GetString().ShouldBe("disposable");
        script.GetProperty("effects").GetProperty("locks").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        run.Json.GetProperty("target").GetProperty("capabilities").EnumerateArray().ShouldContain(static line => line.GetString()!.StartsWith("rewrites, locks", StringComparison.Ordinal));
    }

    [Test]
    public async Task A_revert_that_forgets_something_fails_and_names_it()
    {
        using var folder = new TempFolder().With("sandbox.json", Policy)
            .With("up.sql", "ALTER TABLE t ADD v text;\nUPDATE t SET v = 'x';\n").With("down.sql", "ALTER TABLE t DROP v;\n").With("forgetful.sql", "UPDATE t SET v = NULL;\n");
        var database = await TestServer.CreateDatabaseAsync("lane_", "CREATE TABLE t (i int PRIMARY KEY)", "INSERT INTO t VALUES (1)");

        var run = await SandboxProcess.RunAsync(folder, ["rehearse", "up.sql", "--revert", "down.sql", .. database.Words]);
        var forgetful = await SandboxProcess.RunAsync(folder, ["rehearse", "up.sql", "--revert", "forgetful.sql", .. database.Words]);

        run.ShouldExitWith(ExitCode.Success).Out.ShouldContain("equal: after down.sql catalog and data are as before up.sql");
        forgetful.ShouldExitWith(ExitCode.VerdictFail).Out.ShouldContain("column public.t.v: added");
    }

    [TestCase("rehearse x.sql --lane fast", "--lane fast: unknown lane; say rollback, disposable or auto")]
    [TestCase("rehearse x.sql --prepare", "add --lane disposable")]
    [TestCase("rehearse x.sql y.sql --revert x.sql", "--revert x.sql reverts one script, and 2 are named; name one")]
    public async Task A_wrong_word_is_told(string words, string message)
    {
        using var folder = new TempFolder().With("x.sql", "SELECT 1;").With("y.sql", "SELECT 1;");

        (await SandboxProcess.RunAsync(folder, words.Split(' '))).ShouldExitWith(ExitCode.Usage).Error.ShouldContain(message);
    }

    [Test]
    [Platform("Linux")]
    public async Task What_a_killed_run_left_goes_at_the_next_start()
    {
        using var cache = new OwnCache();
        using var folder = new TempFolder().With("sandbox.json", Policy).With("sleeps.sql", "CREATE TABLE made (i int);\nSELECT pg_sleep(170) AS killed_in_the_copy;\n").With("next.sql", "SELECT 1;\n");
        var database = await TestServer.CreateDatabaseAsync("lane_");
        using var process = SandboxProcess.Start(folder, cache.Environment, ["rehearse", "sleeps.sql", "--lane", "disposable", "--statement-timeout", "0", .. database.Words]);
        string? copy;
        while ((copy = await TestServer.AskAsync("postgres", "SELECT datname FROM pg_stat_activity WHERE query LIKE '%killed_in_the_copy%' AND wait_event = 'PgSleep'")) is null)
        {
            process.HasExited.ShouldBeFalse();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.CurrentContext.CancellationToken);
        }

        process.Kill();
        await process.EndAsync();

        // The killed run's session in the clone ends once the server notices; until then the clone cannot be copied.
        while (await TestServer.AskAsync("postgres", $"SELECT 1 FROM pg_stat_activity WHERE datname = '{database.Name}'") is not null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.CurrentContext.CancellationToken);
        }

        var isLeft = await TestServer.AskAsync("postgres", $"SELECT 1 FROM pg_database WHERE datname = '{copy}'");
        var run = await SandboxProcess.RunAsync(folder, cache.Environment, ["rehearse", "next.sql", "--lane", "disposable", "--snapshot", "none", .. database.Words]);

        isLeft.ShouldBe("1");
        run.ShouldExitWith(ExitCode.Success);
        (await TestServer.AskAsync("postgres", $"SELECT 1 FROM pg_database WHERE datname = '{copy}'")).ShouldBeNull();
    }

    [Test]
    [Platform("Linux")]
    public async Task An_interruption_drops_the_copy()
    {
        using var cache = new OwnCache();
        using var folder = new TempFolder().With("sandbox.json", Policy).With("sleeps.sql", "SELECT pg_sleep(170) AS interrupted_in_the_copy;\n");
        var database = await TestServer.CreateDatabaseAsync("lane_");
        using var process = SandboxProcess.Start(folder, cache.Environment, ["rehearse", "sleeps.sql", "--lane", "disposable", "--statement-timeout", "0", .. database.Words]);
        string? copy;
        while ((copy = await TestServer.AskAsync("postgres", "SELECT datname FROM pg_stat_activity WHERE query LIKE '%interrupted_in_the_copy%' AND wait_event = 'PgSleep'")) is null)
        {
            process.HasExited.ShouldBeFalse();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.CurrentContext.CancellationToken);
        }

        process.Signal(PosixSignal.SIGINT);
        var run = await process.EndAsync();

        run.ShouldExitWith(ExitCode.Interrupted).Out.ShouldContain("interrupted; what ran is dropped with its copy");
        (await TestServer.AskAsync("postgres", $"SELECT 1 FROM pg_database WHERE datname = '{copy}'")).ShouldBeNull();
    }
}
