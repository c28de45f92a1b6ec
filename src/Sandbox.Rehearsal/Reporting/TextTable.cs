using System.Text;
using System.Text.RegularExpressions;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>
/// psql's aligned layout (its <c>print_aligned_text</c>, border 1): headers in the middle of their columns, a rule below, a <c>+</c>
/// where a value goes on in the next line. The values' types are not known here, so a column counts as numeric when all its values are.
/// </summary>
public static partial class TextTable
{
    private const int NarrowestColumn = 4;

    /// <summary>The table's lines.</summary>
    /// <param name="columns">The columns' names.</param>
    /// <param name="rows">The values; NULL shows as nothing, as in psql.</param>
    /// <param name="width">The width to cut to; null for no limit.</param>
    /// <returns>Head and rule with row -1, then each row's lines with its number.</returns>
    public static IEnumerable<(int Row, string Text)> Lines(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string?>> rows, int? width)
    {
        string[][] head = [.. columns.Select(Split)];
        string[][][] body = [.. rows.Select(row => row.Select(Split).ToArray())];
        var widths = new int[columns.Count];
        foreach (var cells in body.Prepend(head))
        {
            for (var i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], cells[i].Max(TextWidth.Of));
            }
        }

        Fit(widths, width);
        var numeric = columns.Select((_, at) => IsNumeric(rows, at)).ToArray();
        foreach (var line in Row(head, widths, Centre))
        {
            yield return (-1, line);
        }

        yield return (-1, string.Join('+', widths.Select(w => new string('-', w + 2))));
        for (var i = 0; i < body.Length; i++)
        {
            foreach (var line in Row(body[i], widths, (text, w, at) => numeric[at] ? Right(text, w) : Left(text, w)))
            {
                yield return (i, line);
            }
        }
    }

    private static string[] Split(string? value) => value is null ? [""] : [.. VisibleText.Lines(value)];

    private static IEnumerable<string> Row(string[][] cells, int[] widths, Func<string, int, int, string> align)
    {
        var height = cells.Max(lines => lines.Length);
        for (var line = 0; line < height; line++)
        {
            var text = new StringBuilder();
            for (var i = 0; i < cells.Length; i++)
            {
                var value = line < cells[i].Length ? TextWidth.Cut(cells[i][line], widths[i]) : "";
                text.Append(i == 0 ? " " : "| ").Append(align(value, widths[i], i)).Append(line + 1 < cells[i].Length ? '+' : ' ');
            }

            yield return text.ToString().TrimEnd(' ');
        }
    }

    /// <summary>Takes from the widest columns until the row fits; past the narrowest that still says something, the row is longer than the width.</summary>
    private static void Fit(int[] widths, int? width)
    {
        if (width is not { } limit)
        {
            return;
        }

        var room = limit - (3 * widths.Length) + 1;
        var (cap, tooWide) = (NarrowestColumn, Math.Max(NarrowestColumn, widths.DefaultIfEmpty().Max()) + 1);
        while (cap + 1 < tooWide)
        {
            var middle = cap + ((tooWide - cap) / 2);
            (cap, tooWide) = widths.Sum(w => (long)Math.Min(w, middle)) <= room ? (middle, tooWide) : (cap, middle);
        }

        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = Math.Min(widths[i], cap);
        }
    }

    private static bool IsNumeric(IReadOnlyList<IReadOnlyList<string?>> rows, int at)
    {
        var values = rows.Select(row => row[at]).OfType<string>().ToList();
        return values.Count > 0 && values.TrueForAll(value => Number().IsMatch(value));
    }

    private static string Left(string text, int width) => text + Blanks(width - TextWidth.Of(text));

    private static string Right(string text, int width) => Blanks(width - TextWidth.Of(text)) + text;

    private static string Centre(string text, int width, int column)
    {
        var free = width - TextWidth.Of(text);
        return Blanks(free / 2) + text + Blanks(free - (free / 2));
    }

    private static string Blanks(int count) => new(' ', Math.Max(0, count));

    [GeneratedRegex(@"\A(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|NaN|[+-]?Infinity)\z", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
