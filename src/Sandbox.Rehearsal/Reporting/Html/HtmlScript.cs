using System.Globalization;

namespace Sandbox.Rehearsal.Reporting.Html;

/// <summary>One script's part of the page, the most important first.</summary>
/// <param name="html">The page.</param>
/// <param name="report">The report.</param>
/// <param name="at">Which of its scripts.</param>
internal sealed class HtmlScript(HtmlWriter html, Report report, int at)
{
    private readonly ScriptReport _script = report.Scripts[at];

    /// <summary>What links to a script name.</summary>
    public static string IdOf(int at) => FormattableString.Invariant($"script-{at + 1}");

    /// <summary>Writes it.</summary>
    public void Write()
    {
        var estimates = TextEstimates.Of(_script).Skip(1).ToList();
        var revert = TextRevert.Of(_script).Skip(1).ToList();
        var snapshot = TextSnapshot.Of(_script).Skip(1).ToList();
        var transcript = TextTranscript.Of(_script, new TextOptions()).ToList();
        (string Name, string Title, int Count, Action Write)[] parts =
        [
            ("reasons", "Why it is no pass", _script.Reasons.Count, Reasons),
            ("checks", "Checks", _script.Checks.Count, Checks),
            ("rows", "Rows", _script.Effects.Rows?.Count ?? 0, () => HtmlRows.Write(html, _script)),
            ("effects", "Effects", HtmlEffects.Count(_script.Effects), () => HtmlEffects.Write(html, _script)),
            ("timeline", "Timeline", _script.Steps.Count, () => new HtmlTimeline(html, _script, IdOf(at)).Write()),
            ("definitions", "Definitions", _script.Effects.Ddl?.Count ?? 0, () => HtmlDefinitions.Write(html, _script)),
            ("estimates", "Estimates", estimates.Count, () => html.Lines(estimates)),
            ("revert", "Revert", revert.Count, () => html.Lines(revert)),
            ("proof", "Proof", _script.NetZero is null ? 0 : 1, () => HtmlProof.Write(html, report, _script)),
            ("findings", "Findings", _script.Hazards.Count, () => HtmlFindings.Write(html, _script)),
            ("snapshot", "Snapshot", snapshot.Count, () => html.Lines(snapshot)),
            ("output", "Output", transcript.Count, () => html.Lines(transcript)),
        ];
        html.Open("article", ("id", IdOf(at))).Open("h2").Element("a", _script.Path, ("href", $"#{IdOf(at)}")).Close("h2").Break();
        if (report.Scripts.Count > 1)
        {
            var verdict = TextVerdict.Of(_script);
            html.Element("p", verdict.Text, ("class", HtmlWriter.ClassOf(verdict.Kind)));
        }

        Facts();
        html.Open("nav", ("aria-label", $"Parts of {_script.Path}")).Open("ul");
        foreach (var (name, title, count, _) in parts.Where(static part => part.Count > 0))
        {
            html.Open("li").Element("a", title, ("href", $"#{IdOf(at)}-{name}")).Text(name is "checks" or "rows" or "effects" or "definitions" or "findings" ? string.Create(CultureInfo.InvariantCulture, $" {count}") : "").Close("li");
        }

        html.Close("ul").Close("nav").Break();
        foreach (var (name, title, _, write) in parts.Where(static part => part.Count > 0))
        {
            var id = $"{IdOf(at)}-{name}";
            html.Open("section", ("id", id)).Open("h3").Element("a", title, ("href", $"#{id}")).Close("h3").Break();
            write();
            html.Close("section").Break();
        }

        html.Close("article").Break();
    }

    private void Facts()
    {
        html.Open("dl", ("class", "facts"));
        Fact("Where", TextRun.Header(report.Target, _script).Text[VisibleText.Escape(_script.Path).Length..].Trim());
        Fact("Statements", string.Create(CultureInfo.InvariantCulture, $"{_script.Statements} in {_script.ElapsedMs:0} ms"));
        Fact("SHA-256", _script.Sha256);
        html.Close("dl").Break();
    }

    private void Fact(string term, string text) => html.Open("div").Element("dt", term).Element("dd", text).Close("div");

    private void Reasons()
    {
        html.Open("ul", ("class", "reasons"));
        foreach (var reason in _script.Reasons)
        {
            html.Element("li", reason, ("class", "bad"), ("data-row", ""));
        }

        html.Close("ul");
    }

    private void Checks() => html.Table("The checks", TextChecks.Columns, () =>
    {
        foreach (var check in _script.Checks)
        {
            html.Row(
                check.Passed ? TextKind.Plain : TextKind.Bad,
                id: null,
                (TextChecks.Columns[0], () => html.Text(check.Seq ?? "")),
                (TextChecks.Columns[1], () => html.Text(check.Name)),
                (TextChecks.Columns[2], () => html.Text(check.Expected ?? "")),
                (TextChecks.Columns[3], () => html.Text(check.Actual ?? "")),
                (TextChecks.Columns[4], () => html.Element("span", check.Verdict, ("class", check.Passed ? "word good" : "word bad"))));
        }
    });
}
