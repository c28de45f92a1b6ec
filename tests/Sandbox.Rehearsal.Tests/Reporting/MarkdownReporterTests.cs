using System.Globalization;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Reporting;

/// <summary>Markdown as another parser reads it.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class MarkdownReporterTests
{
    private const string Odd = "| `a` <script>x</script> **b** [l](http://h) @team #1 </details>";

    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().Build();

    [Test]
    public void Text_of_scripts_and_servers_is_no_mark()
    {
        var page = Read(MarkdownReporter.Write(Reports.Of(Reports.Script with
        {
            Path = Odd,
            Verdict = Verdict.Fail,
            Reasons = [Odd],
            Checks = [new("1", Odd, Odd, Odd + "\r\n" + Odd, Passed: false, 1), new("2", "b", null, null, Passed: true, 1)],
            Steps = [Reports.Step(2, "SELECT", "SELECT") with { Error = new("22012", Odd + "\n" + Odd, 2, 1) { Source = new Excerpt("```` " + Odd, 0, 4) } }],
            Snapshot = new(Odd, SnapshotStatus.Changed, "-```\n+" + Odd),
            Hazards = [new("SBX1003", "warning", 4, 1, Odd, "confirmed")],
        })));

        var tables = page.Descendants<Table>().ToList();
        tables.Count.ShouldBe(2);
        tables[0].Count.ShouldBe(3);
        tables.ShouldAllBe(static table => table.OfType<TableRow>().All(row => row.Count == 5));
        Text((TableCell)((TableRow)tables[0][1])[1]).ShouldBe(Odd);
        page.Descendants<LinkInline>().ShouldBeEmpty();
        page.Descendants<HtmlInline>().ShouldBeEmpty();
        page.Descendants<HtmlBlock>().SelectMany(static html => html.Lines.ToString().Split('\n')).ShouldAllBe(static line => line == "</details>" || (line.StartsWith("<details><summary>", StringComparison.Ordinal) && line.EndsWith("</summary>", StringComparison.Ordinal)));
        page.Descendants<FencedCodeBlock>().ShouldContain(static code => code.Info == "diff" && code.Lines.ToString().Contains("-```\n+| `a`", StringComparison.Ordinal));
        page.Descendants<HeadingBlock>().Select(static heading => heading.Level).ShouldBe([2, 3]);
    }

    [Test]
    public void A_long_report_fits_into_a_comment_and_counts_what_it_leaves_out()
    {
        const int Checks = 5000;
        var markdown = MarkdownReporter.Write(Reports.Of(Reports.Script with { Checks = [.. Enumerable.Range(0, Checks).Select(static n => new Check($"{n}", $"check {n}", "1", "2", Passed: n != 4999, 1))] }));

        markdown.Length.ShouldBeLessThan(65_536);
        var rows = Read(markdown).Descendants<Table>().First().OfType<TableRow>().Skip(1).Select(static row => Text((TableCell)row[0])).ToList();
        rows[0].ShouldBe("4999", "what failed comes first");
        rows[^1].ShouldBe(string.Create(CultureInfo.InvariantCulture, $"... and {Checks - rows.Count + 1} lines more"));
        markdown.ShouldEndWith(" left out: the JSON report has all of it.*\n");
    }

    private static MarkdownDocument Read(string markdown) => Markdown.Parse(markdown, s_pipeline);

    private static string Text(TableCell cell) => string.Concat(cell.Descendants().Select(static part => part switch
    {
        LiteralInline literal => literal.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        _ => "",
    }));
}
