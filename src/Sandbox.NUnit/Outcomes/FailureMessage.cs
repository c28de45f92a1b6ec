using System.Globalization;
using System.Text;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.NUnit.Outcomes;

/// <summary>What a failing test says: the verdict, why, and how the results differ from the accepted ones. Nothing in it acts on a terminal.</summary>
internal static class FailureMessage
{
    private const int MostReasons = 10;
    private const int MostDifferences = 80;

    /// <summary>The message, over several lines.</summary>
    /// <param name="name">The script's name.</param>
    /// <param name="report">The report.</param>
    public static string Of(string name, Report report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.Verdict.ToString().ToUpperInvariant()}  {VisibleText.Escape(name)}");
        var reasons = report.Scripts.SelectMany(static script => script.Reasons).ToList();
        Append(text, [.. report.Message is { } message ? reasons.Prepend(message).Distinct(StringComparer.Ordinal) : reasons], MostReasons);
        foreach (var difference in report.Scripts.Select(static script => script.Snapshot.Difference).OfType<string>())
        {
            text.Append("\n\n  - accepted, + received");
            Append(text, [.. VisibleText.Lines(difference)], MostDifferences);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> lines, int most)
    {
        foreach (var line in lines.Take(most))
        {
            text.Append("\n  ").Append(VisibleText.Escape(line));
        }

        if (lines.Count > most)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  ... and {lines.Count - most} more in the attached report");
        }
    }
}
