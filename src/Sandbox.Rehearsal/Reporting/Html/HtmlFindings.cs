namespace Sandbox.Rehearsal.Reporting.Html;

/// <summary>The findings, each with its line and a caret under what it is about.</summary>
internal static class HtmlFindings
{
    /// <summary>Writes them.</summary>
    public static void Write(HtmlWriter html, ScriptReport script)
    {
        html.Open("ul", ("class", "findings")).Break();
        Hazard? before = null;
        foreach (var hazard in script.Hazards.OrderBy(static hazard => hazard.Path, StringComparer.Ordinal).ThenBy(static hazard => hazard.Line).ThenBy(static hazard => hazard.Source?.Start))
        {
            var kind = TextFindings.KindOf(hazard);
            html.Open("li", ("class", HtmlWriter.ClassOf(kind)), ("data-row", ""))
                .Open("div").Element("span", hazard.Severity, ("class", $"word {HtmlWriter.ClassOf(kind)}")).Text(" ").Element("b", hazard.RuleId).Text(" ")
                .Element("span", $"{TextFindings.Place(script, hazard)}, {TextFindings.Observed(hazard.Observed)}", ("class", "muted")).Close("div")
                .Element("div", hazard.Message);
            if (hazard.Source is { } source && !(IsAt(before, hazard) && source == before?.Source))
            {
                html.Lines(ExcerptText.Lines(source, hazard.Line, kind));
            }

            html.Close("li").Break();
            before = hazard;
        }

        html.Close("ul");
    }

    // What was just shown is not shown again.
    private static bool IsAt(Hazard? before, Hazard hazard) => before?.Line == hazard.Line && string.Equals(before.Path, hazard.Path, StringComparison.Ordinal);
}
