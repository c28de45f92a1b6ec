using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sandbox.Cli.Tests;

/// <summary><c>rehearse --watch</c>: what changed is rehearsed again, and nothing else.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
[CancelAfter(180_000)]
public sealed class WatchTests
{
    private const string Passes = "SELECT 'c' AS check_name, 'PASS' AS verdict;\n", Fails = "SELECT 'c' AS check_name, 'FAIL' AS verdict;\n";

    [Test]
    public async Task A_script_is_rehearsed_again_when_it_or_what_it_includes_changes()
    {
        using var folder = new TempFolder()
            .With("a.sql", "-- sandbox: snapshot none\n\\ir deep/inc.sql\n")
            .With("deep/inc.sql", Passes)
            .With("b.sql", $"-- sandbox: snapshot none\n{Passes}")
            .With("sandbox.json", """{ "rehearse": { "allow": ["watch_*"] } }""");
        var database = await TestServer.CreateDatabaseAsync("watch_");
        using var process = SandboxProcess.Start(folder, [], ["rehearse", "a.sql", "b.sql", "--watch", "--format", "json", "--output", "r.json", .. database.Words]);
        await UntilAsync(folder, "a.sql pass, b.sql pass");

        folder.With("deep/inc.sql", Fails);
        await UntilAsync(folder, "a.sql fail");
        folder.With("b.sql", $"-- sandbox: snapshot none\n{Fails}");
        await UntilAsync(folder, "b.sql fail");
        await UntilAsync(() => process.ErrorSoFar.Count(static character => character == '\n') == 3);
        process.Signal(PosixSignal.SIGINT);
        var run = await process.EndAsync();

        run.ShouldExitWith(ExitCode.VerdictFail);
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["watching 5 files; Ctrl-C ends", "watching 5 files; Ctrl-C ends", "watching 5 files; Ctrl-C ends"], "two scripts, an included file, the policy, and the fixture that may come");
        run.Out.Split('\n').Count(static line => line.StartsWith("a.sql on ", StringComparison.Ordinal)).ShouldBe(2);
        run.Out.Split('\n').Count(static line => line.StartsWith("b.sql on ", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Test]
    public async Task A_fixture_that_changes_is_a_change_of_its_script()
    {
        using var folder = new TempFolder()
            .With("a.sql", "-- sandbox: snapshot none\nSELECT 'c' AS check_name, (SELECT verdict FROM t) AS verdict;\n")
            .With("clone.sql", "CREATE TABLE t AS SELECT 'PASS' AS verdict;\n");
        using var process = SandboxProcess.Start(folder, [], "rehearse", "a.sql", "--watch", "--format", "json", "--output", "r.json");
        await UntilAsync(folder, "a.sql pass");

        folder.With("clone.sql", "CREATE TABLE t AS SELECT 'FAIL'::text AS verdict;\n");
        await UntilAsync(folder, "a.sql fail");
        process.Signal(PosixSignal.SIGINT);

        (await process.EndAsync()).ShouldExitWith(ExitCode.VerdictFail);
    }

    [Test]
    public async Task On_a_build_server_nobody_changes_anything()
    {
        using var folder = new TempFolder().With("a.sql", Passes);

        var run = await SandboxProcess.RunAsync(folder, [("CI", "true")], "rehearse", "a.sql", "--watch");

        run.ShouldExitWith(ExitCode.Usage).Error.ShouldContain("--watch waits for changes");
    }

    /// <summary>Waits until the report has these scripts with these verdicts; the test's own timeout ends the wait.</summary>
    private static Task UntilAsync(TempFolder folder, string expected) => UntilAsync(() => Verdicts(folder) == expected);

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.CurrentContext.CancellationToken);
        }
    }

    private static string? Verdicts(TempFolder folder)
    {
        try
        {
            using var report = JsonDocument.Parse(File.ReadAllText(folder["r.json"]));
            return string.Join(", ", report.RootElement.GetProperty("scripts").EnumerateArray().Select(static script => $"{script.GetProperty("path")} {script.GetProperty("verdict")}"));
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            // Not there yet, or half written.
            return null;
        }
    }
}
