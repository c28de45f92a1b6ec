using System.Text;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>The inline data of a COPY FROM STDIN: the script's lines up to <c>\.</c> or the end of the file.</summary>
/// <param name="reader">The script.</param>
/// <param name="sendsEndMark">Whether <c>\.</c> is data too, as psql sends it up to 17.</param>
internal sealed class CopyDataStream(ScriptReader reader, bool sendsEndMark = false) : Stream
{
    private byte[] _bytes = [];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>Whether the data ended with its mark, and not with the file.</summary>
    public bool HasEndMark { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("The length of inline COPY data is known at its end only.");

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException("Inline COPY data is read once, forwards.");
        set => throw new NotSupportedException("Inline COPY data is read once, forwards.");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var copied = 0;
        while (copied < buffer.Length && (_start < _end || Encode()))
        {
            var count = Math.Min(buffer.Length - copied, _end - _start);
            _bytes.AsSpan(_start, count).CopyTo(buffer[copied..]);
            _start += count;
            copied += count;
        }

        return copied;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    /// <summary>Reads what the server did not ask for, so that the data of a COPY that failed is not taken for statements.</summary>
    public void Drain()
    {
        while (NextLines(out _))
        {
            // The data is only stepped over.
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is written, so there is nothing to flush.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Inline COPY data is read once, forwards.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("Inline COPY data is read only.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Inline COPY data is read only.");

    private bool Encode()
    {
        if (!NextLines(out var lines))
        {
            return false;
        }

        var longest = Encoding.UTF8.GetMaxByteCount(lines.Length) + 1;
        if (_bytes.Length < longest)
        {
            _bytes = new byte[longest];
        }

        _start = 0;
        _end = Encoding.UTF8.GetBytes(lines.Span, _bytes);
        _bytes[_end++] = (byte)'\n';
        return true;
    }

    private bool NextLines(out ReadOnlyMemory<char> lines)
    {
        if (_atEnd || !reader.ReadData(out lines))
        {
            lines = default;
            _atEnd = true;
            return false;
        }

        HasEndMark = LineReader.IsEndOfData(lines.Span);
        _atEnd = HasEndMark;
        return !HasEndMark || sendsEndMark;
    }
}
