using Sandbox.Syntax.Display;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Reporting;

/// <summary>The findings for people, as compilers write them: place, weight, rule and message in a line that editors can follow, the source below.</summary>
public static class LintText
{
    /// <summary>The report.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="detail">The verdict alone, or all.</param>
    /// <param name="width">The width that the sources are cut to; null for what a page takes.</param>
    public static IEnumerable<TextLine> Lines(LintReport report, TextDetail detail, int? width = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return detail == TextDetail.Quiet ? [Verdict(report)] : [.. Findings(report.Found, width), .. Notes(report), Verdict(report)];
    }

    private static IEnumerable<TextLine> Findings(FindingReport found, int? width)
    {
        foreach (var finding in found.Findings)
        {
            yield return new TextLine(KindOf(finding.Severity), VisibleText.Escape($"{Place(finding)}: {LintWords.Of(finding.Severity)} {finding.Rule.Id}: {finding.Message}"));
            if (finding.Excerpt is { } excerpt)
            {
                foreach (var line in ExcerptText.Lines(excerpt, finding.Start.Line, KindOf(finding.Severity), width))
                {
                    yield return line;
                }
            }
        }

        foreach (var problem in found.Problems)
        {
            yield return new TextLine(TextKind.Bad, VisibleText.Escape($"{problem}"));
        }
    }

    private static IEnumerable<TextLine> Notes(LintReport report)
    {
        foreach (var mended in report.Fixed)
        {
            yield return new TextLine(TextKind.Good, VisibleText.Escape($"{Place(mended)}: mended {mended.Rule.Id}: {mended.Rule.Title}"));
        }

        foreach (var stale in report.Stale)
        {
            yield return new TextLine(TextKind.Attention, VisibleText.Escape($"{stale.Path}: the baseline knows a {stale.RuleId} ({stale.Fingerprint}) that is no longer there: --update-baseline takes it out"));
        }
    }

    private static TextLine Verdict(LintReport report)
    {
        var found = report.Found;
        var counts = string.Join(", ", new[] { RuleSeverity.Error, RuleSeverity.Warning, RuleSeverity.Info }
            .Select(severity => (Word: LintWords.Of(severity), Count: found.Findings.Count(finding => finding.Severity == severity)))
            .Where(static counted => counted.Count > 0)
            .Select(static counted => Counted(counted.Count, counted.Word)));
        string[] parts =
        [
            $"{Counted(found.Findings.Count, "finding")} in {Counted(found.Files.Count, "file")}{(counts.Length > 0 ? $" ({counts})" : "")}",
            .. report.Fixed.Count > 0 ? [$"{report.Fixed.Count} mended"] : Array.Empty<string>(),
            .. report.UpdatedBaseline ? [$"{report.Baselined} in the baseline {report.Baseline}, which was written"]
                : report.Baselined > 0 ? [$"{report.Baselined} known to the baseline"] : Array.Empty<string>(),
            .. report.Stale.Count > 0 ? [$"{report.Stale.Count} of the baseline gone"] : Array.Empty<string>(),
            .. found.Problems.Count > 0 ? [$"{Counted(found.Problems.Count, "file")} not read"] : Array.Empty<string>(),
        ];
        var (word, kind) = found.ExitCode switch
        {
            ExitCode.Success => ("PASS", TextKind.Good),
            ExitCode.VerdictFail => ("FAIL", TextKind.Bad),
            _ => ("ERROR", TextKind.Bad),
        };
        return new TextLine(kind, VisibleText.Escape($"{word}  {string.Join("; ", parts)}"));
    }

    private static string Place(PlacedFinding finding) => $"{finding.Path}:{finding.Start}";

    private static string Counted(int count, string word) => FormattableString.Invariant($"{count} {word}{(count == 1 || word is "info" ? "" : "s")}");

    private static TextKind KindOf(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => TextKind.Bad,
        RuleSeverity.Warning => TextKind.Attention,
        _ => TextKind.Muted,
    };
}
