using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>The inline data of a COPY FROM STDIN: the script's lines up to <c>\.</c> or the end of the file.</summary>
/// <param name="reader">The script.</param>
/// <param name="sendsEndMark">Whether <c>\.</c> is data too, as psql sends it up to 17.</param>
internal sealed class CopyDataStream(ScriptReader reader, bool sendsEndMark = false) : Stream
{
    private ReadOnlyMemory<byte> _lines;
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
        while (copied < buffer.Length && (!_lines.IsEmpty || NextLines()))
        {
            var part = _lines[..Math.Min(buffer.Length - copied, _lines.Length)];
            part.Span.CopyTo(buffer[copied..]);
            _lines = _lines[part.Length..];
            copied += part.Length;
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
        while (NextLines())
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

    private bool NextLines()
    {
        if (_atEnd || !reader.ReadData(out _lines))
        {
            _atEnd = true;
            return false;
        }

        HasEndMark = LineReader.IsEndOfData(_lines.Span);
        _atEnd = HasEndMark;
        _lines = HasEndMark && !sendsEndMark ? default : _lines;
        return !_lines.IsEmpty;
    }
}
