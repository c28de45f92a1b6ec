using System.Text.Json;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Reporting;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class JsonReporterTests
{
    [TestCase(Verdict.Pass, "pass")]
    [TestCase(Verdict.Fail, "fail")]
    [TestCase(Verdict.Error, "error")]
    [TestCase(Verdict.Refused, "refused")]
    [TestCase(Verdict.Residue, "residue")]
    public void A_verdict_is_a_word(Verdict verdict, string word)
    {
        using var json = Write(Reports.Passed with { Verdict = verdict });

        json.RootElement.GetProperty("verdict").GetString().ShouldBe(word);
    }

    [TestCase(ProofStatus.Proven, "true")]
    [TestCase(ProofStatus.NotProven, "false")]
    [TestCase(ProofStatus.Foreign, "\"foreign\"")]
    public void Proven_is_true_false_or_foreign(ProofStatus status, string raw)
    {
        using var json = Write(Reports.Passed with { NetZero = Reports.Proven with { Proven = status } });

        json.RootElement.GetProperty("netZero").GetProperty("proven").GetRawText().ShouldBe(raw);
    }

    [Test]
    public void The_exit_code_is_a_number()
    {
        using var json = Write(Reports.Passed with { ExitCode = ExitCode.Interrupted });

        json.RootElement.GetProperty("exitCode").GetInt32().ShouldBe(130);
    }

    [Test]
    public void What_is_not_measured_is_null()
    {
        using var json = Write(Reports.Passed);
        var effects = json.RootElement.GetProperty("scripts")[0].GetProperty("effects");

        effects.GetProperty("triggers").ValueKind.ShouldBe(JsonValueKind.Null);
        effects.GetProperty("walBytes").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Test]
    public void Numbers_that_could_not_be_counted_are_null_and_never_0()
    {
        var table = Reports.Table("t", new(1, 2, 3), named: true) with { Net = null, Truncated = null };
        using var json = Write(Reports.Of(Reports.Script with { Effects = new() { Tables = [table] } }));

        var written = json.RootElement.GetProperty("scripts")[0].GetProperty("effects").GetProperty("tables")[0];

        written.GetProperty("inserted").GetInt64().ShouldBe(1);
        written.GetProperty("truncated").ValueKind.ShouldBe(JsonValueKind.Null);
        written.GetProperty("net").GetProperty("updated").ValueKind.ShouldBe(JsonValueKind.Null);
        written.GetProperty("rows").GetProperty("before").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Test]
    public void Null_and_empty_values_stay_apart()
    {
        using var json = Write(Reports.Of(Reports.With(new ResultTable(1, ["a", "b"], [[null, ""]], 1))));

        json.RootElement.GetProperty("scripts")[0].GetProperty("results")[0].GetProperty("rows")[0].GetRawText()
            .Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).ShouldBe("[null,\"\"]");
    }

    [Test]
    public void Nothing_in_the_text_acts_on_a_terminal_or_in_a_page()
    {
        const string Evil = "\u001b[2J\u001b]0;owned\u0007\u009b1m\u202e<script>alert(1)</script>\u2028\0";
        var text = JsonReporter.Write(Reports.Of(Reports.With(new ResultTable(1, [Evil], [[Evil]], 1))));

        text.ShouldAllBe(c => c == '\n' || (!char.IsControl(c) && c != '<' && c != '\u202e' && c != '\u2028'));
        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("scripts")[0].GetProperty("results")[0].GetProperty("columns")[0].GetString().ShouldBe(Evil);
    }

    [Test]
    public void Letters_of_all_languages_stay_readable()
    {
        JsonReporter.Write(Reports.Passed with { Message = "khai sinh đã có, größer, 東京" }).ShouldContain("khai sinh đã có, größer, 東京");
    }

    [Test]
    public void Half_a_character_does_not_end_the_run() => JsonReporter.Write(Reports.Passed with { Message = "a\ud800b" }).ShouldContain("a");

    [Test]
    public async Task A_document_ends_with_one_line_break()
    {
        await using var output = new StringWriter();

        await new JsonReporter().WriteAsync(Reports.Passed, output, TestContext.CurrentContext.CancellationToken);

        output.ToString().ShouldBe(JsonReporter.Write(Reports.Passed) + "\n");
    }

    private static JsonDocument Write(Report report) => JsonDocument.Parse(JsonReporter.Write(report));
}
