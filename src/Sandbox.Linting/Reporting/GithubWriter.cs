using System.Globalization;
using Sandbox.Syntax.Display;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Reporting;

/// <summary>Findings as workflow commands, which a GitHub runner shows beside the lines that they are about.</summary>
public static class GithubWriter
{
    /// <summary>Writes the findings and the files that could not be read, one line each, named from the top of their repository.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="output">Where to.</param>
    public static void Write(FindingReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        report = report.InRepository();
        foreach (var finding in report.Findings)
        {
            // A column counts only within one line.
            var (start, end) = (finding.Start, finding.End);
            var columns = start.Line == end.Line ? string.Create(CultureInfo.InvariantCulture, $",col={start.Column},endColumn={end.Column}") : "";
            Write(
                finding.Severity switch { RuleSeverity.Error => "error", RuleSeverity.Warning => "warning", _ => "notice" },
                string.Create(CultureInfo.InvariantCulture, $"file={Property(finding.Path)},line={start.Line},endLine={end.Line}{columns},title={Property($"{finding.Rule.Id}: {finding.Rule.Title}")}"),
                finding.Message);
        }

        foreach (var problem in report.Problems)
        {
            var place = problem.Place is { } at ? string.Create(CultureInfo.InvariantCulture, $",line={at.Line},col={at.Column}") : "";
            Write("error", $"file={Property(problem.Path)}{place}", problem.Message);
        }

        if (report.Failure is { } failure)
        {
            output.Write($"::error::{Data(VisibleText.Escape(failure))}\n");
        }

        void Write(string command, string properties, string message) => output.Write($"::{command} {properties}::{Data(VisibleText.Escape(message))}\n");
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
