namespace Sandbox.Syntax.Text;

/// <summary>The lines of a text in memory.</summary>
public sealed class StringLineReader : LineReader
{
    private readonly ReadOnlyMemory<char> _text;
    private int _position;

    /// <summary>Reads a text in memory.</summary>
    /// <param name="path">The path as messages name it.</param>
    /// <param name="text">The text.</param>
    public StringLineReader(string path, string text)
        : base(path)
    {
        _text = text.AsMemory();
        _position = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
    }

    /// <inheritdoc/>
    protected override bool ReadCore(out ReadOnlyMemory<char> line)
    {
        if (_position >= _text.Length)
        {
            line = default;
            return false;
        }

        var rest = _text.Slice(_position);
        var end = FindLineEnd(rest.Span, 0, mayHoldNul: true);
        line = end < 0 ? rest : rest.Slice(0, end);
        _position += end < 0 ? rest.Length : end + 1;
        return true;
    }
}
