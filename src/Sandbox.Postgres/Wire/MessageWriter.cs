using System.Buffers.Binary;
using System.Text;

namespace Sandbox.Postgres.Wire;

/// <summary>Gathers messages to the server in one buffer until they are flushed.</summary>
internal sealed class MessageWriter(Stream stream)
{
    /// <summary>How much is gathered before it is worth a write.</summary>
    public const int FlushThreshold = 64 * 1024;

    private const int KeptCapacity = 1024 * 1024;

    private byte[] _buffer = new byte[FlushThreshold + 4096];
    private int _length;
    private int _messageStart;

    /// <summary>The encoding of the strings that follow.</summary>
    public Encoding Encoding { get; set; } = ClientEncodings.Utf8;

    /// <summary>The bytes that wait for <see cref="FlushAsync"/>.</summary>
    public int Pending => _length;

    /// <summary>Forgets what was gathered and not flushed.</summary>
    public void Clear() => _length = 0;

    public void Begin(byte type)
    {
        Room(5)[0] = type;
        _messageStart = _length + 1;
        _length += 5;
    }

    /// <summary>Begins a message without a type: the startup packet and its kin.</summary>
    public void BeginUntyped()
    {
        _ = Room(4);
        _messageStart = _length;
        _length += 4;
    }

    public void End() => BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_messageStart), _length - _messageStart);

    public void Byte(byte value)
    {
        Room(1)[0] = value;
        _length++;
    }

    public void Int16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Room(2), checked((ushort)value));
        _length += 2;
    }

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(4), value);
        _length += 4;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length));
        _length += value.Length;
    }

    /// <summary>A string and its ending zero. That it holds no other zero, <see cref="Requests.Check(string, Encoding)"/> has seen.</summary>
    public void Text(string value)
    {
        _length += Encoding.GetBytes(value, Room(Bound(value)));
        Byte(0);
    }

    /// <summary>A value: its length in bytes, then its bytes; null is SQL's NULL.</summary>
    public void Value(string? value)
    {
        if (value is null)
        {
            Int32(-1);
            return;
        }

        Int32(Encoding.GetByteCount(value));
        _length += Encoding.GetBytes(value, Room(Bound(value)));
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_buffer.AsMemory(0, _length), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _length = 0;
        if (_buffer.Length > KeptCapacity)
        {
            _buffer = new byte[FlushThreshold + 4096];
        }
    }

    /// <summary>How many bytes a string may take: exact for long ones, where three bytes a character would be much.</summary>
    private int Bound(string value) =>
        value.Length > FlushThreshold ? Encoding.GetByteCount(value) : Encoding.GetMaxByteCount(value.Length);

    private Span<byte> Room(int count)
    {
        var needed = (long)_length + count;
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _buffer.Length)));
        }

        return _buffer.AsSpan(_length, count);
    }
}
