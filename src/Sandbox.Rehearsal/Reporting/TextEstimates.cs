using System.Globalization;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>What the planner expected of the statements that write rows, against what came of them.</summary>
internal static class TextEstimates
{
    private const int Most = 40;

    public static IEnumerable<TextLine> Of(ScriptReport script)
    {
        var steps = script.Steps.Where(static step => step.Explain is not null).ToList();
        if (steps.Count == 0)
        {
            yield break;
        }

        yield return new(TextKind.Heading, "Estimates");
        foreach (var step in steps.Take(Most))
        {
            var estimate = step.Explain!;
            var expected = estimate.Rows is { } rows ? Text($"{rows} rows expected at cost {estimate.Cost:0.##}") : $"not estimated: {estimate.Reason}";
            var actual = step.Rows is { } written ? Text($"{written} came in {step.ElapsedMs:0.0} ms") : step.Error is null ? "none came" : "failed";
            yield return new(
                estimate.IsFarFrom(step.Rows) ? TextKind.Attention : TextKind.Plain,
                VisibleText.Escape(Text($"  {step.Path}:{step.Line}: {CommandOf(step)}: {expected}, {actual}{(estimate.IsFarFrom(step.Rows) ? ", far from it" : "")}")));
        }

        if (steps.Count > Most)
        {
            yield return new(TextKind.Muted, Text($"  ... and {steps.Count - Most} statements more, which the JSON report has"));
        }
    }

    /// <summary>What <c>\bind_named</c> runs has no words of its own.</summary>
    private static string CommandOf(Step step) => step.Command.Length > 0 ? step.Command : "prepared statement";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
