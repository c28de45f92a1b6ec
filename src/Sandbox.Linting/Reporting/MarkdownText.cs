using System.Text;
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
        output.Write($"## sandbox lint\n\n**{Escape(string.Concat(LintText.Lines(report, TextDetail.Quiet).Select(static line => line.Text)))}**\n");
        if (found.Findings.Count > 0)
        {
            output.Write("\n| severity | rule | place | finding |\n|---|---|---|---|\n");
            foreach (var finding in found.Findings)
            {
                output.Write($"| {LintWords.Of(finding.Severity)} | {finding.Rule.Id} | {Escape($"{finding.Path}:{finding.Start}")} | {Escape(finding.Message)} |\n");
            }
        }

        foreach (var problem in found.Problems)
        {
            output.Write($"\n- {Escape(problem.ToString())}\n");
        }

        foreach (var stale in report.Stale)
        {
            output.Write($"\n- {Escape($"{stale.Path}: {stale.RuleId} of the baseline is no longer there")}\n");
        }
    }

    /// <summary>Text that stays text: no mark of Markdown or HTML in it means anything.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in VisibleText.Escape(text))
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '@' => escaped.Append("&#64;"),
                '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '#' or '~' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
