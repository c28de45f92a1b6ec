using System.Text.Json;

namespace Sandbox.Cli.Tests;

[Parallelizable(ParallelScope.All)]
[CancelAfter(60_000)]
public sealed class DoctorTests
{
    [Test]
    public async Task It_says_what_is_here_and_which_policy_applies()
    {
        using var folder = new TempFolder().With("sandbox.json", """{ "rehearse": { "allow": ["clone_*"], "deny": ["clone_0"] } }""");

        var run = (await SandboxProcess.RunAsync(folder, "doctor")).ShouldExitWith(ExitCode.Success);

        run.Out.ShouldContain("installed PostgreSQL");
        run.Out.ShouldContain(folder["sandbox.json"]);
        run.Out.ShouldContain("clones: clone_*; never clone_0");
        run.Out.ShouldEndWith("A rehearsal can run here.\n");
    }

    [Test]
    public async Task It_speaks_json()
    {
        using var folder = new TempFolder();

        var run = (await SandboxProcess.RunAsync(folder, "doctor", "--json")).ShouldExitWith(ExitCode.Success);

        run.Json.GetProperty("canRehearse").GetBoolean().ShouldBeTrue();
        run.Json.GetProperty("policy").GetProperty("path").ValueKind.ShouldBe(JsonValueKind.Null);
        run.Json.GetProperty("findings").EnumerateArray().ShouldNotBeEmpty();
    }

    [Test]
    public async Task Where_nothing_can_start_it_says_what_mends_it_and_exits_with_9()
    {
        // No program on the way, no package in the cache, and the variable names a folder without a server.
        using var folder = new TempFolder();
        using var cache = new OwnCache();

        var run = await SandboxProcess.RunAsync(folder, [.. cache.Environment, ("SANDBOX_PG_BIN", folder.Path), ("PATH", folder.Path)], "doctor");

        run.ShouldExitWith(ExitCode.Unavailable);
        run.Out.ShouldContain("to mend it: ");
        run.Out.ShouldContain("missing");
    }

    [Test]
    public async Task A_wrong_policy_is_told_and_exits_with_2()
    {
        using var folder = new TempFolder().With("sandbox.json", """{ "rehearse": { "alow": [] } }""");

        var run = await SandboxProcess.RunAsync(folder, "doctor");

        run.ShouldExitWith(ExitCode.Usage);
        run.Out.ShouldContain("$.rehearse.alow: unknown key");
    }
}
