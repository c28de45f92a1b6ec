using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sandbox.Lifecycle.DryRuns.Closing;

namespace Sandbox.Lifecycle.Tests.DryRuns;

/// <summary>A dry run from its gates to its close, and whatever fails between: nothing of it stays, and nothing else is touched.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(300_000)]
internal sealed class DryRunnerTests
{
    private const string Check = "SELECT 1 AS seq, 'items' AS check_name, '101' AS expected, count(*)::text AS actual, CASE WHEN count(*) = 101 THEN 'PASS' ELSE 'FAIL' END AS verdict FROM item;\n";

    private const string Wait = "SELECT pg_sleep(4);\n";

    [Test]
    public async Task A_dry_run_is_closed_cleanly()
    {
        using var run = await TestDryRun.CreateAsync();
        await run.PhaseAsync("S1", "INSERT INTO item VALUES (101, 7);\n");
        await run.PhaseAsync("S11", "INSERT INTO item VALUES (102, 7);\nINSERT INTO item VALUES (103, -1);\n", fails: true);
        await run.RehearsalAsync("verify", Check);

        var close = await run.RunAsync();

        close.ExitCode.ShouldBe(0, close.Failure?.Message ?? ClosePage.Write(close));
        close.IsClean.ShouldBeTrue();
        close.CameToEnd.ShouldBeTrue();
        close.Gates.Select(static gate => gate.Id).Distinct().Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, 13).Select(static number => $"G-{number:00}"));
        close.Gates.Select(static gate => gate.Id).TakeLast(2).ShouldBe(["G-10", "G-06"]);
        close.Scenarios.Select(static scenario => (scenario.Name, scenario.Passed)).ShouldBe([("S1", true), ("S11", true), ("verify", true)]);
        close.Scenarios[0].Evidence.ShouldContain("item 1 inserted");
        close.Scenarios[1].Evidence.ShouldContain("left no row");
        close.Facts.Select(static fact => fact.Id).ShouldBe(["secrets", "server", "dump", "secret", "folder", "G-21", "G-25", "G-25", "G-25"]);
        close.Facts.Single(static fact => fact.Id is "secrets").After.ShouldBe("no hit");
        await run.ShouldBeGoneAsync();

        // What stays is whole, and holds no secret.
        close.Kept.Select(static file => Path.GetFileName(file.Path)).ShouldBe(["journal.jsonl", "trace.sql", "close.json", "close.md"]);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(run.Kept("close.json"), TestServer.Token));
        json.RootElement.GetProperty("cleanlyClosed").GetBoolean().ShouldBeTrue();
        (await File.ReadAllTextAsync(run.Kept("close.md"), TestServer.Token)).ShouldStartWith($"# Dry run {run.Id}: cleanly closed");
        (await File.ReadAllTextAsync(run.Kept("trace.sql"), TestServer.Token)).ShouldContain("INSERT INTO item VALUES (101, 7)");
        foreach (var path in Directory.EnumerateFiles(run.Kept("")))
        {
            (await File.ReadAllTextAsync(path, TestServer.Token)).ShouldNotContain("quiet", Case.Sensitive, path);
            if (!OperatingSystem.IsWindows() && !path.EndsWith(".lock", StringComparison.Ordinal))
            {
                File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, path);
            }
        }
    }

    [Test]
    public async Task A_dump_that_is_there_is_restored_and_stays()
    {
        using var run = await TestDryRun.CreateAsync();
        var program = await Postgres.Clients.ClientProgram.FindAsync("pg_dump", 13, TestServer.Token);
        await program.RunAsync(["--format=custom", $"--file={run.Folder["shop.dump"]}"], TestServer.Target(run.Database), TestServer.Token);
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(run.Folder["shop.dump"], TestServer.Token)));
        run.Description["dump"] = new System.Text.Json.Nodes.JsonObject { ["file"] = "shop.dump", ["sha256"] = sha256 };
        await run.PhaseAsync("S1", "INSERT INTO item VALUES (101, 7);\n");
        await run.RehearsalAsync("verify", Check);

        var close = await run.RunAsync();

        close.ExitCode.ShouldBe(0, close.Failure?.Message);
        run.Lines.ShouldContain($"MADE: sha256 {run.Folder["shop.dump"]}: {sha256}");
        File.Exists(run.Folder["shop.dump"]).ShouldBeTrue();
        await run.ShouldBeGoneAsync();
    }

    [TestCase("INSERT INTO item VALUES (101, 7);\nINSERT INTO item VALUES (102, -1);\n", ExitCode.VerdictFail, "it left no row", TestName = "A_phase_that_fails_leaves_no_row")]
    [TestCase("DELETE FROM item WHERE id = 1;\n", ExitCode.Refused, "deletes 1 rows of item", TestName = "A_phase_that_deletes_is_refused")]
    [TestCase("TRUNCATE item;\n", ExitCode.Refused, "truncates item", TestName = "A_phase_that_truncates_is_refused")]
    [TestCase("CREATE TABLE other (i int);\n", ExitCode.Refused, "runs CREATE TABLE", TestName = "A_phase_that_defines_is_refused")]
    [TestCase("DO $$ BEGIN EXECUTE 'DEL' || 'ETE FROM item WHERE id < 4'; END $$;\n", ExitCode.Refused, "deletes 3 rows of item", TestName = "A_phase_that_deletes_unseen_is_refused")]
    [TestCase("INSERT INTO missing VALUES (1);\n", ExitCode.VerdictFail, "missing", TestName = "A_phase_that_names_no_table_fails")]
    public async Task A_scenario_that_fails_ends_the_sequence(string sql, ExitCode code, string message)
    {
        using var run = await TestDryRun.CreateAsync();
        await run.PhaseAsync("first", sql);
        await run.PhaseAsync("second", "INSERT INTO item VALUES (200, 7);\n");

        var close = await run.RunAsync();

        close.ExitCode.ShouldBe((int)code, close.Failure?.Message);
        close.Failure!.Message.ShouldContain(message);
        close.Scenarios.ShouldHaveSingleItem().Passed.ShouldBe(false);
        close.IsClean.ShouldBeTrue(ClosePage.Write(close));
        await run.ShouldBeGoneAsync();
    }

    [Test]
    public async Task A_failure_that_was_to_be_and_does_not_come_ends_the_sequence()
    {
        using var run = await TestDryRun.CreateAsync();
        await run.PhaseAsync("S2", "INSERT INTO item VALUES (101, 7);\n", fails: true);

        var close = await run.RunAsync();

        close.ExitCode.ShouldBe((int)ExitCode.VerdictFail);
        close.Failure!.Message.ShouldContain("it had to fail, and did not");
        close.IsClean.ShouldBeTrue();
        await run.ShouldBeGoneAsync();
    }

    [TestCase("database")]
    [TestCase("file")]
    [TestCase("repository")]
    public async Task A_protected_asset_that_changes_meanwhile_is_noticed(string asset)
    {
        using var run = await TestDryRun.CreateAsync();
        await run.RehearsalAsync("waits", Wait);
        run.Awaited = "PLAYING";
        var running = run.RunAsync();

        await run.ReachedAsync();
        await (asset switch
        {
            "database" => TestServer.RunAsync(run.Canary, "UPDATE item SET price = 2 WHERE id = 1"),
            "file" => run.Folder.WriteAsync("canary.txt", "silent\n"),
            _ => run.Folder.WriteAsync("repository/new.txt", ""),
        });
        var close = await running;

        close.ExitCode.ShouldBe((int)ExitCode.Residue, close.Failure?.Message);
        close.IsClean.ShouldBeFalse();
        var fact = close.Facts.Where(static fact => !fact.Holds).ShouldHaveSingleItem();
        fact.Id.ShouldBe("G-25");
        fact.After.ShouldNotBe(fact.Before);
        close.Remains.ShouldBeEmpty();
        Path.Exists(run.Work).ShouldBeFalse();
    }

    [Test]
    public async Task An_interruption_ends_in_the_teardown()
    {
        using var run = await TestDryRun.CreateAsync();
        await run.RehearsalAsync("waits", "SELECT pg_sleep(3600);\n");
        run.Awaited = "PLAYING";
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Token);
        var running = run.RunAsync(interruption.Token);

        await run.ReachedAsync();
        await interruption.CancelAsync();
        var close = await running;

        close.ExitCode.ShouldBe((int)ExitCode.Interrupted, close.Failure?.Message);
        close.IsClean.ShouldBeTrue(ClosePage.Write(close));
        await run.ShouldBeGoneAsync();
    }

    [Test]
    [Platform("Linux")]
    public async Task A_server_that_dies_meanwhile_ends_in_the_teardown()
    {
        using var run = await TestDryRun.CreateAsync();
        await run.RehearsalAsync("waits", "SELECT pg_sleep(3600);\n");
        run.Awaited = "PLAYING";
        var running = run.RunAsync();

        await run.ReachedAsync();
        var made = run.Lines.Single(static line => line.StartsWith("MADE: server", StringComparison.Ordinal));
        using (var postmaster = Process.GetProcessById(int.Parse(made[(made.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)))
        {
            postmaster.Kill();
        }

        var close = await running;

        close.ExitCode.ShouldNotBe(0);
        close.Scenarios.ShouldHaveSingleItem().Passed.ShouldBe(false);
        close.IsClean.ShouldBeTrue(ClosePage.Write(close));
        await run.ShouldBeGoneAsync();
    }

    [Test]
    public async Task A_secret_in_what_stays_is_noticed()
    {
        using var run = await TestDryRun.CreateAsync();
        await run.PhaseAsync("S1", $"INSERT INTO item VALUES (101, length('{TestDryRun.Password}'));\n");

        var close = await run.RunAsync();

        var fact = close.Facts.Single(static fact => fact.Id is "secrets");
        (await File.ReadAllTextAsync(run.Kept("trace.sql"), TestServer.Token)).ShouldContain(TestDryRun.Password);
        fact.Holds.ShouldBeFalse();
        fact.After.ShouldBe($"a secret is in {run.Kept("trace.sql")}");
        close.ExitCode.ShouldBe((int)ExitCode.Residue);
    }

    [Test]
    public async Task A_folder_with_another_id_is_left_alone_and_a_run_that_goes_on_is_not_torn_down()
    {
        using var run = await TestDryRun.CreateAsync();
        await run.RehearsalAsync("waits", Wait);
        run.Awaited = "PLAYING";
        var running = run.RunAsync();
        await run.ReachedAsync();
        (await Should.ThrowAsync<SandboxException>(run.FinishAsync)).Message.ShouldContain("is still going on");
        var mark = Path.Combine(run.Work, "run");
        var id = await File.ReadAllTextAsync(mark, TestServer.Token);
        await File.WriteAllTextAsync(mark, "somebody else's", TestServer.Token);

        var close = await running;

        close.ExitCode.ShouldBe((int)ExitCode.SandboxesRemain, close.Failure?.Message);
        close.Remains.ShouldContain($"folder {run.Work}");
        File.Exists(Path.Combine(run.Work, "production.dump")).ShouldBeTrue();
        await run.CanariesShouldSingAsync();

        await File.WriteAllTextAsync(mark, id, TestServer.Token);
        var finished = await run.FinishAsync();

        finished.CleanupCode.ShouldBe(ExitCode.Success, ClosePage.Write(finished));
        await run.ShouldBeGoneAsync();
    }

    [Test]
    public async Task What_the_run_did_not_make_keeps_its_folder_and_is_told_by_name()
    {
        using var run = await TestDryRun.CreateAsync();
        await run.RehearsalAsync("waits", Wait);
        run.Awaited = "PLAYING";
        var running = run.RunAsync();
        await run.ReachedAsync();
        var strange = Path.Combine(run.Work, "strange.txt");
        await File.WriteAllTextAsync(strange, "not the run's", TestServer.Token);

        var close = await running;

        close.ExitCode.ShouldBe((int)ExitCode.CleanupFailed, close.Failure?.Message);
        close.Remains.ShouldBe([$"folder {run.Work}"]);
        Directory.EnumerateFileSystemEntries(run.Work).Order(StringComparer.Ordinal).ShouldBe([Path.Combine(run.Work, "run"), strange]);

        File.Delete(strange);
        (await run.FinishAsync()).CleanupCode.ShouldBe(ExitCode.Success);
        (await run.FinishAsync()).CleanupCode.ShouldBe(ExitCode.Success, "a teardown may come again");
        await run.ShouldBeGoneAsync();
    }

    [Test]
    public async Task Nothing_is_removed_by_a_journal_that_cannot_be_read()
    {
        using var run = await TestDryRun.CreateAsync();
        (await run.RunAsync()).ExitCode.ShouldBe(0);
        var journal = run.Kept("journal.jsonl");
        var text = await File.ReadAllTextAsync(journal, TestServer.Token);
        await File.WriteAllTextAsync(journal, text.Replace("\"Making\"", "\"Mking\"", StringComparison.Ordinal), TestServer.Token);

        (await Should.ThrowAsync<SandboxException>(run.FinishAsync)).ExitCode.ShouldBe(ExitCode.Refused);

        // A last line that was torn off stands for nothing.
        await File.WriteAllBytesAsync(journal, Encoding.UTF8.GetBytes(text + "{\"at\":\"20"), TestServer.Token);
        (await run.FinishAsync()).CleanupCode.ShouldBe(ExitCode.Success);
    }
}
