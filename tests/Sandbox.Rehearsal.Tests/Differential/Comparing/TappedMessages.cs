using System.Buffers.Binary;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>
/// Cuts one side's bytes into protocol-3 messages as they stream by, whatever pieces they come in. Only the bodies of those of interest are kept; the data of
/// a COPY is counted and forgotten.
/// </summary>
/// <param name="types">The types of the messages of interest.</param>
/// <param name="received">Told of each message of interest, with its body.</param>
internal sealed class TappedMessages(byte[] types, Action<byte, ReadOnlyMemory<byte>> received)
{
    public const byte Bind = (byte)'B';
    public const byte Describe = (byte)'D';
    public const byte Execute = (byte)'E';
    public const byte Parse = (byte)'P';
    public const byte Query = (byte)'Q';
    public const byte Sync = (byte)'S';

    public const byte CommandComplete = (byte)'C';
    public const byte EmptyQueryResponse = (byte)'I';
    public const byte ErrorResponse = (byte)'E';
    public const byte ParseComplete = (byte)'1';
    public const byte ReadyForQuery = (byte)'Z';

    /// <summary>What a client asks for.</summary>
    public static readonly byte[] Requests = [Bind, Describe, Execute, Parse, Query, Sync];

    /// <summary>What tells how far a server came.</summary>
    public static readonly byte[] Answers = [CommandComplete, EmptyQueryResponse, ErrorResponse, ParseComplete, ReadyForQuery];

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

    private bool IsOfInterest => Array.IndexOf(types, _header[0]) >= 0;

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
                throw new InvalidDataException($"a message 0x{_header[0]:x2} has the length {_missing + sizeof(int)}");
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
