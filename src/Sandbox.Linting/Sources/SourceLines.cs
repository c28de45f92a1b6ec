using Sandbox.Syntax.Text;

namespace Sandbox.Linting.Sources;

/// <summary>Where the lines of a text begin: from offsets to lines and columns.</summary>
/// <param name="text">The text.</param>
internal sealed class SourceLines(string text)
{
    private readonly int[] _starts = Starts(text);

    /// <summary>The line of an offset, counted from 1.</summary>
    public int LineOf(int offset)
    {
        var found = Array.BinarySearch(_starts, offset);
        return found < 0 ? ~found : found + 1;
    }

    /// <summary>The place of an offset.</summary>
    public TextPosition Locate(int offset)
    {
        var line = LineOf(offset);
        var start = _starts[line - 1];
        return new TextPosition(line, TextPosition.CountCharacters(text.AsSpan(start, offset - start)) + 1);
    }

    /// <summary>Where a line begins.</summary>
    /// <param name="line">The line, counted from 1.</param>
    public int StartOf(int line) => _starts[line - 1];

    /// <summary>Where a line ends: before its line break.</summary>
    /// <param name="line">The line, counted from 1.</param>
    public int EndOf(int line)
    {
        var end = line < _starts.Length ? _starts[line] - 1 : text.Length;
        return end > _starts[line - 1] && line < _starts.Length && text[end - 1] == '\r' ? end - 1 : end;
    }

    private static int[] Starts(string text)
    {
        var starts = new List<int> { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }

        return [.. starts];
    }
}
