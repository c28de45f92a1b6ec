using System.Collections.Concurrent;
using System.Text;

namespace Sandbox.Postgres.Wire;

/// <summary>What the server said about the session itself, whatever it was doing at the time.</summary>
internal sealed class SessionState
{
    /// <summary>PostgreSQL reports about fifteen parameters; extensions may add theirs.</summary>
    private const int MostParameters = 1000;

    private const int MostOpeningNotices = 100;

    // The key has four bytes in protocol 3.0 and up to 256 in 3.2.
    private const int ShortestKey = 4;
    private const int LongestKey = 256;

    private readonly ConcurrentDictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly List<ServerMessage> _openingNotices = [];
    private volatile Encoding _encoding = ClientEncodings.Utf8;

    public IReadOnlyDictionary<string, string> Parameters => _parameters;

    public IReadOnlyList<ServerMessage> OpeningNotices => _openingNotices;

    /// <summary>The encoding of all text in both directions; a script may change it.</summary>
    public Encoding Encoding => _encoding;

    public TransactionStatus Status { get; private set; } = TransactionStatus.Unknown;

    public int ProcessId { get; private set; }

    /// <summary>What a cancel request must name besides the process; null where the server gave no key.</summary>
    public byte[]? SecretKey { get; private set; }

    /// <summary>The message with which the server ended the session; null while it goes on.</summary>
    public ServerMessage? Ending { get; set; }

    public void AddOpeningNotice(ServerMessage notice)
    {
        if (_openingNotices.Count == MostOpeningNotices)
        {
            throw new ProtocolViolationException("notices without end while the session starts");
        }

        _openingNotices.Add(notice);
    }

    public void SetParameter(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body, Encoding);
        var name = reader.Text();
        var value = reader.Text();
        reader.ExpectEnd();
        if (_parameters.Count >= MostParameters && !_parameters.ContainsKey(name))
        {
            throw new ProtocolViolationException("parameters without end");
        }

        _parameters[name] = value;
        if (string.Equals(name, "client_encoding", StringComparison.Ordinal))
        {
            _encoding = ClientEncodings.Find(value);
        }
    }

    public void SetKey(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body, Encoding);
        ProcessId = reader.Int32();
        SecretKey = reader.Remaining is >= ShortestKey and <= LongestKey
            ? reader.TakeRest().ToArray()
            : throw new ProtocolViolationException($"a key of {reader.Remaining} bytes to cancel with");
    }

    public void SetStatus(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body, Encoding);
        var status = reader.Byte();
        reader.ExpectEnd();
        Status = status switch
        {
            (byte)'I' => TransactionStatus.Idle,
            (byte)'T' => TransactionStatus.InTransaction,
            (byte)'E' => TransactionStatus.Failed,
            _ => throw new ProtocolViolationException($"0x{status:x2} is no transaction status"),
        };
    }
}
