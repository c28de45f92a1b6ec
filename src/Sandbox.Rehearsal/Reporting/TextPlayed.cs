using System.Globalization;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>The script's own transaction control, and how it was played.</summary>
internal static class TextPlayed
{
    public static IEnumerable<TextLine> Of(ScriptReport script)
    {
        var any = false;
        foreach (var step in script.Steps)
        {
            if (step.Played is not { } played)
            {
                continue;
            }

            if (!any)
            {
                yield return new(TextKind.Heading, "Transactions");
                any = true;
            }

            yield return new(TextKind.Muted, VisibleText.Escape(
                string.Create(CultureInfo.InvariantCulture, $"  {step.Path}:{step.Line}: {step.Command}: {played}")));
        }
    }
}
