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
            yield return new(KindOf(hazard), VisibleText.Escape($"  {Place(script, hazard)}: {hazard.Severity} {hazard.RuleId}: {hazard.Message} ({Observed(hazard.Observed)})"));
        }
    }

    /// <summary>What it weighs.</summary>
    public static TextKind KindOf(Hazard hazard) => hazard.Severity switch { "error" => TextKind.Bad, "warning" => TextKind.Attention, _ => TextKind.Muted };

    /// <summary>Where it is: file, line, and the column where it is known.</summary>
    public static string Place(ScriptReport script, Hazard hazard) => string.Create(CultureInfo.InvariantCulture, $"{hazard.Path ?? script.Path}:{hazard.Line}{(hazard.Column > 0 ? $":{hazard.Column}" : "")}");

    /// <summary>Whether the run bore it out, in words.</summary>
    public static string Observed(string observed) => observed switch
    {
        "notObserved" => "not observed",
        "observedOnly" => "observed only",
        _ => observed,
    };
}
