using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Lifecycle.DryRuns.Closing;
using Sandbox.Postgres.Clients;
using Sandbox.Rehearsal.Tests;
using Sandbox.Tests;

namespace Sandbox.Lifecycle.Tests.DryRuns;

/// <summary>A dry run in a container, and whatever happens to its engine meanwhile: nothing of it stays, and no container, volume, network or database beside it is touched.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
[CancelAfter(300_000)]
internal sealed class ContainerRunTests
{
    private const string Wait = "SELECT pg_sleep(3600);\n";

    private string _image = "";
    private EngineCanaries _canaries = null!;

    [OneTimeSetUp]
    public async Task MakeCanariesAsync()
    {
        _image = await TestEngine.ImageAsync();
        _canaries = await EngineCanaries.CreateAsync(_image);
    }

    [OneTimeTearDown]
    public async Task RemoveCanariesAsync()
    {
        if (_canaries is not null)
        {
            await _canaries.DisposeAsync();
        }
    }

    [Test]
    public async Task A_dry_run_in_a_container_is_closed_cleanly()
    {
        using var run = await CreateAsync();
        await run.PhaseAsync("S1", "INSERT INTO item VALUES (101, 7);\n");
        await run.PhaseAsync("S11", "INSERT INTO item VALUES (102, 7);\nINSERT INTO item VALUES (103, -1);\n", fails: true);
        await run.RehearsalAsync("verify", "SELECT 1 AS seq, 'items' AS check_name, CASE WHEN count(*) = 101 THEN 'PASS' ELSE 'FAIL' END AS verdict FROM item;\n");
        await ProtectAsync(run, _canaries.Name);
        var (password, seen) = ("", "");
        run.Hears = line =>
        {
            if (line.StartsWith("MADE: container", StringComparison.Ordinal))
            {
                password = File.ReadAllText(Path.Combine(run.Work, "server.pgpass")).Trim()["*:*:*:*:".Length..];
                seen = EverythingSaid() + TestEngine.AskAsync("container", "inspect", "sandbox-dryrun-" + run.Id).GetAwaiter().GetResult();
            }
        };

        var close = await run.RunAsync();

        close.ExitCode.ShouldBe(0, close.Failure?.Message ?? ClosePage.Write(close));
        password.Length.ShouldBe(32);
        seen.ShouldContain($"source=sandbox-dryrun-{run.Id}");
        seen.ShouldNotContain(password, Case.Sensitive, "a secret goes by file, never by a word or a variable of another process");
        close.IsClean.ShouldBeTrue();
        close.Gates.Select(static gate => gate.Id).Distinct().Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, 13).Select(static number => $"G-{number:00}"));
        close.Gates.Single(static gate => gate.Id is "G-04").Evidence.ShouldContain(_image);
        close.Gates[^1].Evidence.ShouldBe($"listen_addresses is empty, the network sandbox-dryrun-{run.Id} is internal");
        close.Facts.Select(static fact => fact.Id).ShouldBe(["secrets", "container", "volume", "network", "sockets", "secret", "dump", "secret", "folder", "G-21", "G-25", "G-25", "G-25", "G-25", "G-25"]);
        close.Facts.Single(static fact => fact.Id is "secrets").Before.ShouldBe("2 known to the run");
        run.Lines.ShouldContain(line => line.StartsWith($"MADE: container sandbox-dryrun-{run.Id}: id ", StringComparison.Ordinal));
        await ShouldBeGoneAsync(run);
    }

    [TestCase(false, TestName = "A_container_that_is_removed_meanwhile_is_gone")]
    [TestCase(true, TestName = "A_container_that_has_the_name_of_the_runs_is_left_alone")]
    public async Task A_container_that_goes_away_ends_in_the_teardown(bool isReplaced)
    {
        using var run = await CreateAsync();
        var name = "sandbox-dryrun-" + run.Id;
        await run.RehearsalAsync("waits", Wait);
        var (label, other, removal) = ("", "", Task.CompletedTask);
        run.Awaited = "PLAYING";
        run.Hears = line =>
        {
            if (isReplaced && line.StartsWith("PLAYED", StringComparison.Ordinal))
            {
                removal.GetAwaiter().GetResult();
                other = TestEngine.AskAsync("create", "--name", name, "--label", $"sandbox.run={label}", "--network", "none", "--entrypoint", "/bin/sleep", _image, "1").GetAwaiter().GetResult();
            }
        };
        var running = run.RunAsync();
        await run.ReachedAsync();
        label = await TestEngine.AskAsync("container", "inspect", "--format", "{{index .Config.Labels \"sandbox.run\"}}", name);
        removal = TestEngine.AskAsync("container", "rm", "--force", "--volumes", name);
        var close = await running;

        close.Scenarios.ShouldHaveSingleItem().Passed.ShouldBe(false);
        close.ExitCode.ShouldBe(close.Failure!.ExitCode);
        if (isReplaced)
        {
            close.CleanupCode.ShouldBe(ExitCode.SandboxesRemain, ClosePage.Write(close));
            close.Remains.ShouldBe([$"container {name}"]);
            (await TestEngine.AskAsync("container", "inspect", "--format", "{{.Id}}", name)).ShouldBe(other);
            await TestEngine.AskAsync("container", "rm", "--volumes", other);
            close = await run.FinishAsync();
        }

        close.CleanupCode.ShouldBe(ExitCode.Success, ClosePage.Write(close));
        await ShouldBeGoneAsync(run);
    }

    [Test]
    public async Task What_an_engine_that_does_not_answer_keeps_is_told_by_name_and_removed_later()
    {
        using var run = await CreateAsync();
        var engine = await run.Folder.WriteAsync("engine", "#!/bin/sh\n[ ! -e \"$0.stopped\" ] || { echo 'Cannot connect to the engine' >&2; exit 125; }\nexec podman \"$@\"\n");
        TestEngine.MakeRunnable(engine);
        run.Variables["SANDBOX_ENGINE"] = engine;
        await run.PhaseAsync("S1", "INSERT INTO item VALUES (101, 7);\n");
        run.Hears = line =>
        {
            if (line.StartsWith("ENDED", StringComparison.Ordinal))
            {
                File.WriteAllText(engine + ".stopped", "");
            }
        };

        var close = await run.RunAsync();

        close.ExitCode.ShouldBe((int)ExitCode.CleanupFailed, close.Failure?.Message);
        var name = "sandbox-dryrun-" + run.Id;
        close.Remains.ShouldBe([$"container {name}", $"volume {name}", $"network {name}"]);
        close.Facts.Single(static fact => fact.Id is "container").After.ShouldContain("Cannot connect to the engine");
        await _canaries.ShouldSingAsync();

        File.Delete(engine + ".stopped");
        (await run.FinishAsync()).CleanupCode.ShouldBe(ExitCode.Success);
        await ShouldBeGoneAsync(run);
    }

    [Test]
    public async Task A_disk_that_is_full_ends_in_the_teardown()
    {
        using var run = await CreateAsync();

        // Not below the folder of the dry run's file, which is source.
        var disk = Directory.CreateTempSubdirectory("sandbox-tests-").FullName;
        await OutsideProgram.AskAsync("mount", ["-t", "tmpfs", "-o", "size=320m", "tmpfs", disk], TestServer.Token);
        try
        {
            run.Description["work"] = disk;
            await run.PhaseAsync("S1", "INSERT INTO item VALUES (101, 7);\n");
            run.Hears = line =>
            {
                if (line.StartsWith("MAKING: dump", StringComparison.Ordinal))
                {
                    Fill(disk);
                }
            };

            var close = await run.RunAsync();

            // pg_dump exits with 0 although it could not write; what it left is no dump.
            close.Failure.ShouldNotBeNull().Message.ShouldContain("input file is too short");
            close.CleanupCode.ShouldBe(ExitCode.Success, ClosePage.Write(close));
            await ShouldBeGoneAsync(run);
        }
        finally
        {
            await OutsideProgram.AskAsync("umount", [disk], CancellationToken.None);
            Directory.Delete(disk);
        }

        static void Fill(string disk)
        {
            var free = new DriveInfo(disk).AvailableFreeSpace;
            using var filler = new FileStream(Path.Combine(disk, "filler"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = free });
        }
    }

    [Test]
    public async Task Two_runs_at_once_do_not_meet_and_a_protected_container_that_is_started_again_is_noticed()
    {
        using var run = await CreateAsync();
        using var other = await CreateAsync();
        await using var restarted = await EngineCanaries.CreateAsync(_image);
        await run.RehearsalAsync("waits", "SELECT pg_sleep(3);\n");
        await other.RehearsalAsync("waits", "SELECT pg_sleep(3);\n");
        await ProtectAsync(run, restarted.Name);
        run.Awaited = "PLAYING";
        var running = Task.WhenAll(run.RunAsync(), other.RunAsync());
        await run.ReachedAsync();

        await TestEngine.AskAsync("container", "restart", "--time", "0", restarted.Name);
        var (close, otherClose) = await running is [var first, var second] ? (first, second) : default;

        otherClose.ExitCode.ShouldBe(0, otherClose.Failure?.Message ?? ClosePage.Write(otherClose));
        close.ExitCode.ShouldBe((int)ExitCode.Residue, close.Failure?.Message);
        var fact = close.Facts.Where(static fact => !fact.Holds).ShouldHaveSingleItem();
        fact.Id.ShouldBe("G-25");
        fact.Subject.ShouldBe(restarted.Name);
        close.Remains.ShouldBeEmpty();
        await ShouldBeGoneAsync(run);
        await ShouldBeGoneAsync(other);
    }

    // Words and variables of every process that is here.
    private static string EverythingSaid() => string.Concat(Directory.EnumerateDirectories("/proc").SelectMany(static process => (string[])["cmdline", "environ"], Path.Combine).Select(static path =>
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is no process, it has ended, or it is the system's own.
            return "";
        }
    }));

    private static async Task ProtectAsync(TestDryRun run, string container)
    {
        run.Description["protected"]!["containers"] = new JsonArray(container);
        run.Description["protected"]!["services"] = new JsonArray(await run.Folder.WriteAsync("service.pid", string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")));
    }

    private async Task<TestDryRun> CreateAsync()
    {
        var run = await TestDryRun.CreateAsync();
        run.Description["server"] = $"container:{_image}";
        run.Variables["SANDBOX_ENGINE"] = "podman";
        return run;
    }

    private async Task ShouldBeGoneAsync(TestDryRun run)
    {
        await run.ShouldBeGoneAsync();
        var name = "sandbox-dryrun-" + run.Id;
        foreach (var kind in (string[])["container", "volume", "network"])
        {
            (await TestEngine.HasAsync(kind, name)).ShouldBeFalse(kind);
        }

        await _canaries.ShouldSingAsync();
    }
}
