namespace Sandbox.Cli.Tests;

/// <summary>The lane's own plan, as anybody runs it.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
[CancelAfter(180_000)]
public sealed class PlanTests
{
    private const string Candidate = "c1_staging_20260602_0912";

    private static readonly (string Name, string Value)[] s_open = [("C1_STAGING_DRY_RUN_CONFIRM", "CODEX_R3_PASS")];

    private static string Plan => Path.Combine(Repository.Root, "scripts/c1-staging/plan.yaml");

    [Test]
    public async Task The_lanes_plan_runs_from_gate_to_success()
    {
        using var folder = new TempFolder().With("sandbox.json", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "scripts/c1-staging/sandbox.json")));
        var postgres = TestServer.Target("postgres");

        var run = await SandboxProcess.RunAsync(folder, s_open, "plan", Plan, "--sandbox-id", Candidate, "-h", postgres.Host, "-p", $"{postgres.Port}", "-U", TestServer.User, "-d", "postgres");

        var lines = run.ShouldExitWith(ExitCode.Success).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe($"CREATED: {Candidate}");
        lines[^1].ShouldBe("DRY_RUN_OK");
        lines.Count(static line => line.Contains("DRY_RUN_OK", StringComparison.Ordinal)).ShouldBe(1);
        lines.Where(static line => line.StartsWith("STAGE_OK", StringComparison.Ordinal)).ShouldBe(["STAGE_OK: vocabulary", "STAGE_OK: verify", "STAGE_OK: harness", "STAGE_OK: readback"]);
        lines.ShouldContain("[harness] INSERT 0 1");
        (await TestServer.AskAsync("postgres", $"SELECT count(*) FROM pg_database WHERE datname = '{Candidate}'")).ShouldBe("0");
        (await SandboxProcess.RunAsync(folder, "ledger", "verify")).ShouldExitWith(ExitCode.Success).Out.ShouldStartWith("LEDGER_OK: 3 entries");
    }

    [TestCase(null)]
    [TestCase("codex_r3_pass")]
    public async Task A_closed_gate_exits_with_64_and_connects_to_nothing(string? value)
    {
        using var folder = new TempFolder();

        var run = await SandboxProcess.RunAsync(folder, value is null ? [] : [("C1_STAGING_DRY_RUN_CONFIRM", value)], "plan", Plan, "--target", "postgresql://nobody@127.0.0.1:1/postgres");

        run.ShouldExitWith(ExitCode.GateClosed).Error.ShouldContain("GATE_CLOSED");
        run.Out.ShouldBeEmpty();
    }

    [Test]
    public async Task A_stage_cannot_pass_for_the_plans_success_and_its_code_is_the_plans()
    {
        using var folder = new TempFolder()
            .With("sandbox.json", """{ "sandbox": { "pattern": "^planned_[0-9]{4}$" } }""")
            .With("plan.yaml", """
                gate: { name: OPEN, value: "yes" }
                sandbox: planned_{yyyy}
                stages: [{ name: liar, command: [sh, -c, "echo DRY_RUN_OK; exit 41"] }]
                """);
        var postgres = TestServer.Target("postgres");

        var run = await SandboxProcess.RunAsync(folder, [("OPEN", "yes")], "plan", "plan.yaml", "-h", postgres.Host, "-p", $"{postgres.Port}", "-U", TestServer.User, "-d", "postgres");

        run.ExitCode.ShouldBe(41, run.Error);
        run.Out.Split('\n').ShouldContain("[liar] DRY_RUN_OK");
        run.Out.Split('\n').ShouldNotContain("DRY_RUN_OK");
        run.Error.ShouldContain("STAGE_FAILED: liar: sh exited with 41 (exit code 41)");
    }
}
