namespace Sandbox.Rehearsal.Reporting;

/// <summary>The lines of a text, secrets covered.</summary>
/// <param name="text">The text.</param>
internal sealed class SourceText(string text)
{
    // Line by line none of it would be found: a literal may go over several.
    private readonly string[] _covered = SecretText.Cover(text).Split('\n');
    private readonly string[] _lines = text.Split('\n');

    /// <summary>A line, and in it the word that begins at a column; without a column all of it.</summary>
    /// <param name="line">The line, counted from 1; 0 where it is not known.</param>
    /// <param name="column">The column, counted in characters from 1; 0 where it is not known.</param>
    /// <returns>The line; null where the text has no such place.</returns>
    public Excerpt? At(int line, int column)
    {
        if (line < 1 || line > _lines.Length)
        {
            return null;
        }

        var (original, covered) = (_lines[line - 1].TrimEnd(), _covered[line - 1].TrimEnd());
        var start = column > 0 ? UnitOf(original, column) : original.Length - original.TrimStart().Length;
        if (start > original.Length || original.Length != covered.Length)
        {
            return null;
        }

        var end = column > 0 ? WordEnd(original, start) : original.Length;
        var (before, inside, behind) = (Shown(0, start), Shown(start, end), Shown(end, original.Length));
        return new Excerpt(before + inside + behind, before.Length, Math.Max(1, inside.Length));

        string Shown(int from, int to) => SecretText.Shorten(original.AsSpan(from, to - from), covered.AsSpan(from, to - from));
    }

    private static int UnitOf(string line, int column)
    {
        var at = 0;
        for (var character = 1; character < column && at < line.Length; character++)
        {
            at += char.IsSurrogatePair(line, at) ? 2 : 1;
        }

        return at;
    }

    private static int WordEnd(string line, int start)
    {
        var end = start;
        while (end < line.Length && (char.IsLetterOrDigit(line[end]) || line[end] is '_' or '.' or '$'))
        {
            end++;
        }

        return Math.Max(end, Math.Min(start + 1, line.Length));
    }
}
