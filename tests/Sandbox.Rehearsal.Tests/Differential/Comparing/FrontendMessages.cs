using System.Buffers.Binary;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>
/// Cuts a client's bytes into protocol-3 messages as they stream by, whatever pieces they come in. Only the bodies that can hold SQL are kept; the data of
/// a COPY is counted and forgotten.
/// </summary>
/// <param name="received">Told of each message of interest, with its body.</param>
internal sealed class FrontendMessages(Action<byte, ReadOnlyMemory<byte>> received)
{
    public const byte Bind = (byte)'B';
    public const byte Describe = (byte)'D';
    public const byte Parse = (byte)'P';
    public const byte Query = (byte)'Q';

    private const int HeaderLength = 5;

    private readonly byte[] _header = new byte[HeaderLength];
    private readonly MemoryStream _body = new();
    private int _headerLength;
    private int _missing;

    /// <summary>Takes the next bytes after the startup packet.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = _headerLength < HeaderLength ? bytes[TakeHeader(bytes)..] : bytes[TakeBody(bytes)..];
            if (_headerLength == HeaderLength && _missing == 0)
            {
                Close();
            }
        }
    }

    private bool IsOfInterest => _header[0] is Query or Parse or Bind or Describe;

    private int TakeHeader(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(HeaderLength - _headerLength, bytes.Length);
        bytes[..count].CopyTo(_header.AsSpan(_headerLength));
        _headerLength += count;
        if (_headerLength == HeaderLength)
        {
            // The length counts itself.
            _missing = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(1)) - sizeof(int);
            if (_missing < 0)
            {
                throw new InvalidDataException($"a client's message 0x{_header[0]:x2} has the length {_missing + sizeof(int)}");
            }
        }

        return count;
    }

    private int TakeBody(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(_missing, bytes.Length);
        if (IsOfInterest)
        {
            _body.Write(bytes[..count]);
        }

        _missing -= count;
        return count;
    }

    private void Close()
    {
        if (IsOfInterest)
        {
            received(_header[0], _body.GetBuffer().AsMemory(0, (int)_body.Length));
        }

        _body.SetLength(0);
        _headerLength = 0;
    }
}
