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
        : base(path) => _text = text.AsMemory();

    /// <inheritdoc/>
    protected override bool ReadCore(out ReadOnlyMemory<char> line)
    {
        if (_position >= _text.Length)
        {
            line = default;
            return false;
        }

        var rest = _text.Slice(_position);
        var end = rest.Span.IndexOf('\n');
        line = end < 0 ? rest : rest.Slice(0, end);
        _position += end < 0 ? rest.Length : end + 1;
        return true;
    }
}
