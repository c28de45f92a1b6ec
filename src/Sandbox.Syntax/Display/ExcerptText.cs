using System.Globalization;
using System.Text;

namespace Sandbox.Syntax.Display;

/// <summary>A line of a source and, below it, carets under exactly the characters that a finding is about.</summary>
public static class ExcerptText
{
    private const int TabStop = 4;
    private const int Widest = 160, Narrowest = 40;

    /// <summary>The number before the line, the mark of a cut, and a last character that is two columns wide.</summary>
    private const int Around = 8 + 1 + 2;

    private const string Cut = "…";

    /// <summary>The two lines.</summary>
    /// <param name="excerpt">The line.</param>
    /// <param name="number">Its number.</param>
    /// <param name="kind">What the carets mean.</param>
    /// <param name="width">The width to cut to; null for what a page takes.</param>
    public static IEnumerable<TextLine> Lines(Excerpt excerpt, int number, TextKind kind, int? width = null)
    {
        var widest = Math.Max(Narrowest, Math.Min(Widest, (width ?? Widest + Around) - Around));
        var shown = new StringBuilder();
        var (column, from, to, behind) = (0, -1, -1, false);
        var at = 0;
        while (at < excerpt.Text.Length && !behind)
        {
            from = from < 0 && at >= excerpt.Start ? column : from;
            to = to < 0 && at >= excerpt.Start + excerpt.Length ? column : to;
            if (from < 0 && column > widest - (widest / 4))
            {
                // What is far before the place is no help to find it; the carets stay under what is shown.
                column = Cut.Length;
                shown.Clear().Append(Cut);
            }

            var length = Rune.TryGetRuneAt(excerpt.Text, at, out var rune) ? rune.Utf16SequenceLength : 1;
            var (text, columns) = Show(excerpt.Text.AsSpan(at, length), rune, column);
            shown.Append(text);
            column += columns;
            at += length;
            behind = column > widest;
        }

        if (behind)
        {
            shown.Append(Cut);
        }

        var start = from < 0 ? column : from;
        var end = to < 0 ? Math.Max(column, start + 1) : Math.Max(to, start + 1);
        var margin = number.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        yield return new TextLine(TextKind.Plain, $"{margin} | {shown}".TrimEnd()) { IsLaidOut = true };
        yield return new TextLine(kind, $"{new string(' ', margin.Length)} | {new string(' ', start)}{new string('^', end - start)}") { IsLaidOut = true };
    }

    private static (string Text, int Width) Show(ReadOnlySpan<char> character, Rune rune, int column)
    {
        if (character[0] == '\t')
        {
            var blanks = TabStop - (column % TabStop);
            return (new string(' ', blanks), blanks);
        }

        if (character[0] is >= ' ' and <= '~')
        {
            return (character.ToString(), 1);
        }

        var visible = VisibleText.Escape(character.ToString());
        return (visible, visible.Length == character.Length ? TextWidth.Of(rune) : visible.Length);
    }
}
