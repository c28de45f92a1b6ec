namespace Sandbox.Cli.Tests;

/// <summary>Exit code 1: the script ran, and it is not as it should be.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
public sealed class VerdictTests
{
    private const string Policy = """{ "rehearse": { "allow": ["verdict_*"] } }""";

    [Test]
    public async Task A_failing_check_fails_and_is_named()
    {
        var run = await RehearseAsync("SELECT 1 AS seq, 'D9 one is two' AS check_name, '2' AS expected, '1' AS actual, 'FAIL' AS verdict;");

        run.ShouldExitWith(ExitCode.VerdictFail);
        run.Out.ShouldContain("D9 one is two");
        run.Out.TrimEnd().Split('\n')[^1].ShouldStartWith("FAIL  ");
    }

    [Test]
    public async Task A_check_table_without_rows_fails() =>
        (await RehearseAsync("SELECT 'x' AS check_name, 'PASS' AS verdict WHERE false;")).ShouldExitWith(ExitCode.VerdictFail);

    [Test]
    public async Task A_failing_statement_is_told_with_file_line_and_column()
    {
        var run = await RehearseAsync("SELECT 1;\nSELECT 1,\n       nope;\n");

        run.ShouldExitWith(ExitCode.VerdictFail);
        run.Out.ShouldContain("script.sql:3:8");
        run.Out.ShouldContain("""column "nope" does not exist""");
    }

    [Test]
    public async Task Lines_of_standard_input_answer_prompts()
    {
        using var folder = new TempFolder().With("sandbox.json", """{ "rehearse": { "allow": ["verdict_*"] }, "allow": { "metaCommands": ["\\prompt"] } }""")
            .With("script.sql", "-- sandbox: snapshot none\n\\prompt 'first? ' a\n\\prompt b\nSELECT 1 / (:'a' = 'one' AND :'b' = 'two')::int;\n\\prompt c\n");
        var database = await TestServer.CreateDatabaseAsync("verdict_");

        var run = await SandboxProcess.RunOnAsync(folder, "one\ntwo\n", ["rehearse", "script.sql", .. database.Words]);

        run.ShouldExitWith(ExitCode.VerdictFail);
        run.Out.ShouldContain("script.sql:5");
        run.Out.ShouldContain("\\prompt: could not read value for variable");
        run.Out.ShouldNotContain("division by zero");
    }

    [Test]
    public async Task A_changed_snapshot_fails_and_shows_the_difference()
    {
        using var folder = new TempFolder().With("sandbox.json", Policy).With("script.sql", "SELECT 'before' AS word;");
        var database = await TestServer.CreateDatabaseAsync("verdict_");
        (await SandboxProcess.RunAsync(folder, ["rehearse", "script.sql", "--accept", .. database.Words])).ShouldExitWith(ExitCode.Success);
        folder.With("script.sql", "SELECT 'afterwards' AS word;");

        var run = await SandboxProcess.RunAsync(folder, ["rehearse", "script.sql", .. database.Words]);

        run.ShouldExitWith(ExitCode.VerdictFail);
        run.Out.ShouldContain("changed: differs from script.verified.txt");
        run.Out.ShouldContain("afterwards");
        folder.Files.ShouldContain("script.received.txt");
    }

    [Test]
    public async Task Variables_reach_the_script_as_psqls_do()
    {
        var run = await RehearseAsync("SELECT :'who' AS who, :number + 1 AS next;", "-v", "who=O'Hara = x", "--set", "number=41", "--variable=unused=");

        run.ShouldExitWith(ExitCode.Success);
        run.Out.ShouldContain("O'Hara = x");
        run.Out.ShouldContain("42");
    }

    [Test]
    public async Task A_commit_in_a_script_that_may_hold_one_is_played_and_leaves_nothing()
    {
        using var folder = new TempFolder().With("sandbox.json", Policy).With("script.sql", "BEGIN; CREATE TABLE kept (i int); INSERT INTO kept VALUES (1); COMMIT;").With("after.sql", "SELECT to_regclass('kept') IS NULL AS gone;");
        var database = await TestServer.CreateDatabaseAsync("verdict_");

        (await SandboxProcess.RunAsync(folder, ["rehearse", "script.sql", "--snapshot", "none", .. database.Words])).ShouldExitWith(ExitCode.Success);

        var after = (await SandboxProcess.RunAsync(folder, ["rehearse", "after.sql", "--snapshot", "none", "--json", .. database.Words])).ShouldExitWith(ExitCode.Success);
        after.Json.GetProperty("scripts")[0].GetProperty("results")[0].GetProperty("rows")[0][0].GetString().ShouldBe("t");
    }

    private static async Task<SandboxRun> RehearseAsync(string script, params string[] words)
    {
        using var folder = new TempFolder().With("sandbox.json", Policy).With("script.sql", script);
        var database = await TestServer.CreateDatabaseAsync("verdict_");
        return await SandboxProcess.RunAsync(folder, ["rehearse", "script.sql", "--snapshot", "none", .. words, .. database.Words]);
    }
}
