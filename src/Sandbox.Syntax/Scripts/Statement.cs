using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <summary>A statement exactly as psql would send it, with the way back to where each of its characters was written.</summary>
public sealed class Statement
{
    private readonly (int Offset, TextPosition Position)[] _map;

    internal Statement(string path, string text, (int Offset, TextPosition Position)[] map, int endLine, bool hasUnknownVariables)
    {
        Path = path;
        Text = text;
        _map = map;
        EndLine = endLine;
        HasUnknownVariables = hasUnknownVariables;
    }

    /// <summary>The file that holds it.</summary>
    public string Path { get; }

    /// <summary>The text to send: variables replaced, its semicolon included where it has one.</summary>
    public string Text { get; }

    /// <summary>Where it starts.</summary>
    public TextPosition Start => _map.Length == 0 ? new TextPosition(EndLine, 1) : new TextPosition(_map[0].Position.Line, Math.Abs(_map[0].Position.Column));

    /// <summary>The line that psql names in its messages: the one that ended the statement.</summary>
    public int EndLine { get; }

    /// <summary>Whether a variable in it could not be told before the run, so that the text is not the one that will be sent.</summary>
    public bool HasUnknownVariables { get; }

    /// <summary>A statement that no script holds, such as one that a program sends.</summary>
    /// <param name="path">What sends it.</param>
    /// <param name="text">The text.</param>
    /// <param name="line">Where it stands there; its number where there are no lines.</param>
    public static Statement Of(string path, string text, int line) => new(path, text, [(0, new TextPosition(line, 1))], line, hasUnknownVariables: false);

    /// <summary>Another text that is sent on behalf of this statement, from the same place.</summary>
    /// <param name="text">The text.</param>
    public Statement WithText(string text) => new(Path, text, [(0, new TextPosition(Start.Line, -Start.Column))], EndLine, hasUnknownVariables: false);

    /// <summary>The place of a character, for example of a server's error position.</summary>
    /// <param name="character">The character's number in <see cref="Text"/>, counted from 1 in characters as the server counts.</param>
    public TextPosition Locate(int character)
    {
        var offset = 0;
        for (var left = character - 1; left > 0 && offset < Text.Length; left--)
        {
            offset += char.IsHighSurrogate(Text[offset]) && offset + 1 < Text.Length ? 2 : 1;
        }

        Work.Count(offset);
        return LocateOffset(offset);
    }

    /// <summary>The place of an offset in <see cref="Text"/>.</summary>
    /// <param name="offset">The offset in UTF-16 units.</param>
    public TextPosition LocateOffset(int offset)
    {
        if (_map.Length == 0)
        {
            return Start;
        }

        var (from, point) = _map[FindPart(offset)];

        // Inside a variable's value the column would run past the variable's name, so the value's start stands for all of it.
        if (point.Column < 0)
        {
            return new TextPosition(point.Line, -point.Column);
        }

        var before = Text.AsSpan(from, Math.Min(offset, Text.Length) - from);
        var lineEnd = before.LastIndexOf('\n');
        return lineEnd < 0
            ? new TextPosition(point.Line, point.Column + TextPosition.CountCharacters(before))
            : new TextPosition(point.Line + CountLineEnds(before), 1 + TextPosition.CountCharacters(before.Slice(lineEnd + 1)));
    }

    /// <summary>The last part that begins at or before an offset.</summary>
    private int FindPart(int offset)
    {
        var (low, high) = (0, _map.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_map[middle].Offset <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private static int CountLineEnds(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var next = text.IndexOf('\n'); next >= 0; next = text.IndexOf('\n'))
        {
            count++;
            text = text.Slice(next + 1);
        }

        return count;
    }
}
