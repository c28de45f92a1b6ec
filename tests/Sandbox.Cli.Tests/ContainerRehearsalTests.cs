using Sandbox.Tests;

namespace Sandbox.Cli.Tests;

/// <summary>A rehearsal on a server in a container does what it does on an installed one, and its container is gone with it, also after SIGKILL.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
[CancelAfter(180_000)]
public sealed class ContainerRehearsalTests
{
    private const string Fixture = "CREATE TABLE item (id int PRIMARY KEY);\nINSERT INTO item SELECT generate_series(1, 10);\n";

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task A_rehearsal_in_a_container_is_rolled_back_proven_and_gone()
    {
        var server = $"container:{await TestEngine.ImageAsync()}";
        using var cache = new OwnCache();
        using var folder = new TempFolder()
            .With("clone.sql", Fixture)
            .With("script.sql", "-- sandbox: snapshot none\nDELETE FROM item;\nSELECT 'gone' AS check_name, CASE WHEN count(*) = 0 THEN 'PASS' ELSE 'FAIL' END AS verdict FROM item;\n");

        var done = await SandboxProcess.RunAsync(folder, cache.Environment, "rehearse", "script.sql", "--server", server);

        done.ShouldExitWith(ExitCode.Success).Out.ShouldContain("nothing left behind (proven");
        cache.Runs.ShouldBeEmpty();
    }

    [Test]
    public async Task A_rehearsal_that_is_killed_leaves_no_container_and_the_next_one_no_folder()
    {
        var server = $"container:{await TestEngine.ImageAsync()}";
        using var cache = new OwnCache();
        using var folder = new TempFolder().With("clone.sql", Fixture).With("script.sql", "-- sandbox: snapshot none\nSELECT pg_sleep(3600);\n").With("next.sql", "-- sandbox: snapshot none\nSELECT 1;\n");
        using var process = SandboxProcess.Start(folder, cache.Environment, "rehearse", "script.sql", "--server", server);

        // The container is called as its folder.
        while ((cache.Runs is not [var run] || !(await ContainersAsync()).Contains(Path.GetFileName(run), StringComparer.Ordinal)) && !process.HasExited)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }

        var name = Path.GetFileName(cache.Runs.ShouldHaveSingleItem());
        process.Kill();
        await process.EndAsync();

        while ((await ContainersAsync()).Contains(name, StringComparer.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        }

        (await SandboxProcess.RunAsync(folder, cache.Environment, "rehearse", "next.sql")).ShouldExitWith(ExitCode.Success);
        cache.Runs.ShouldBeEmpty();
    }

    private static async Task<string[]> ContainersAsync() => (await TestEngine.AskAsync("container", "ls", "--all", "--format", "{{.Names}}")).Split('\n');
}
