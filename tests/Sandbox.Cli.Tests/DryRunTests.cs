using System.Text;
using Sandbox.Rehearsal.Tests;
using Sandbox.Tests;

namespace Sandbox.Cli.Tests;

/// <summary>A dry run by the program: to its end, and killed at every step of its journal. What it made goes by <c>teardown --run</c>, and beside it nothing does.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
[CancelAfter(300_000)]
public sealed class DryRunTests
{
    private const string Password = "hush-quiet-1";

    private static readonly (string Name, string Value)[] s_open = [("DRYRUN_OPEN", "yes")];

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    /// <summary>What a journal's line has where the run is killed behind it.</summary>
    private static IEnumerable<string> Moments => CasesToPlay.Of<string>(
    [
        "Begun", "Gate G-13", "Asset File",
        "Making folder", "Made folder", "Making server", "Made server", "Gate G-06 again", "Making secret", "Made secret", "Making dump", "Made dump", "Made sha256", "Made database",
        "Playing phase", "Played phase", "Playing rehearsal", "Played rehearsal", "Ended",
        "Scanned secrets", "Removing server", "Removed server", "Removing dump", "Removed dump", "Removing secret", "Removed secret", "Removing folder", "Removed folder", "Closed",
    ]);

    /// <summary>The same, of what an engine makes.</summary>
    private static IEnumerable<string> EngineMoments => CasesToPlay.Of<string>(
    [
        "Made container", "Making network", "Made network", "Making volume", "Making container", "Playing phase", "Removing container", "Removed volume",
    ]);

    [Test]
    public async Task A_dry_run_goes_from_its_gates_to_its_close()
    {
        using var run = await TestShop.CreateAsync();

        var done = (await SandboxProcess.RunAsync(run.Folder, run.Environment, "dryrun", "run", "dryrun.json", "--run", run.Id)).ShouldExitWith(ExitCode.Success);

        var lines = done.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[^1].ShouldBe("DRY_RUN_OK");
        lines[^2].ShouldStartWith($"CLOSED_CLEANLY: {run.Id}");
        lines.Count(static line => line.StartsWith("REMOVED: ", StringComparison.Ordinal)).ShouldBe(4);
        (done.Out + done.Error).ShouldNotContain(Password);
        (await SandboxProcess.RunAsync(run.Folder, run.Environment, "teardown", "--run", run.Id)).ShouldExitWith(ExitCode.Success);
        await run.ShouldBeGoneAsync();
    }

    [Test]
    public async Task A_closed_gate_exits_with_64_and_makes_nothing()
    {
        using var run = await TestShop.CreateAsync();

        var done = await SandboxProcess.RunAsync(run.Folder, "dryrun", "run", "dryrun.json", "--run", run.Id);

        done.ShouldExitWith(ExitCode.GateClosed).Error.ShouldContain("GATE_CLOSED");
        run.Folder.Files.ShouldNotContain(static file => file.StartsWith(".sandbox", StringComparison.Ordinal));
        (await SandboxProcess.RunAsync(run.Folder, "teardown", "--run", run.Id)).ShouldExitWith(ExitCode.Usage).Error.ShouldContain("there is no such run");
        (await SandboxProcess.RunAsync(run.Folder, "teardown", "--run", "../x")).ShouldExitWith(ExitCode.Usage).Error.ShouldContain("a run's id is");
        await run.ShouldBeGoneAsync();
    }

    [Test]
    public async Task Of_two_runs_with_one_id_one_is_refused_and_the_other_is_closed_cleanly()
    {
        using var run = await TestShop.CreateAsync();

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => SandboxProcess.RunAsync(run.Folder, run.Environment, "dryrun", "run", "dryrun.json", "--run", run.Id)));

        both.Select(static done => done.ExitCode).ShouldBe([(int)ExitCode.Success, (int)ExitCode.Refused], ignoreOrder: true, string.Concat(both.Select(static done => done.Out + done.Error)));
        await run.ShouldBeGoneAsync();
    }

    [TestCaseSource(nameof(Moments))]
    public async Task A_run_killed_at_a_step_is_finished_by_its_journal(string moment)
    {
        using var run = await TestShop.CreateAsync();

        await KilledRunIsFinishedAsync(run, moment);
    }

    [TestCaseSource(nameof(EngineMoments))]
    public async Task A_run_in_a_container_killed_at_a_step_is_finished_by_its_journal(string moment)
    {
        var image = await TestEngine.ImageAsync();
        await using var canaries = await EngineCanaries.CreateAsync(image);
        using var run = await TestShop.CreateAsync();
        var path = run.Folder["dryrun.json"];
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Token)).Replace("\"name\": \"kill\",", $"\"name\": \"kill\", \"server\": \"container:{image}\",", StringComparison.Ordinal), Token);

        await KilledRunIsFinishedAsync(run, moment);

        foreach (var kind in (string[])["container", "volume", "network"])
        {
            (await TestEngine.HasAsync(kind, "sandbox-dryrun-" + run.Id)).ShouldBeFalse(kind);
        }

        await canaries.ShouldSingAsync();
    }

    /// <summary>Kills a run at a step, and has its journal's teardown finish it.</summary>
    private static async Task KilledRunIsFinishedAsync(TestShop run, string moment)
    {
        using var process = SandboxProcess.Start(run.Folder, run.Environment, "dryrun", "run", "dryrun.json", "--run", run.Id);

        await run.UntilAsync(moment, process);
        process.Kill();
        await process.EndAsync();
        var finished = await SandboxProcess.RunAsync(run.Folder, run.Environment, "teardown", "--run", run.Id);

        finished.ShouldExitWith(ExitCode.Success).Out.ShouldContain($"CLOSED_CLEANLY: {run.Id}");
        await run.ShouldBeGoneAsync();
    }

    /// <summary>A shop that is rehearsed for, and its canaries: a database, a file, and a folder whose name begins as the run's does.</summary>
    private sealed class TestShop : IDisposable
    {
        private readonly string _database;
        private readonly string _canary;

        private TestShop(string database, string canary)
        {
            (_database, _canary) = (database, canary);
            Id = $"kill-{System.Environment.ProcessId}-{database}";
        }

        public TempFolder Folder { get; } = new();

        public string Id { get; }

        public (string Name, string Value)[] Environment => [.. s_open, ("PGPASSFILE", Folder["pgpass"])];

        private string Work => Path.Combine(Path.GetTempPath(), "sandbox-dryrun-" + Id);

        public static async Task<TestShop> CreateAsync()
        {
            var (database, _) = await TestServer.CreateDatabaseAsync("dry");
            var (canary, _) = await TestServer.CreateDatabaseAsync("canary", "CREATE TABLE item (id int)", "INSERT INTO item VALUES (1)");
            await TestServer.RunAsync(
                database,
                $"CREATE ROLE {database}_reader LOGIN",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "GRANT USAGE ON SCHEMA public TO PUBLIC",
                "CREATE TABLE item (id int PRIMARY KEY)",
                "INSERT INTO item SELECT generate_series(1, 100)",
                $"GRANT SELECT ON item TO {database}_reader",
                $"GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO {database}_reader");
            var place = TestServer.Target(database);
            var shop = new TestShop(database, canary);
            shop.Folder
                .With("add.sql", "INSERT INTO item VALUES (101);\n")
                .With("look.sql", "SELECT 1 AS seq, 'items' AS check_name, '101' AS expected, count(*)::text AS actual, CASE WHEN count(*) = 101 THEN 'PASS' ELSE 'FAIL' END AS verdict FROM item;\n")
                .With("canary.txt", "sings\n")
                .With("pgpass", $"*:*:{database}:*:{Password}\n")
                .With("dryrun.json", $$"""
                    {
                      "name": "kill",
                      "gate": { "name": "DRYRUN_OPEN", "value": "yes" },
                      "production": "host={{place.Host}} port={{place.Port}} dbname={{database}} user={{database}}_reader",
                      "scenarios": [{ "name": "add", "phase": "add.sql" }, { "name": "look", "rehearse": ["look.sql"] }],
                      "protected": { "files": ["canary.txt"] }
                    }
                    """);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(shop.Folder["pgpass"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            Directory.CreateDirectory(shop.Work + "-canary");
            return shop;
        }

        /// <summary>Waits until the journal has a line, or the run has ended.</summary>
        public async Task UntilAsync(string moment, SandboxProcess process)
        {
            var words = moment.Split(' ');
            var sought = $"\"word\":\"{words[0]}\"" + (words.Length > 1 ? $",\"kind\":\"{words[1]}\"" : "");
            var times = words.Length > 2 ? 2 : 1;
            var journal = Folder[$".sandbox/dryruns/{Id}/journal.jsonl"];
            while (!process.HasExited && (!File.Exists(journal) || Count(await ReadAsync(journal), sought) < times))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), Token);
            }
        }

        /// <summary>Makes sure that nothing of the run is left, no process either, and that all else is as it was.</summary>
        public async Task ShouldBeGoneAsync()
        {
            Path.Exists(Work).ShouldBeFalse();
            while (Directory.EnumerateDirectories("/proc").Any(Names))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
            }

            Path.Exists(Work).ShouldBeFalse();
            Directory.Exists(Work + "-canary").ShouldBeTrue();
            (await File.ReadAllTextAsync(Folder["canary.txt"], Token)).ShouldBe("sings\n");
            (await TestServer.AskAsync(_database, "SELECT count(*) FROM item")).ShouldBe("100");
            (await TestServer.AskAsync(_canary, "SELECT count(*) FROM item")).ShouldBe("1");
            foreach (var kept in Folder.Files.Where(static file => file.StartsWith(".sandbox", StringComparison.Ordinal)))
            {
                (await File.ReadAllTextAsync(Folder[kept], Token)).ShouldNotContain(Password, Case.Sensitive, kept);
            }
        }

        public void Dispose()
        {
            Directory.Delete(Work + "-canary");
            Folder.Dispose();
        }

        private static int Count(string text, string sought) => text.Split(sought).Length - 1;

        private static async Task<string> ReadAsync(string path)
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return await reader.ReadToEndAsync(Token);
        }

        private bool Names(string process)
        {
            try
            {
                return File.ReadAllText(Path.Combine(process, "cmdline")).Contains(Work + "/", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                // It ended while we looked, or is no process.
                return false;
            }
        }
    }
}
