using System.Runtime.InteropServices;

namespace Sandbox.Cli.Tests;

/// <summary>Exit code 130, and runs that get no word in: nothing is left, no server either.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
[CancelAfter(180_000)]
public sealed class InterruptionTests
{
    [TestCase(PosixSignal.SIGINT)]
    [TestCase(PosixSignal.SIGTERM)]
    [TestCase(PosixSignal.SIGHUP)]
    public async Task An_interruption_rolls_back_proves_it_and_exits_with_130(PosixSignal signal)
    {
        using var cache = new OwnCache();
        using var folder = new TempFolder().With("script.sql", "CREATE TABLE t (i int);\nSELECT pg_sleep(60);\n");
        using var process = SandboxProcess.Start(folder, cache.Environment, "rehearse", "script.sql", "--json");
        await UntilItSleepsAsync(cache, process);

        process.Signal(signal);
        var run = await process.EndAsync();

        run.ShouldExitWith(ExitCode.Interrupted);
        run.Json.GetProperty("exitCode").GetInt32().ShouldBe(130);
        run.Json.GetProperty("netZero").GetProperty("transactionStatus").GetString().ShouldBe("aborted");
        run.Error.ShouldContain("interrupted; what ran is rolled back");
        cache.Servers.ShouldBeEmpty();
        cache.Runs.ShouldBeEmpty();
        folder.Files.ShouldBe(["script.sql"]);
    }

    [Test]
    public async Task A_second_interruption_may_end_at_once_and_leaves_no_server()
    {
        using var cache = new OwnCache();
        using var folder = new TempFolder().With("script.sql", "SELECT pg_sleep(60);");
        using var process = SandboxProcess.Start(folder, cache.Environment, "rehearse", "script.sql");
        await UntilItSleepsAsync(cache, process);

        process.Signal(PosixSignal.SIGINT);
        if (!process.HasExited)
        {
            process.Signal(PosixSignal.SIGINT);
        }

        // Either the rollback was faster, or the signal ended the process: 128 and its number.
        (await process.EndAsync()).ExitCode.ShouldBe(130);
        await cache.UntilEmptyAsync();
    }

    [Test]
    public async Task A_killed_run_leaves_no_server()
    {
        using var cache = new OwnCache();
        using var folder = new TempFolder().With("script.sql", "SELECT pg_sleep(60);");
        using var process = SandboxProcess.Start(folder, cache.Environment, "rehearse", "script.sql");
        await UntilItSleepsAsync(cache, process);

        process.Kill();
        await process.EndAsync();

        await cache.UntilEmptyAsync();
    }

    [Test]
    public async Task Two_runs_at_once_do_not_collide_even_on_an_empty_cache()
    {
        using var cache = new OwnCache();
        using var folder = new TempFolder().WithRepositoryFolder("scripts/dot-register");
        using var other = new TempFolder().WithRepositoryFolder("scripts/dot-register");

        var runs = await Task.WhenAll(
            SandboxProcess.RunAsync(folder, cache.Environment, "rehearse", "dot-register", "--accept"),
            SandboxProcess.RunAsync(other, cache.Environment, "rehearse", "dot-register", "--accept"));

        runs.ShouldAllBe(static run => run.ExitCode == 0);
        File.ReadAllText(folder["dot-register/register.verified.txt"]).ShouldBe(File.ReadAllText(other["dot-register/register.verified.txt"]));
        cache.Servers.ShouldBeEmpty();
        cache.Runs.ShouldBeEmpty();
    }

    /// <summary>Waits until a backend of the run's server executes a statement that sleeps.</summary>
    private static async Task UntilItSleepsAsync(OwnCache cache, SandboxProcess process)
    {
        while (!process.HasExited && !await cache.IsSleepingAsync())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.CurrentContext.CancellationToken);
        }

        if (process.HasExited)
        {
            var run = await process.EndAsync();
            Assert.Fail($"It ended before it was interrupted: {run.Out}{run.Error}");
        }
    }
}
