using System.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Collects text up to a bound, and says so where more came: a script may print without end.</summary>
internal sealed class BoundedWriter : TextWriter
{
    /// <summary>How many characters are kept of what one step prints.</summary>
    public const int Bound = 1 << 20;

    /// <summary>How many characters are kept of what a whole script prints.</summary>
    public const int BoundOfAll = 1 << 24;

    private readonly StringBuilder _text = new();
    private string? _taken;
    private int _left = BoundOfAll;
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

        if (_text.Length == 0)
        {
            return null;
        }

        // Many a script prints the same thousands of times, as INSERT 0 1.
        _taken = _text.Equals(_taken) ? _taken : _text.ToString();
        _text.Clear();
        return _taken;
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
        var kept = buffer[..Math.Min(buffer.Length, Math.Max(0, Math.Min(Bound - _text.Length, _left)))];
        _text.Append(kept);
        _left -= kept.Length;
        _dropped += buffer.Length - kept.Length;
    }

    // The base class would hand each of these to another thread.

    /// <inheritdoc/>
    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(char[] buffer, int index, int count)
    {
        Write(buffer, index, count);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }
}
