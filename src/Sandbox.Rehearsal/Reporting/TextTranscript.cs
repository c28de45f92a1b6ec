using System.Globalization;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>
/// What the script showed while it ran, in order: what psql prints, and errors with their place. All that a script can choose is set in by two
/// blanks, so that no text of its own can pass for a heading or a verdict of the report.
/// </summary>
internal static class TextTranscript
{
    private const string Indent = "  ";

    public static IEnumerable<TextLine> Of(ScriptReport script, TextOptions options)
    {
        // psql ends a table with a blank line; the report sets its parts apart itself.
        var lines = script.Steps.SelectMany(step => Step(step, options)).ToList();
        var end = lines.FindLastIndex(static line => line.Text.Length > 0) + 1;
        foreach (var line in lines.Take(end))
        {
            yield return line;
        }

        if (script.Omitted.Steps > 0)
        {
            yield return new(TextKind.Muted, string.Create(CultureInfo.InvariantCulture, $"... and {script.Omitted.Steps} steps more"));
        }
    }

    private static IEnumerable<TextLine> Step(Step step, TextOptions options)
    {
        if (options.Detail == TextDetail.Verbose && step.Error is null)
        {
            var time = step.ElapsedMs is { } ms ? string.Create(CultureInfo.InvariantCulture, $"  {ms:0.0} ms") : "";
            yield return new(TextKind.Muted, VisibleText.Escape(
                string.Create(CultureInfo.InvariantCulture, $"{step.Path}:{step.Line}: {step.Tag ?? step.Command}{time}")));
        }

        if (step.Output is { } output)
        {
            foreach (var line in VisibleText.Lines(output.EndsWith('\n') ? output[..^1] : output))
            {
                yield return new(TextKind.Plain, (Indent + line).TrimEnd(' ')) { IsLaidOut = true };
            }
        }

        if (step.Error is { } error)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"{step.Path}:{error.Line}:{error.Column}");
            var first = true;
            foreach (var line in VisibleText.Lines(error.Message))
            {
                yield return new(TextKind.Bad, first ? $"{VisibleText.Escape(where)}: ERROR: {line}" : $"    {line}");
                first = false;
            }
        }
    }
}
