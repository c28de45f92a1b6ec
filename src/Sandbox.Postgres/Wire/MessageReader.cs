using System.Buffers.Binary;

namespace Sandbox.Postgres.Wire;

/// <summary>
/// Cuts the server's bytes into messages, in place. A length is believed only as far as bytes really arrive: the buffer grows
/// when it is full, never because a header says so.
/// </summary>
internal sealed class MessageReader(Stream stream)
{
    /// <summary>libpq's limit for messages that are short by their nature, and for everything before the first ReadyForQuery.</summary>
    private const int ShortLimit = 30_000;

    /// <summary>The server never builds a message of a gigabyte (MaxAllocSize).</summary>
    private const int LongLimit = 0x3fff_ffff;

    private const int HeaderLength = 5;
    private const int UsualCapacity = 64 * 1024;
    private const int KeptCapacity = 1024 * 1024;

    private byte[] _buffer = new byte[UsualCapacity];
    private int _start;
    private int _end;

    /// <summary>Whether long messages are allowed: not before the server has let us in.</summary>
    public bool LongMessages { get; set; }

    /// <summary>The next message. Its body is valid until the next call.</summary>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    /// <exception cref="ProtocolViolationException">The length cannot be right.</exception>
    public ValueTask<Message> ReadAsync(CancellationToken cancellationToken) =>
        TryTake(out var message) ? new ValueTask<Message>(message) : FillAndTakeAsync(cancellationToken);

    private async ValueTask<Message> FillAndTakeAsync(CancellationToken cancellationToken)
    {
        Message message;
        do
        {
            MakeRoom();
            var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (count == 0)
            {
                throw new EndOfStreamException("the server closed the connection");
            }

            _end += count;
        }
        while (!TryTake(out message));
        return message;
    }

    private bool TryTake(out Message message)
    {
        message = default;
        var total = TotalLength();
        if (total is null || _end - _start < total)
        {
            return false;
        }

        message = new Message(_buffer[_start], _buffer.AsMemory(_start + HeaderLength, total.Value - HeaderLength));
        _start += total.Value;
        return true;
    }

    /// <summary>The length of the message at the start of the buffer with its header; null while the header is incomplete.</summary>
    private int? TotalLength()
    {
        if (_end - _start < HeaderLength)
        {
            return null;
        }

        var type = _buffer[_start];
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + 1));
        if (length < 4 || length > (LongMessages && MayBeLong(type) ? LongLimit : ShortLimit))
        {
            throw new ProtocolViolationException($"message type 0x{type:x2} has the length {length}");
        }

        return length + 1;
    }

    private static bool MayBeLong(byte type) => type is MessageType.RowDescription or MessageType.DataRow or MessageType.CopyData
        or MessageType.ErrorResponse or MessageType.NoticeResponse or MessageType.NotificationResponse
        or MessageType.ParameterDescription;

    private void MakeRoom()
    {
        var available = _end - _start;
        if (available == 0)
        {
            _start = _end = 0;
            _buffer = _buffer.Length > KeptCapacity ? new byte[UsualCapacity] : _buffer;
        }

        if (available == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, LongLimit + HeaderLength));
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, available).CopyTo(_buffer);
            _start = 0;
            _end = available;
        }
    }
}
