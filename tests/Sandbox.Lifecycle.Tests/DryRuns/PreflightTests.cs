using System.Text.Json.Nodes;
using Sandbox.Postgres.Servers;

namespace Sandbox.Lifecycle.Tests.DryRuns;

/// <summary>A gate that does not pass stops a dry run before anything is written: no folder, no journal, no server.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
internal sealed class PreflightTests
{
    [TestCase("G-01", ExitCode.GateClosed)]
    [TestCase("G-02", ExitCode.Refused, "PGHOST")]
    [TestCase("G-02", ExitCode.Refused, "PGPASSWORD")]
    [TestCase("G-02", ExitCode.Refused, "DATABASE_URL")]
    [TestCase("G-03", ExitCode.Unavailable)]
    [TestCase("G-07", ExitCode.Refused)]
    [TestCase("G-08", ExitCode.Refused, "work")]
    [TestCase("G-08", ExitCode.Refused, "records")]
    [TestCase("G-09", ExitCode.Refused, "writer")]
    [TestCase("G-09", ExitCode.Refused, "dump")]
    [TestCase("G-10", ExitCode.Unavailable)]
    [TestCase("G-12", ExitCode.Unavailable)]
    [TestCase("G-13", ExitCode.Refused)]
    public async Task A_gate_that_does_not_pass_stops_it_before_any_write(string gate, ExitCode code, string how = "")
    {
        using var run = await TestDryRun.CreateAsync();
        await BreakAsync(run, gate, how);

        var close = await run.RunAsync();

        close.ExitCode.ShouldBe((int)code, close.Failure?.Message);
        close.Gates[^1].Id.ShouldBe(gate, close.Failure?.Message);
        close.Gates[^1].Passed.ShouldBeFalse();
        close.Gates.SkipLast(1).ShouldAllBe(static passed => passed.Passed && passed.Evidence.Length > 0);
        close.IsClean.ShouldBeFalse();
        File.Exists(run.Kept("journal.jsonl")).ShouldBeFalse();
        if (how is "work")
        {
            Directory.EnumerateFileSystemEntries(run.Work).ShouldBe([Path.Combine(run.Work, "somebody's.txt")]);
            Directory.Delete(run.Work, recursive: true);
        }

        await run.ShouldBeGoneAsync();
    }

    [Test]
    public async Task A_server_that_says_it_is_production_is_written_nothing_to()
    {
        using var run = await TestDryRun.CreateAsync();

        // Servers of one cache are copies of one template, so that this one has the identifier of the assembly's.
        run.Cache = (await MachineSurvey.TakeAsync(cacheDirectory: null, TestServer.Token)).CacheDirectory;

        var close = await run.RunAsync();

        close.ExitCode.ShouldBe((int)ExitCode.Refused, close.Failure?.Message);
        close.Gates.Count(static gate => gate is { Id: "G-10", Passed: false }).ShouldBe(1);
        run.Lines.ShouldNotContain(static line => line.Contains(".dump", StringComparison.Ordinal));
        close.IsClean.ShouldBeTrue();
        await run.ShouldBeGoneAsync();
    }

    private static async Task BreakAsync(TestDryRun run, string gate, string how)
    {
        switch (gate)
        {
            case "G-01":
                run.Variables["DRYRUN_OPEN"] = "no";
                break;
            case "G-02":
                run.Variables[how] = how is "DATABASE_URL" ? $"postgresql://owner@/shop?host={TestServer.Target().Host}" : "prod";
                break;
            case "G-03":
                run.Description["server"] = "local:13";
                break;
            case "G-07":
                run.Description["work"] = "repository";
                break;
            case "G-08" when how is "work":
                Directory.CreateDirectory(run.Work);
                await File.WriteAllTextAsync(Path.Combine(run.Work, "somebody's.txt"), "", TestServer.Token);
                break;
            case "G-08":
                Directory.CreateDirectory(run.Kept(""));
                break;
            case "G-09" when how is "writer":
                await TestServer.RunAsync(run.Database, $"GRANT INSERT ON item TO {run.Reader}");
                break;
            case "G-09":
                run.Description["dump"] = new JsonObject { ["file"] = "canary.txt", ["sha256"] = new string('0', 64) };
                break;
            case "G-10":
                await TestServer.RunAsync(run.Database, "REVOKE EXECUTE ON FUNCTION pg_catalog.pg_control_system() FROM PUBLIC", $"REVOKE EXECUTE ON FUNCTION pg_catalog.pg_control_system() FROM {run.Reader}");
                break;
            case "G-12":
                run.Description["protected"]!["files"]!.AsArray().Add("missing.txt");
                break;
            case "G-13":
                run.Time = new FastClock();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(gate), gate, "nobody knows how to break it");
        }
    }

    private sealed class FastClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddHours(1);
    }
}
