using Sandbox.Linting.Reporting;
using Sandbox.Syntax.Display;

namespace Sandbox.Linting.Tests.Reporting;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class TextTests
{
    [TestCase(
        "DROP DATABASE a;", """
            1 | DROP DATABASE a;
              | ^^^^^^^^^^^^^
        """, TestName = "Carets stand under all of it")]
    [TestCase(
        "\tSELECT 1;\tDROP DATABASE a;", """
            1 |     SELECT 1;   DROP DATABASE a;
              |                 ^^^^^^^^^^^^^
        """, TestName = "A tab takes the columns that it is shown with")]
    [TestCase(
        "/* 日本 */ DELETE FROM \"東京\";", """
            1 | /* 日本 */ DELETE FROM "東京";
              |            ^^^^^^^^^^^^^^^^^^
        """, TestName = "A wide letter takes two columns")]
    [TestCase(
        "/* e\u0301😀\u001b[31m */ DROP DATABASE a;", """
            1 | /* é😀\x1B[31m */ DROP DATABASE a;
              |                   ^^^^^^^^^^^^^
        """, TestName = "What would move the cursor is shown as it is written")]
    [TestCase(
        "DROP\r\nDATABASE a;\r\n", """
            1 | DROP
              | ^^^^
        """, TestName = "Of several lines the first is shown")]
    public async Task The_place_is_shown_below_the_message(string text, string expected)
    {
        using var folder = new LintFolder().With("a.sql", text);

        var lines = LintText.Lines(await folder.LintAsync(), TextDetail.Normal).Select(static line => line.Text).ToList();

        lines[0].ShouldStartWith("a.sql:1:");
        lines[0].ShouldMatch(": warning SBX100[15]: ");
        string.Join('\n', lines.Skip(1).Take(2)).ShouldBe(expected.ReplaceLineEndings("\n").Replace("é", "e\u0301", StringComparison.Ordinal));
    }

    [Test]
    public async Task Far_along_a_line_only_what_is_near_is_shown()
    {
        using var folder = new LintFolder().With("a.sql", $"SELECT '{new string('x', 5000)}'; DROP DATABASE a; SELECT '{new string('y', 5000)}';");

        var lines = LintText.Lines(await folder.LintAsync(), TextDetail.Normal).Select(static line => line.Text).ToList();

        lines[1].Length.ShouldBeLessThan(200);
        lines[1].IndexOf("DROP DATABASE a", StringComparison.Ordinal).ShouldBe(lines[2].IndexOf('^', StringComparison.Ordinal));
        lines[2].Count(static c => c == '^').ShouldBe("DROP DATABASE".Length);
    }

    [TestCase("ALTER ROLE r PASSWORD 'hunter2';")]
    [TestCase("\\setenv PGPASSWORD hunter2")]
    [TestCase("DROP DATABASE a; -- sandbox:disable-next SBX1201 ours\nALTER ROLE r PASSWORD 'hunter2'; DROP DATABASE b;")]
    public async Task No_secret_is_shown(string text)
    {
        using var folder = new LintFolder().With("a.sql", text);

        var report = await folder.LintAsync();

        report.Found.Findings.ShouldNotBeEmpty();
        string.Join('\n', LintText.Lines(report, TextDetail.Normal).Select(static line => line.Text)).ShouldNotContain("hunter2");
    }

    [TestCase("SELECT 1;", "PASS  0 findings in 1 file")]
    [TestCase("DROP DATABASE a;", "FAIL  1 finding in 1 file (1 warning)")]
    [TestCase("CREATE TYPE e AS ENUM ('a');", "PASS  1 finding in 1 file (1 info)")]
    [TestCase("\0", "ERROR  0 findings in 0 files; 1 file not read")]
    public async Task Quiet_is_the_verdict_alone(string text, string verdict)
    {
        using var folder = new LintFolder().With("a.sql", text);

        LintText.Lines(await folder.LintAsync(), TextDetail.Quiet).ShouldHaveSingleItem().Text.ShouldBe(verdict);
    }
}
