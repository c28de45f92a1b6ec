using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sandbox.Cli.Tests;

/// <summary>Which report goes where, and in which colours.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
public sealed partial class ReportTests
{
    [GeneratedRegex(@"\e\[[0-9;]*m", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ColorSequence { get; }

    [Test]
    public async Task Each_format_goes_to_its_own_file_and_standard_output_has_the_text()
    {
        using var folder = Folder();
        var database = await TestServer.CreateDatabaseAsync("report_");

        var run = await SandboxProcess.RunAsync(folder, ["rehearse", "x.sql", "--format", "json", "--output", "a.json", "--format=text", "--output=a.txt", .. database.Words]);

        run.ShouldExitWith(ExitCode.Success);
        JsonDocument.Parse(File.ReadAllBytes(folder["a.json"])).RootElement.GetProperty("verdict").GetString().ShouldBe("pass");
        File.ReadAllText(folder["a.txt"]).ShouldBe(run.Out);
        File.ReadAllBytes(folder["a.txt"])[0].ShouldNotBe((byte)0xEF);
    }

    [Test]
    public async Task A_report_without_a_file_takes_standard_output()
    {
        using var folder = Folder();
        var database = await TestServer.CreateDatabaseAsync("report_");

        var run = await SandboxProcess.RunAsync(folder, ["rehearse", "x.sql", "--format", "text", "--output", "a.txt", "--json", .. database.Words]);

        run.ShouldExitWith(ExitCode.Success).Json.GetProperty("verdict").GetString().ShouldBe("pass");
        File.ReadAllText(folder["a.txt"]).ShouldContain("PASS");
    }

    [Test]
    public async Task Quiet_is_the_verdict_alone()
    {
        using var folder = Folder();
        var database = await TestServer.CreateDatabaseAsync("report_");

        var run = await SandboxProcess.RunAsync(folder, ["rehearse", "x.sql", "--quiet", .. database.Words]);

        run.ShouldExitWith(ExitCode.Success).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldStartWith("PASS");
    }

    [TestCase("", "", true)]
    [TestCase("NO_COLOR=1", "", false)]
    [TestCase("NO_COLOR=", "", true)]
    [TestCase("TERM=dumb", "", false)]
    [TestCase("", "--no-color", false)]
    [Platform("Linux")]
    public async Task A_terminal_shows_colours_and_progress_unless_they_are_turned_off(string variable, string word, bool colored)
    {
        using var folder = Folder();
        var database = await TestServer.CreateDatabaseAsync("report_");

        var run = await Terminal.RunAsync(folder, $"TERM=xterm-256color {variable} {SandboxProcess.Program} rehearse x.sql {word} {string.Join(' ', database.Words)}");

        // .NET itself switches the keypad; colours are sequences that end with m.
        var shown = run.ShouldExitWith(ExitCode.Success).Out;
        ColorSequence.IsMatch(shown).ShouldBe(colored, shown);
        shown.ShouldMatch(variable == "TERM=dumb" ? "rehearsing x\\.sql \\.\\.\\." : "beginning|rehearsing x\\.sql", "the first word or what follows it, as fast as the machine is");
        shown.ShouldContain("PASS");
    }

    [Test]
    [Platform("Linux")]
    public async Task A_terminal_shows_which_statement_of_how_many_runs_until_the_report_comes()
    {
        using var folder = Folder().With("slow.sql", "-- sandbox: snapshot none\nSELECT 1;\nDO $$ BEGIN PERFORM pg_sleep(2); END $$;\nSELECT 'c' AS check_name, 'PASS' AS verdict;\n");
        var database = await TestServer.CreateDatabaseAsync("report_");

        var run = await Terminal.RunAsync(folder, $"TERM=xterm {SandboxProcess.Program} rehearse slow.sql {string.Join(' ', database.Words)}");

        var shown = run.ShouldExitWith(ExitCode.Success).Out;
        shown.ShouldContain("statement 2 of 3");
        shown.LastIndexOf("statement ", StringComparison.Ordinal).ShouldBeLessThan(shown.IndexOf("slow.sql on ", StringComparison.Ordinal), "the line goes before the report comes");
    }

    private static TempFolder Folder() => new TempFolder()
        .With("x.sql", "-- sandbox: snapshot none\nSELECT 1 AS seq, 'c' AS check_name, 'PASS' AS verdict;")
        .With("sandbox.json", """{ "rehearse": { "allow": ["report_*"] } }""");
}
