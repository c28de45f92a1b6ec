using System.Xml.Linq;

namespace Sandbox.Cli.Tests;

/// <summary><c>sandbox lint</c> as a process: what the rules find is told elsewhere.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(60_000)]
public sealed class LintTests
{
    [TestCase("clean.sql", ExitCode.Success)]
    [TestCase("drop.sql", ExitCode.VerdictFail)]
    [TestCase("drop.sql --fail-on error", ExitCode.Success)]
    [TestCase("drop.sql --fail-on error --rule SBX1001=error", ExitCode.VerdictFail)]
    [TestCase("drop.sql --rule sbx1001=none", ExitCode.Success)]
    [TestCase("drop.sql --fail-on never", ExitCode.Success)]
    [TestCase("clean.sql broken.sql", ExitCode.Usage)]
    [TestCase("enum.sql", ExitCode.Success)]
    [TestCase("enum.sql --fail-on info", ExitCode.VerdictFail)]
    [TestCase("enum.sql --fail-on info --preset safety", ExitCode.Success)]
    [TestCase("clean.sql --preset all --fail-on info", ExitCode.VerdictFail)]
    [TestCase(". --policy calm.json", ExitCode.Usage)]
    [TestCase("*.sql --policy calm.json --format json --output report.json", ExitCode.Usage)]
    [TestCase("drop.sql --policy calm.json", ExitCode.Success)]
    [TestCase("drop.sql --policy calm.json --rule SBX1001=warning", ExitCode.VerdictFail)]
    public async Task The_exit_code_says_what_it_came_to(string words, ExitCode expected)
    {
        using var folder = Folder();

        var run = await SandboxProcess.RunAsync(folder, ["lint", .. words.Split(' ')]);

        run.ShouldExitWith(expected);
        run.Error.ShouldBeEmpty();
    }

    [TestCase("drop.sql --preset most", "--preset most: say safety, migrations or all")]
    [TestCase("drop.sql --fail-on fatal", "--fail-on fatal: say error, warning, info or never")]
    [TestCase("drop.sql --rule SBX1001", "--rule SBX1001: say SBX1001= and error, warning, info or none")]
    [TestCase("drop.sql --rule SBX9999=none", "there is no rule SBX9999")]
    [TestCase("drop.sql --server-version new", "say a major version")]
    [TestCase("drop.sql --update-baseline", "say which file with --baseline FILE")]
    [TestCase("- --fix", "exclude each other")]
    [TestCase("- --changed-since main", "exclude each other")]
    [TestCase("drop.sql --stdin-filename a.sql", "say - among the paths")]
    [TestCase("drop.sql --format html", "--format html is not there yet; say text, json, markdown, junit, sarif or github")]
    [TestCase("drop.sql --bassline a", "--bassline: unknown option; did you mean --baseline?")]
    [TestCase("missing.sql", "missing.sql: there is no such file or folder")]
    [TestCase("drop.sql --baseline missing.json", "missing.json: the baseline cannot be read")]
    [TestCase("drop.sql --changed-since main", "--changed-since main: the working folder is in no working tree of git")]
    [TestCase("", "path is missing")]
    public async Task A_wrong_word_is_told(string words, string message)
    {
        using var folder = Folder();

        var run = await SandboxProcess.RunAsync(folder, ["lint", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        run.ShouldExitWith(ExitCode.Usage);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain(message);
    }

    [Test]
    public async Task Text_is_what_a_compiler_prints()
    {
        using var folder = Folder();

        var run = await SandboxProcess.RunAsync(folder, "lint", "drop.sql");

        run.ShouldExitWith(ExitCode.VerdictFail).Out.ReplaceLineEndings("\n").ShouldBe("""
            drop.sql:2:1: warning SBX1001: database "a" is dropped with no guard before it: check current_database() and raise, or call CloneGuard.EnsureAsync first
                2 | DROP DATABASE a;
                  | ^^^^^^^^^^^^^
            FAIL  1 finding in 1 file (1 warning)

            """.ReplaceLineEndings("\n"));
    }

    [Test]
    public async Task Every_form_goes_to_a_file_of_its_own()
    {
        using var folder = Folder();

        var run = await SandboxProcess.RunAsync(
            folder,
            "lint", "drop.sql", "--quiet", "--format", "json", "--output", "a.json", "--format", "sarif", "--output", "a.sarif", "--format", "junit", "-o", "a.xml", "--format", "markdown", "-o", "a.md", "--format", "github", "-o", "a.txt");

        run.ShouldExitWith(ExitCode.VerdictFail).Out.ShouldBe("FAIL  1 finding in 1 file (1 warning)\n");
        JsonOf("a.json").GetProperty("findings").GetArrayLength().ShouldBe(1);
        JsonOf("a.sarif").GetProperty("version").GetString().ShouldBe("2.1.0");
        XDocument.Load(folder["a.xml"]).Descendants("failure").ShouldHaveSingleItem();
        File.ReadAllText(folder["a.md"]).ShouldContain("| warning | SBX1001 | drop.sql:2:1 |");
        File.ReadAllText(folder["a.txt"]).ShouldStartWith("::warning file=drop.sql,line=2,");

        System.Text.Json.JsonElement JsonOf(string name) => System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(folder[name])).RootElement;
    }

    [Test]
    public async Task What_cannot_be_read_is_told_on_standard_error_where_a_program_reads_the_other()
    {
        using var folder = Folder();

        var run = await SandboxProcess.RunAsync(folder, "lint", "broken.sql", "--json");

        run.ShouldExitWith(ExitCode.Usage).Json.GetProperty("verdict").GetString().ShouldBe("error");
        run.Error.ShouldBe("sandbox: broken.sql:1:7: a NUL character, at which psql ends the line: take it away\n");
    }

    [Test]
    public async Task Standard_input_is_read_where_a_dash_says_so()
    {
        using var folder = Folder();

        var run = await SandboxProcess.RunOnAsync(folder, "docker system prune\n", "lint", "-", "drop.sql", "--stdin-filename", "clean.sh");

        run.ShouldExitWith(ExitCode.VerdictFail).Out.ShouldContain("clean.sh:1:1: warning SBX1002: ");
        run.Out.ShouldEndWith("FAIL  2 findings in 2 files (2 warnings)\n");
    }

    [Test]
    public async Task A_baseline_and_a_fix_change_files_and_nothing_else()
    {
        using var folder = Folder().With("unused.sql", "-- sandbox:disable-next SBX1001 gone\nSELECT 1;\n");

        (await SandboxProcess.RunAsync(folder, "lint", "drop.sql", "--baseline", "known.json", "--update-baseline")).ShouldExitWith(ExitCode.Success);
        var run = await SandboxProcess.RunAsync(folder, "lint", "drop.sql", "unused.sql", "--baseline", "known.json", "--fix");

        run.ShouldExitWith(ExitCode.Success).Out.ShouldContain("1 mended; 1 known to the baseline");
        File.ReadAllText(folder["unused.sql"]).ShouldBe("SELECT 1;\n");
        folder.Files.ShouldBe(["broken.sql", "calm.json", "clean.sql", "drop.sql", "enum.sql", "known.json", "unused.sql"]);
    }

    private static TempFolder Folder() => new TempFolder()
        .With("clean.sql", "SELECT 1; CREATE TABLE a (b int);\n")
        .With("drop.sql", "SELECT 1;\nDROP DATABASE a;\n")
        .With("enum.sql", "CREATE TYPE e AS ENUM ('a');\n")
        .With("broken.sql", "SELECT\0 1;")
        .With("calm.json", """{ "lint": { "rules": { "SBX1001": "info" } } }""");
}
