using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <summary>
/// psql's query buffer: the text of the statement so far, and where it was written. A place is only kept where the text does not simply go on:
/// at the start, behind a variable, behind lines that were dropped.
/// </summary>
internal sealed class StatementBuffer
{
    private readonly List<(int Offset, TextPosition Position)> _map = [];
    private readonly TextBuffer _text = new();
    private int _lastLine;

    public int Length => _text.Length;

    public bool HasUnknownVariables { get; set; }

    public ReadOnlySpan<char> Text => _text.Text;

    /// <summary>Appends text that stands in the file at this place.</summary>
    public void Append(ReadOnlySpan<char> text, TextPosition position)
    {
        if (position.Column != 1 || position.Line != _lastLine + 1 || Length == 0 || _text[Length - 1] != '\n')
        {
            _map.Add((Length, position));
        }

        _lastLine = position.Line;
        _text.Append(text);
    }

    /// <summary>Appends text that a variable at this place stands for: every character of it maps to the variable.</summary>
    public void AppendValue(ReadOnlySpan<char> text, TextPosition position)
    {
        _map.Add((Length, new TextPosition(position.Line, -position.Column)));
        _text.Append(text);
        _lastLine = -1;
    }

    /// <summary>Appends the line end between two lines of the statement.</summary>
    public void AppendLineEnd() => _text.Append('\n');

    public void Truncate(int length)
    {
        _text.Length = length;
        _lastLine = -1;
        while (_map.Count > 0 && _map[_map.Count - 1].Offset >= length)
        {
            _map.RemoveAt(_map.Count - 1);
        }
    }

    public void Clear()
    {
        _text.Length = 0;
        _lastLine = -1;
        _map.Clear();
        HasUnknownVariables = false;
    }

    public Statement ToStatement(string path, int endLine) => new(path, Text.ToString(), [.. _map], endLine, HasUnknownVariables);
}
