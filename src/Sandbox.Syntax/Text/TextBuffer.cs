namespace Sandbox.Syntax.Text;

/// <summary>Characters that are put together and looked at in place; its memory is used again and again.</summary>
internal sealed class TextBuffer
{
    private char[] _text = new char[256];
    private int _length;

    public int Length
    {
        get => _length;
        set => _length = value <= _length ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    public char this[int index] => _text[index];

    public void Append(char character)
    {
        MakeRoom(1);
        _text[_length++] = character;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        MakeRoom(text.Length);
        Work.Count(text.Length);
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    private void MakeRoom(int length)
    {
        if (_text.Length - _length < length)
        {
            Work.Count(_length);
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + length));
        }
    }
}
