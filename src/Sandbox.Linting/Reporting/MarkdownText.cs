using Sandbox.Syntax.Display;

namespace Sandbox.Linting.Reporting;

/// <summary>The findings as Markdown, for the summary of a pipeline or a comment on a change.</summary>
public static class MarkdownText
{
    /// <summary>Writes the report: the verdict, and a table of what was found.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="output">Where to.</param>
    public static void Write(LintReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        var found = report.Found;
        var page = new MarkdownPage();
        page.Add("## sandbox lint");
        page.Add($"**{MarkupText.Markdown(string.Concat(LintText.Lines(report, TextDetail.Quiet).Select(static line => line.Text)))}**");
        if (found.Findings.Count > 0)
        {
            page.AddTable(["severity", "rule", "place", "finding"], found.Findings.Select(static finding => (IReadOnlyList<string?>)[LintWords.Of(finding.Severity), finding.Rule.Id, $"{finding.Path}:{finding.Start}", finding.Message]));
        }

        foreach (var problem in found.Problems)
        {
            page.Add($"- {MarkupText.Markdown(problem.ToString())}");
        }

        foreach (var stale in report.Stale)
        {
            page.Add($"- {MarkupText.Markdown($"{stale.Path}: {stale.RuleId} of the baseline is no longer there")}");
        }

        output.Write(page.ToString());
    }
}
