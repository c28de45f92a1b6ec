namespace Sandbox.Rehearsal.Reporting;

/// <summary>The lines of a text, secrets covered.</summary>
/// <param name="text">The text.</param>
internal sealed class SourceText(string text)
{
    // Covered as a whole, since a literal may go over several lines; what stands in it stands where it does in the text.
    private readonly string _covered = SecretText.Cover(text);
    private readonly List<int> _starts = StartsOf(text);

    /// <summary>A line, and in it the word that begins at a column; without a column all of it.</summary>
    /// <param name="line">The line, counted from 1; 0 where it is not known.</param>
    /// <param name="column">The column, counted in characters from 1; 0 where it is not known.</param>
    /// <returns>The line; null where the text has no such place.</returns>
    public Excerpt? At(int line, int column)
    {
        if (line < 1 || line > _starts.Count)
        {
            return null;
        }

        var at = _starts[line - 1];
        var original = text[at..(line < _starts.Count ? _starts[line] - 1 : text.Length)].TrimEnd();
        var start = column > 0 ? UnitOf(original, column) : original.Length - original.TrimStart().Length;
        if (start > original.Length)
        {
            return null;
        }

        var end = column > 0 ? WordEnd(original, start) : original.Length;
        var (before, inside, behind) = (Shown(0, start), Shown(start, end), Shown(end, original.Length));
        return new Excerpt(before + inside + behind, before.Length, Math.Max(1, inside.Length));

        string Shown(int from, int to) => SecretText.Shorten(original.AsSpan(from, to - from), _covered.AsSpan(at + from, to - from));
    }

    private static List<int> StartsOf(string text)
    {
        List<int> starts = [0];
        for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', end + 1))
        {
            starts.Add(end + 1);
        }

        return starts;
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
