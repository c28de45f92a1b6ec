using System.Text.RegularExpressions;

namespace Sandbox.Cli.Tests;

/// <summary>What is written for people fits the terminal: prose is broken between words, tables and sources are cut; psql's own output stays as psql prints it.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux", Reason = "a pseudo-terminal")]
[CancelAfter(180_000)]
public sealed partial class WidthTests
{
    private const string Script = """
        -- sandbox: snapshot none
        CREATE TABLE people_with_a_name (id int PRIMARY KEY, full_name text);
        INSERT INTO people_with_a_name SELECT g, 'Somebody whose name is rather long, number ' || g FROM generate_series(1, 3) g;
        SELECT 'D1 a check whose name is rather long, so that a narrow terminal has to cut it' AS check_name, 'as long as this' AS expected, 'as this' AS actual, 'FAIL' AS verdict;
        DO $$ BEGIN RAISE NOTICE 'a notice that goes on and on, beyond the width of any terminal of sixty columns that one may think of'; END $$;
        DROP DATABASE a_database_that_somebody_may_still_need;

        """;

    [Test]
    public async Task A_rehearsals_report_fits([Values(60, 100, 200)] int columns)
    {
        using var folder = new TempFolder().With("script.sql", Script[..Script.IndexOf("DROP DATABASE", StringComparison.Ordinal)]).With("sandbox.json", """{ "rehearse": { "allow": ["width_*"] } }""");
        var database = await TestServer.CreateDatabaseAsync("width_");

        var lines = await ShownAsync(folder, columns, $"rehearse script.sql {string.Join(' ', database.Words)}");

        var report = lines.SkipWhile(static line => line != "Checks").ToList();
        report.ShouldContain("Effects");
        report.ShouldAllBe(line => line.Length <= columns);
        report[1].Length.ShouldBeGreaterThan(Math.Min(columns, 100) - 10);
        string.Join(' ', report.Select(static line => line.Trim())).ShouldContain("beyond the width of any terminal of sixty columns that one may think of");
    }

    [Test]
    public async Task What_lint_finds_fits([Values(60, 100, 200)] int columns)
    {
        using var folder = new TempFolder().With("script.sql", Script);

        var lines = await ShownAsync(folder, columns, "lint script.sql");

        lines.ShouldContain(static line => line.Contains("^^^", StringComparison.Ordinal));
        lines.ShouldAllBe(line => line.Length <= columns);
    }

    [Test]
    public async Task The_diagnosis_fits([Values(60, 200)] int columns)
    {
        using var folder = new TempFolder();

        var lines = await ShownAsync(folder, columns, "doctor");

        lines.ShouldContain("A rehearsal can run here.");
        lines.Where(static line => line.TrimStart().Contains(' ')).ShouldAllBe(line => line.Length <= columns);
    }

    private static async Task<IReadOnlyList<string>> ShownAsync(TempFolder folder, int columns, string words)
    {
        var run = await Terminal.RunAsync(folder, $"stty cols {columns}; {SandboxProcess.Program} {words} 2>/dev/null");
        return [.. run.Out.Split("\r\n").Select(static line => ColorPattern().Replace(line, string.Empty))];
    }

    [GeneratedRegex("\u001B\\[[0-9;?]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ColorPattern();
}
