using System.Globalization;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>The findings, each with its place.</summary>
internal static class TextFindings
{
    public static IEnumerable<TextLine> Of(ScriptReport script)
    {
        if (script.Hazards.Count == 0)
        {
            yield break;
        }

        yield return new(TextKind.Heading, "Findings");
        foreach (var hazard in script.Hazards)
        {
            var kind = hazard.Severity switch { "error" => TextKind.Bad, "warning" => TextKind.Attention, _ => TextKind.Muted };
            yield return new(kind, VisibleText.Escape(string.Create(
                CultureInfo.InvariantCulture,
                $"  {hazard.Path ?? script.Path}:{hazard.Line}:{hazard.Column}: {hazard.Severity} {hazard.RuleId}: {hazard.Message} ({Observed(hazard.Observed)})")));
        }
    }

    private static string Observed(string observed) => observed switch
    {
        "notObserved" => "not observed",
        "observedOnly" => "observed only",
        _ => observed,
    };
}
