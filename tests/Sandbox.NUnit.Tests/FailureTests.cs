using System.Text.Json;
using System.Xml.Linq;

namespace Sandbox.NUnit.Tests;

/// <summary>What a failing test says and takes along, read from NUnit's own result of a run in another process.</summary>
[Parallelizable]
public sealed class FailureTests
{
    private SampleProject _project = null!;
    private XElement _run = null!;

    [OneTimeSetUp]
    public async Task RunTheScripts()
    {
        _project = new SampleProject();
        _project.Write("scripts/clone.sql", "CREATE TABLE items (id int PRIMARY KEY);\nINSERT INTO items SELECT generate_series(1, 2);\n");
        _project.Write("scripts/good.sql", "-- sandbox: snapshot none\nINSERT INTO items VALUES (3);\nSELECT count(*) FROM items;\n");
        _project.Write("scripts/check.sql", """
            -- sandbox: snapshot none
            SELECT 'first' AS check_name, '2' AS expected, count(*)::text AS actual, count(*) = 2 AS pass FROM items
            UNION ALL
            SELECT 'second', '3', count(*)::text, count(*) = 3 FROM items
            UNION ALL
            SELECT 'third', '4', count(*)::text, count(*) = 4 FROM items
            ORDER BY 1;

            """);
        _project.Write("scripts/error.sql", "-- sandbox: snapshot none\nSELECT 1;\nSELECT count(*)\nFROM   no_such_table;\n");
        _project.Write("scripts/refused.sql", "-- sandbox: rollback-only\nBEGIN;\nINSERT INTO items VALUES (3);\nCOMMIT;\n");
        _project.Write("scripts/new.sql", "SELECT 'x' AS letter;\n");
        _project.Write("scripts/deeper/changed.sql", "SELECT n, n * n AS square FROM generate_series(1, 3) AS n;\n");
        _project.Write("scripts/deeper/changed.verified.txt", "| n | square |\n|---|---|\n| 1 | 1 |\n| 2 | 5 |\n| 3 | 9 |\n");
        _run = await _project.RunAsync("run", ["Scripts"], TestContext.CurrentContext.CancellationToken);
    }

    [OneTimeTearDown]
    public void RemoveTheProject() => _project.Dispose();

    [Test]
    public void Every_script_is_a_case_named_by_its_path_and_a_fixture_is_none() =>
        _run.Cases().Select(static test => (string?)test.Attribute("name")).ShouldBe(
            [
                "Rehearse(scripts/check.sql)", "Rehearse(scripts/deeper/changed.sql)", "Rehearse(scripts/error.sql)", "Rehearse(scripts/good.sql)",
                "Rehearse(scripts/new.sql)", "Rehearse(scripts/refused.sql)",
            ],
            ignoreOrder: true);

    [Test]
    public void Every_case_is_in_the_category() =>
        _run.Cases().ShouldAllBe(static test => test.Descendants("property").Any(static property =>
            (string?)property.Attribute("name") == "Category" && (string?)property.Attribute("value") == "Rehearsal"));

    [Test]
    public void A_script_that_passes_takes_nothing_along()
    {
        var test = _run.Case("Rehearse(scripts/good.sql)");
        test.Outcome().ShouldBe("Passed", test.Message());
        test.Attachments().ShouldBeEmpty();
    }

    [Test]
    public void A_failing_check_is_the_first_thing_said_after_the_verdict()
    {
        var test = _run.Case("Rehearse(scripts/check.sql)");
        test.Outcome().ShouldBe("Failed");
        Lines(test).ShouldBe(
        [
            "FAIL  scripts/check.sql",
            $"  {_project.Folder}/scripts/check.sql:2: check second failed: expected 3, actual 2",
            $"  {_project.Folder}/scripts/check.sql:2: check third failed: expected 4, actual 2",
        ]);
    }

    [Test]
    public void An_error_is_said_with_file_line_and_column()
    {
        var lines = Lines(_run.Case("Rehearse(scripts/error.sql)"));
        lines[0].ShouldBe("FAIL  scripts/error.sql");
        lines[1].ShouldStartWith($"  {_project.Folder}/scripts/error.sql:4:8: ");
        lines[1].ShouldContain("no_such_table");
    }

    [Test]
    public void A_refusal_is_said_with_the_place_of_what_is_refused()
    {
        var lines = Lines(_run.Case("Rehearse(scripts/refused.sql)"));
        lines[0].ShouldBe("REFUSED  scripts/refused.sql");
        lines[1].ShouldStartWith($"  {_project.Folder}/scripts/refused.sql:4:1: ");
    }

    [Test]
    public void A_changed_snapshot_is_shown_line_by_line_and_can_be_accepted()
    {
        var lines = Lines(_run.Case("Rehearse(scripts/deeper/changed.sql)"));
        lines[0].ShouldBe("FAIL  scripts/deeper/changed.sql");
        lines[1].ShouldContain($"run: sandbox accept {_project.Folder}/scripts/deeper/changed.");
        lines.ShouldContain("  -| 2 | 5 |");
        lines.ShouldContain("  +| 2 | 4 |");
    }

    [TestCase("scripts/deeper/changed.sql", "scripts/deeper/changed.received.txt")]
    [TestCase("scripts/new.sql", "scripts/new.received.txt")]
    public void The_received_file_is_attached(string script, string received) =>
        _run.Case($"Rehearse({script})").Attachments().ShouldContain($"{_project.Folder}/{received}");

    [TestCase("scripts/check.sql", "fail")]
    [TestCase("scripts/error.sql", "fail")]
    [TestCase("scripts/refused.sql", "refused")]
    [TestCase("scripts/new.sql", "fail")]
    public async Task The_report_is_attached(string script, string verdict)
    {
        var file = _run.Case($"Rehearse({script})").Attachments().Single(static path => path.EndsWith(".json", StringComparison.Ordinal));
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.CurrentContext.CancellationToken));
        report.RootElement.GetProperty("verdict").GetString().ShouldBe(verdict);
    }

    private static string[] Lines(XElement test) => test.Message().ReplaceLineEndings("\n").Split('\n');
}
