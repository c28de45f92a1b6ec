using System.Buffers.Binary;
using System.Text;

namespace Sandbox.Postgres.Wire;

/// <summary>Reads a message's body field by field; what the body does not hold is a <see cref="ProtocolViolationException"/>.</summary>
internal ref struct BodyReader(ReadOnlySpan<byte> body, Encoding encoding)
{
    private ReadOnlySpan<byte> _rest = body;

    public readonly int Remaining => _rest.Length;

    public byte Byte() => Take(1)[0];

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public string Text() => encoding.GetString(TextBytes());

    /// <summary>The bytes of a zero-terminated string, without the zero.</summary>
    public ReadOnlySpan<byte> TextBytes()
    {
        var length = _rest.IndexOf((byte)0);
        if (length < 0)
        {
            throw new ProtocolViolationException("a string without its end");
        }

        var text = _rest[..length];
        _rest = _rest[(length + 1)..];
        return text;
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length)
        {
            throw new ProtocolViolationException("a message shorter than its contents");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public ReadOnlySpan<byte> TakeRest() => Take(_rest.Length);

    public readonly void ExpectEnd()
    {
        if (_rest.Length != 0)
        {
            throw new ProtocolViolationException("a message longer than its contents");
        }
    }
}
