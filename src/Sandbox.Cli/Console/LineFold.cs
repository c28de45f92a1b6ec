using System.Text;

namespace Sandbox.Cli.Console;

/// <summary>Breaks a line of prose between its words, so that a narrow terminal does not break it within them.</summary>
internal static class LineFold
{
    private const int Hanging = 2;

    /// <summary>The line's parts: the first as it stands, the others set in a little further. A word that is longer than the width stays whole.</summary>
    /// <param name="text">The line.</param>
    /// <param name="width">The terminal's width in columns; null for no limit.</param>
    public static IEnumerable<string> Fold(string text, int? width)
    {
        if (width is not { } limit || text.Length <= limit / 2)
        {
            return [text];
        }

        var indent = text.Length - text.AsSpan().TrimStart(' ').Length;
        var margin = new string(' ', Math.Min(indent + Hanging, limit / 2));
        var parts = new List<string>();
        var (start, blank, column) = (0, -1, 0);
        for (var at = 0; at < text.Length;)
        {
            blank = text[at] == ' ' && at > (parts.Count == 0 ? indent : start) ? at : blank;
            var length = Rune.TryGetRuneAt(text, at, out var rune) ? rune.Utf16SequenceLength : 1;
            column += TextWidth.Of(rune);
            at += length;
            if (column > limit && blank > 0)
            {
                Take(blank);
                at = start = Skip(blank);
                (blank, column) = (-1, margin.Length);
            }
        }

        if (parts.Count == 0)
        {
            return [text];
        }

        if (start < text.Length)
        {
            Take(text.Length);
        }

        return parts;

        void Take(int end) => parts.Add((parts.Count == 0 ? string.Empty : margin) + text[start..end].TrimEnd(' '));

        int Skip(int from) => from + (text.Length - from) - text.AsSpan(from).TrimStart(' ').Length;
    }
}
