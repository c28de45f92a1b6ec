using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <summary>psql's query buffer: the text of the statement so far, and where each part of it was written.</summary>
internal sealed class StatementBuffer
{
    private readonly List<(int Offset, TextPosition Position)> _map = [];
    private char[] _text = new char[1 << 10];

    public int Length { get; private set; }

    public bool HasUnknownVariables { get; set; }

    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    /// <summary>Appends text that stands in the file at this place.</summary>
    public void Append(ReadOnlySpan<char> text, TextPosition position)
    {
        _map.Add((Length, position));
        AppendUnmapped(text);
    }

    /// <summary>Appends text that a variable at this place stands for: every character of it maps to the variable.</summary>
    public void AppendValue(ReadOnlySpan<char> text, TextPosition position) => Append(text, new TextPosition(position.Line, -position.Column));

    public void AppendUnmapped(ReadOnlySpan<char> text)
    {
        if (_text.Length - Length < text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, Length + text.Length));
        }

        text.CopyTo(_text.AsSpan(Length));
        Length += text.Length;
    }

    public void Truncate(int length)
    {
        Length = length;
        while (_map.Count > 0 && _map[_map.Count - 1].Offset >= length)
        {
            _map.RemoveAt(_map.Count - 1);
        }
    }

    public void Clear()
    {
        Truncate(0);
        HasUnknownVariables = false;
    }

    public Statement ToStatement(string path, int endLine) => new(path, Text.ToString(), [.. _map], endLine, HasUnknownVariables);
}
