using System.Text.Json;
using Sandbox.Rehearsal.Tests.Faults;

namespace Sandbox.Cli.Tests;

/// <summary>The governed commands: a sandbox from its birth to its tombstone, and what is refused with which code.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
public sealed class GovernedTests
{
    private static int s_patterns;

    private static string[] Server => ["-h", TestServer.Target("postgres").Host, "-p", $"{TestServer.Target("postgres").Port}", "-U", TestServer.User, "-d", "postgres"];

    [Test]
    public async Task A_sandbox_lives_from_create_to_tombstone()
    {
        var (folder, name) = NewFolder();
        using var _ = folder;
        folder.With("script.sql", "CREATE TABLE t (i int);\n");

        var created = await RunAsync(folder, "create", "--sandbox-id", name);
        var listed = await RunAsync(folder, "list", "--json");
        var again = await RunAsync(folder, "create", "--sandbox-id", name);
        var rehearsed = await SandboxProcess.RunAsync(folder, ["rehearse", "script.sql", "--snapshot", "none", .. Server[..^1], name]);
        var table = await RunAsync(folder, "list");
        var dropped = await RunAsync(folder, "drop", "--sandbox-id", name);
        var gone = await RunAsync(folder, "drop", "--sandbox-id", name);
        var orphans = await RunAsync(folder, "orphans");
        var verified = await SandboxProcess.RunAsync(folder, "ledger", "verify");

        created.ShouldExitWith(ExitCode.Success).Out.ShouldStartWith($$"""SANDBOX_JSON: {"sandbox_id":"{{name}}","sandbox_db":"{{name}}","owner":"the tests",""");
        listed.ShouldExitWith(ExitCode.Success).Json.GetProperty("sandboxes").EnumerateArray().ShouldHaveSingleItem().GetProperty("status").GetString().ShouldBe("active");
        again.ShouldExitWith(ExitCode.Refused).Error.ShouldContain("REUSE_BLOCK");
        rehearsed.ShouldExitWith(ExitCode.Success);
        table.ShouldExitWith(ExitCode.Success).Out.ShouldContain("(1 sandbox)");
        dropped.ShouldExitWith(ExitCode.Success).Out.ShouldBe($"RETIRED_OK: {name} retired\nno orphans\n");
        gone.ShouldExitWith(ExitCode.Success).Out.ShouldStartWith($"NO_OP: {name}");
        orphans.ShouldExitWith(ExitCode.Success).Out.ShouldBe("no orphans\n");
        verified.ShouldExitWith(ExitCode.Success).Out.ShouldStartWith("LEDGER_OK: 3 entries");
        File.ReadAllLines(folder[".sandbox/tombstones.jsonl"]).ShouldHaveSingleItem().ShouldContain(name);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(folder[".sandbox/ledger.jsonl"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [TestCase("create", ExitCode.AdmissionDenied, "ADMISSION_DENIED")]
    [TestCase("drop", ExitCode.AdmissionDenied, "ADMISSION_DENIED")]
    [TestCase("create --sandbox-id postgres", ExitCode.Refused, "REFUSE: sandbox name postgres does not match")]
    [TestCase("drop --sandbox-id postgres", ExitCode.Refused, "REFUSE: sandbox name postgres does not match")]
    [TestCase("orphans --retire postgres", ExitCode.Refused, "REFUSE: sandbox name postgres does not match")]
    [TestCase("create --sandbox-id NAME --force", ExitCode.Refused, "FORCE_DISABLED")]
    public async Task A_refusal_comes_before_anything_connects(string words, ExitCode code, string message)
    {
        var (folder, name) = NewFolder();
        using var _ = folder;

        var run = await SandboxProcess.RunAsync(folder, [.. words.Replace("NAME", name, StringComparison.Ordinal).Split(' '), "--target", "postgresql://nobody@127.0.0.1:1/postgres"]);

        run.ShouldExitWith(code).Error.ShouldContain(message);
    }

    [Test]
    public async Task Without_a_registry_row_nothing_is_dropped()
    {
        var (folder, name) = NewFolder();
        using var _ = folder;
        await TestServer.RunAsync("postgres", $"CREATE DATABASE {name} TEMPLATE template0");

        var dropped = await RunAsync(folder, "drop", "--sandbox-id", name);
        var orphans = await RunAsync(folder, "orphans");
        var retired = await RunAsync(folder, "orphans", "--retire", name);

        dropped.ShouldExitWith(ExitCode.NotRegistered).Error.ShouldContain("REFUSE:");
        orphans.ShouldExitWith(ExitCode.Success).Out.ShouldStartWith($"orphan database {name}: ");
        retired.ShouldExitWith(ExitCode.Success).Error.ShouldContain("RETIRED_OK");
        (await TestServer.AskAsync("postgres", $"SELECT count(*) FROM pg_database WHERE datname = '{name}'")).ShouldBe("0");
    }

    [Test]
    public async Task A_ledger_that_somebody_changed_exits_with_1()
    {
        var (folder, name) = NewFolder();
        using var _ = folder;
        (await RunAsync(folder, "create", "--sandbox-id", name)).ShouldExitWith(ExitCode.Success);
        var path = folder[".sandbox/ledger.jsonl"];
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("the tests", "somebody", StringComparison.Ordinal));

        var run = await SandboxProcess.RunAsync(folder, "ledger", "verify");

        run.ShouldExitWith(ExitCode.VerdictFail).Out.ShouldContain("ledger.jsonl:1: changed");
        await TestServer.RunAsync("postgres", $"DROP DATABASE {name}");
    }

    [TestCase("CREATE DATABASE")]
    [TestCase("CREATE SCHEMA IF NOT EXISTS sbx_meta")]
    [TestCase("INSERT INTO sbx_meta.sandbox_registry")]
    [TestCase("COMMIT\0")]
    [Platform("Linux")]
    public async Task A_create_that_is_killed_leaves_nothing_or_an_orphan_that_is_found(string moment)
    {
        var (folder, name) = NewFolder();
        using var _ = folder;
        await KillAtAsync(folder, name, moment);

        var isThere = await TestServer.AskAsync("postgres", $"SELECT count(*) FROM pg_database WHERE datname = '{name}'") is "1";
        var orphans = JsonDocument.Parse((await RunAsync(folder, "orphans", "--json")).ShouldExitWith(ExitCode.Success).Out).RootElement.GetProperty("orphans");
        orphans.GetArrayLength().ShouldBe(isThere ? 1 : 0);
        (await RunAsync(folder, "create", "--sandbox-id", name)).ShouldExitWith(isThere ? ExitCode.Refused : ExitCode.Success);
        (await RunAsync(folder, isThere ? ["orphans", "--retire", name] : ["drop", "--sandbox-id", name])).ShouldExitWith(ExitCode.Success);
    }

    [Test]
    [Platform("Linux")]
    public async Task A_create_that_is_killed_in_its_last_step_leaves_an_orphan_or_a_sandbox_that_can_be_dropped()
    {
        var (folder, name) = NewFolder();
        using var _ = folder;
        await KillAtAsync(folder, name, "UPDATE sbx_meta.sandbox_registry");

        var orphans = (await RunAsync(folder, "orphans")).ShouldExitWith(ExitCode.Success).Out;
        (await RunAsync(folder, "create", "--sandbox-id", name)).ShouldExitWith(ExitCode.Refused).Error.ShouldContain("REUSE_BLOCK");
        var retired = (await RunAsync(folder, orphans.Contains(name, StringComparison.Ordinal) ? ["orphans", "--retire", name] : ["drop", "--sandbox-id", name])).ShouldExitWith(ExitCode.Success);
        (retired.Out + retired.Error).ShouldContain("RETIRED_OK");
        (await SandboxProcess.RunAsync(folder, "ledger", "verify")).ShouldExitWith(ExitCode.Success);
    }

    /// <summary>Kills a create at what it sends, and waits until the server, which may still get that, is done with it.</summary>
    private static async Task KillAtAsync(TempFolder folder, string name, string moment)
    {
        await using (var proxy = new FaultProxy(TestServer.Target("postgres"), moment))
        {
            using var process = SandboxProcess.Start(folder, [], "create", "--sandbox-id", name, "-h", proxy.Target.Host, "-p", $"{proxy.Target.Port}", "-U", proxy.Target.User, "-d", "postgres");
            await proxy.ReachedAsync();
            process.Kill();
            await process.EndAsync();
        }

        // What the server got before the end it may still do; until its session is gone it is at work.
        while (await TestServer.AskAsync(
            "postgres",
            $"""
            SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' OR query LIKE '%{name}%' AND pid <> pg_backend_pid() AND state = 'active')
                + (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND (classid::int8 << 32 | objid::int8) = hashtextextended('sandbox at work: {name}', 0))
            """) is not "0")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.CurrentContext.CancellationToken);
        }
    }

    [TestCase("INSERT INTO sbx_meta.retirement_event")]
    [TestCase("SET status = $2")]
    [TestCase("json_build_object")]
    [TestCase("WITH (FORCE)")]
    [Platform("Linux")]
    public async Task A_drop_that_is_killed_is_finished_by_the_next(string moment)
    {
        var (folder, name) = NewFolder();
        using var _ = folder;
        (await RunAsync(folder, "create", "--sandbox-id", name)).ShouldExitWith(ExitCode.Success);
        await using (var proxy = new FaultProxy(TestServer.Target("postgres"), moment))
        {
            using var process = SandboxProcess.Start(folder, [], "drop", "--sandbox-id", name, "-h", proxy.Target.Host, "-p", $"{proxy.Target.Port}", "-U", proxy.Target.User, "-d", "postgres");
            await proxy.ReachedAsync();
            process.Kill();
            await process.EndAsync();
        }

        (await RunAsync(folder, "drop", "--sandbox-id", name)).ShouldExitWith(ExitCode.Success).Out.ShouldEndWith("no orphans\n");
        (await TestServer.AskAsync("postgres", $"SELECT count(*) FROM pg_database WHERE datname = '{name}'")).ShouldBe("0");
        (await SandboxProcess.RunAsync(folder, "ledger", "verify")).ShouldExitWith(ExitCode.Success);
    }

    private static (TempFolder Folder, string Name) NewFolder()
    {
        var prefix = $"governed_{Interlocked.Increment(ref s_patterns)}_";
        return (new TempFolder().With("sandbox.json", $$"""{ "rehearse": { "allow": ["{{prefix}}*"] }, "sandbox": { "pattern": "^{{prefix}}[0-9]{4}$", "owner": "the tests" } }"""), $"{prefix}0912");
    }

    private static Task<SandboxRun> RunAsync(TempFolder folder, params string[] words) => SandboxProcess.RunAsync(folder, [.. words, .. Server]);
}
