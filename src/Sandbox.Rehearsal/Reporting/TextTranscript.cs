using System.Globalization;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>
/// What the script showed while it ran, in order: printed text, result tables, errors. All that a script can choose is set in by two
/// blanks, so that no text of its own can pass for a heading or a verdict of the report.
/// </summary>
internal static class TextTranscript
{
    private const string Indent = "  ";

    public static IEnumerable<TextLine> Of(ScriptReport script, TextOptions options)
    {
        var next = 0;
        for (var i = 0; i < script.Steps.Count; i++)
        {
            var step = script.Steps[i];
            foreach (var line in Step(step, options))
            {
                yield return line;
            }

            // A statement of several messages, or \gexec, returns several tables from one line: the line's last step takes what is left of them.
            var last = i + 1 == script.Steps.Count || script.Steps[i + 1].Line != step.Line;
            var taken = 0;
            while (next < script.Results.Count && script.Results[next].Line == step.Line && !IsMeta(step) && (taken == 0 || last))
            {
                foreach (var line in Table(script.Results[next], options))
                {
                    yield return line;
                }

                next++;
                taken++;
            }
        }

        foreach (var line in script.Results.Skip(next).SelectMany(table => Table(table, options)))
        {
            yield return line;
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

        if (IsMeta(step) && step.Text.Length > 0)
        {
            foreach (var line in VisibleText.Lines(step.Text.EndsWith('\n') ? step.Text[..^1] : step.Text))
            {
                yield return new(TextKind.Plain, (Indent + line).TrimEnd(' '));
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

    private static IEnumerable<TextLine> Table(ResultTable table, TextOptions options)
    {
        if (table.Columns.Count > 0)
        {
            foreach (var (_, text) in TextTable.Lines(table.Columns, table.Rows, options.Width - Indent.Length))
            {
                yield return new(TextKind.Plain, Indent + text);
            }
        }

        yield return new(TextKind.Plain, table.RowCount > table.Rows.Count
            ? string.Create(CultureInfo.InvariantCulture, $"{Indent}({table.RowCount} rows, the first {table.Rows.Count} shown)")
            : string.Create(CultureInfo.InvariantCulture, $"{Indent}({table.Rows.Count} {(table.Rows.Count == 1 ? "row" : "rows")})"));
        yield return TextLine.Empty;
    }

    private static bool IsMeta(Step step) => step.Command.StartsWith('\\');
}
