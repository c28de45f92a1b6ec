namespace Sandbox.Rehearsal.Reporting;

/// <summary>
/// Writes the report as Markdown for a comment on a change or a pipeline's summary: the verdict, what failed, checks and findings as tables, and all else as the text report says it, folded
/// away. It fits into one comment (<see cref="MarkdownPage.Longest"/>), and says how much it leaves out.
/// </summary>
public sealed class MarkdownReporter : IReporter
{
    private static readonly TextOptions s_options = new();

    /// <inheritdoc/>
    public Task WriteAsync(Report report, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.WriteAsync(Write(report).AsMemory(), cancellationToken);
    }

    /// <summary>The document.</summary>
    /// <param name="report">The report.</param>
    public static string Write(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new MarkdownPage();
        page.Add("## sandbox rehearse");
        page.Add($"**{MarkupText.Markdown(TextVerdict.Of(report).Text)}**");
        foreach (var check in report.Guard.Where(static check => !check.Passed))
        {
            page.Add($"- guard: {MarkupText.Markdown($"{check.Name}: REFUSED: {check.Detail}")}");
        }

        if (report.Scripts.Count > 1)
        {
            page.AddTable(TextRun.Columns, report.Scripts.Select(TextRun.Summary));
        }

        foreach (var script in report.Scripts.OrderByDescending(static script => script.Verdict))
        {
            Add(page, report, script);
        }

        return page.ToString();
    }

    private static void Add(MarkdownPage page, Report report, ScriptReport script)
    {
        page.Add($"### {MarkupText.Markdown(TextRun.Header(report.Target, script).Text)}");
        if (report.Scripts.Count > 1)
        {
            page.Add($"**{MarkupText.Markdown(TextVerdict.Of(script).Text)}**");
        }

        if (script.Checks.Count > 0)
        {
            page.AddTable(
                TextChecks.Columns,
                script.Checks.OrderBy(static check => check.Passed).Select(static check => (IReadOnlyList<string?>)[check.Seq, check.Name, check.Expected, check.Actual, check.Verdict]));
        }

        foreach (var step in script.Steps)
        {
            if (step.Error is { } error)
            {
                page.Add($"- {MarkupText.Markdown($"{step.Path}:{error.Line}:{error.Column}: ERROR: {error.Message}".ReplaceLineEndings(" "))}");
                AddCode(page, title: null, "text", error.Source is { } source ? ExcerptText.Lines(source, error.Line, TextKind.Bad) : []);
            }
        }

        if (script.Hazards.Count > 0)
        {
            page.AddTable(["severity", "rule", "place", "finding", "observed"], script.Hazards.Select(hazard => (IReadOnlyList<string?>)
                [hazard.Severity, hazard.RuleId, TextFindings.Place(script, hazard), hazard.Message, TextFindings.Observed(hazard.Observed)]));
        }

        AddCode(page, "Snapshot", "diff", TextSnapshot.Of(script));
        AddCode(page, "Effects", "text", TextEffects.Of(script));
        AddCode(page, "Revert", "text", TextRevert.Of(script));
        AddCode(page, "Proof", "text", TextProof.Of(script.NetZero));
        AddCode(page, "Estimates", "text", TextEstimates.Of(script));
        AddCode(page, "Output", "text", TextTranscript.Of(script, s_options));
    }

    private static void AddCode(MarkdownPage page, string? title, string language, IEnumerable<TextLine> lines)
    {
        // The title says what the heading would; a difference's signs have to be the first of their lines.
        List<string> texts = [.. lines.Where(static line => line.Kind != TextKind.Heading).Select(static line => line.Text.StartsWith("  ", StringComparison.Ordinal) ? line.Text[2..] : line.Text)];
        if (texts.Count > 0)
        {
            page.AddCode(title, language, texts);
        }
    }
}
