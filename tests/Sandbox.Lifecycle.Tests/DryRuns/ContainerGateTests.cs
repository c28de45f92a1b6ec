using Sandbox.Rehearsal.Tests;
using Sandbox.Tests;

namespace Sandbox.Lifecycle.Tests.DryRuns;

/// <summary>The gates that look at a container's engine, image, network and names stop a dry run before anything is written.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
[CancelAfter(180_000)]
internal sealed class ContainerGateTests
{
    private const string Old = "localhost/sandbox-test-old:latest";

    [TestCase("G-03", "missing", ExitCode.Unavailable, "no container engine is here")]
    [TestCase("G-03", "silent", ExitCode.Unavailable, "Cannot connect to the engine")]
    [TestCase("G-04", "tag", ExitCode.Refused, "name it by its digest: container:localhost/sandbox-test@sha256:")]
    [TestCase("G-04", "missing", ExitCode.Unavailable, "nothing is pulled by itself")]
    [TestCase("G-04", "other", ExitCode.Unavailable, "does not say in PG_MAJOR")]
    [TestCase("G-05", "old", ExitCode.Refused, "which is older")]
    [TestCase("G-06", "long", ExitCode.Refused, "is too long for a socket")]
    [TestCase("G-08", "network", ExitCode.Refused, "network sandbox-dryrun-")]
    [TestCase("G-12", "container", ExitCode.Unavailable, "is not there")]
    public async Task A_gate_that_does_not_pass_stops_it_before_any_write(string gate, string how, ExitCode code, string message)
    {
        var image = await TestEngine.ImageAsync();
        using var run = await TestDryRun.CreateAsync();
        using var parent = new TempFolder();
        run.Description["server"] = $"container:{image}";
        run.Variables["SANDBOX_ENGINE"] = "podman";
        await BreakAsync(run, parent, $"{gate} {how}");

        var close = await run.RunAsync();

        close.ExitCode.ShouldBe((int)code, close.Failure?.Message);
        close.Gates[^1].Id.ShouldBe(gate, close.Failure?.Message);
        close.Failure!.Message.ShouldContain(message);
        close.Facts.ShouldBeEmpty();
        File.Exists(run.Kept("journal.jsonl")).ShouldBeFalse();
        await run.ShouldBeGoneAsync();
        if (how is "network")
        {
            // It was there before, and still is.
            await TestEngine.AskAsync("network", "rm", "sandbox-dryrun-" + run.Id);
        }
    }

    private static async Task BreakAsync(TestDryRun run, TempFolder parent, string what)
    {
        switch (what)
        {
            case "G-03 missing":
                run.Variables["SANDBOX_ENGINE"] = parent["nobody"];
                break;
            case "G-03 silent":
                run.Variables["SANDBOX_ENGINE"] = await parent.WriteAsync("silent", "#!/bin/sh\necho 'Cannot connect to the engine' >&2\nexit 1\n");
                TestEngine.MakeRunnable(parent["silent"]);
                break;
            case "G-04 tag":
                run.Description["server"] = "container:localhost/sandbox-test:latest";
                break;
            case "G-04 missing":
                run.Description["server"] = $"container:localhost/sandbox-test@sha256:{new string('0', 64)}";
                break;
            case "G-04 other":
                run.Description["server"] = $"container:{await ImportAsync(parent, "localhost/sandbox-test-other:latest", "PG_MINOR=1")}";
                break;
            case "G-05 old":
                run.Description["server"] = $"container:{await ImportAsync(parent, Old, "PG_MAJOR=13")}";
                break;
            case "G-06 long":
                run.Description["work"] = parent[new string('x', 100)];
                break;
            case "G-08 network":
                await TestEngine.AskAsync("network", "create", "--internal", "sandbox-dryrun-" + run.Id);
                break;
            case "G-12 container":
                run.Description["protected"]!["containers"] = new System.Text.Json.Nodes.JsonArray("sandbox-no-such-container");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, "nobody knows how to break it");
        }
    }

    // An image that nobody runs: it says what it is, and has nothing in it.
    private static async Task<string> ImportAsync(TempFolder folder, string name, string variable)
    {
        var tar = folder["empty.tar"];
        await System.Formats.Tar.TarFile.CreateFromDirectoryAsync(Directory.CreateDirectory(folder["empty"]).FullName, tar, includeBaseDirectory: true, TestServer.Token);
        return (await TestEngine.AskAsync("import", "--quiet", "--change", $"ENV {variable}", tar, name)).Split('\n')[^1];
    }
}
