using System.Text.Json;

namespace Sandbox.Cli.Tests;

/// <summary>The demonstration, as a newcomer runs it.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
public sealed class DotRegisterTests
{
    [Test]
    public async Task It_passes_with_a_report_for_people_and_leaves_nothing_but_the_accepted_snapshot()
    {
        using var folder = Demonstration();
        (await SandboxProcess.RunAsync(folder, "rehearse", "dot-register", "--accept", "--quiet")).ShouldExitWith(ExitCode.Success);

        var run = (await SandboxProcess.RunAsync(folder, "rehearse", "dot-register")).ShouldExitWith(ExitCode.Success);

        run.Error.ShouldBeEmpty();
        run.Out.ShouldNotContain("\e[");
        run.Out.ShouldContain("309 -> 310");
        run.Out.ShouldContain("WARNING");
        run.Out.ShouldContain("matches dot-register/register.verified.txt");
        run.Out.TrimEnd().Split('\n')[^1].ShouldStartWith("PASS  3 of 3 checks, nothing left behind");
        folder.Files.ShouldBe(["dot-register/README.md", "dot-register/clone.sql", "dot-register/register.sql", "dot-register/register.verified.txt", "sandbox.json"]);
    }

    [Test]
    public async Task Its_json_report_holds_checks_effects_and_proof()
    {
        using var folder = Demonstration();

        var run = (await SandboxProcess.RunAsync(folder, "rehearse", "dot-register/register.sql", "--accept", "--json")).ShouldExitWith(ExitCode.Success);

        run.Json.GetProperty("schemaVersion").GetInt32().ShouldBe(1);
        run.Json.GetProperty("verdict").GetString().ShouldBe("pass");
        run.Json.GetProperty("exitCode").GetInt32().ShouldBe(0);
        run.Json.GetProperty("target").GetProperty("throwaway").GetBoolean().ShouldBeTrue();
        run.Json.GetProperty("target").GetProperty("database").GetString().ShouldBe("directus_gov_test_20260602");
        run.Json.GetProperty("netZero").GetProperty("proven").ValueKind.ShouldBe(JsonValueKind.True);
        var script = run.Json.GetProperty("scripts").EnumerateArray().ShouldHaveSingleItem();
        script.GetProperty("checks").EnumerateArray().Select(static check => check.GetProperty("verdict").GetString()).ShouldBe(["PASS", "PASS", "PASS"]);
        var inserted = script.GetProperty("effects").GetProperty("tables").EnumerateArray()
            .ToDictionary(static table => table.GetProperty("table").GetString()!, static table => table.GetProperty("inserted").GetInt64(), StringComparer.Ordinal);
        inserted["dot_tools"].ShouldBe(1);
        inserted["birth_registry"].ShouldBe(5);
    }

    [Test]
    public async Task The_first_run_fails_for_want_of_a_snapshot_and_says_how_to_accept_it()
    {
        using var folder = Demonstration();

        var run = (await SandboxProcess.RunAsync(folder, "rehearse", "dot-register")).ShouldExitWith(ExitCode.VerdictFail);

        run.Out.ShouldContain("sandbox accept dot-register/register.sql");
        (await SandboxProcess.RunAsync(folder, "accept", ".")).ShouldExitWith(ExitCode.Success).Out.ShouldBe("accepted dot-register/register.verified.txt\n");
        (await SandboxProcess.RunAsync(folder, "rehearse", "dot-register", "--quiet")).ShouldExitWith(ExitCode.Success).Out.ShouldStartWith("PASS  ");
    }

    private static TempFolder Demonstration() =>
        new TempFolder().WithRepositoryFolder("scripts/dot-register").With("sandbox.json", File.ReadAllText(Path.Combine(Repository.Root, "sandbox.json")));
}
