using System.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Collects text up to a bound, and says so where more came: a script may print without end.</summary>
internal sealed class BoundedWriter : TextWriter
{
    /// <summary>How many characters are kept of what one step prints.</summary>
    public const int Bound = 1 << 20;

    private readonly StringBuilder _text = new();
    private long _dropped;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Takes what came since the last call; null where nothing did.</summary>
    public string? Take()
    {
        if (_dropped > 0)
        {
            _text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n... and {_dropped} characters more\n");
            _dropped = 0;
        }

        var text = _text.Length == 0 ? null : _text.ToString();
        _text.Clear();
        return text;
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        var kept = buffer[..Math.Min(buffer.Length, Math.Max(0, Bound - _text.Length))];
        _text.Append(kept);
        _dropped += buffer.Length - kept.Length;
    }
}
