using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Bodies;

/// <summary>A client's connection, seen from the side that the server is on: protocol 3 without passwords and TLS, over a socket in a folder that only this user may enter.</summary>
/// <param name="socket">The connection.</param>
internal sealed class ClientConnection(Socket socket) : IRelay, IAsyncDisposable
{
    private const int Protocol3 = 3 << 16;
    private const int CancelRequest = 80877102;
    private const int SslRequest = 80877103;
    private const int EncryptionRequest = 80877104;
    private const int LongestStartup = 10_000;

    // As the server itself: MaxAllocSize.
    private const int LongestMessage = 0x3fff_ffff;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly BufferedStream _reading = new(new NetworkStream(socket, ownsSocket: false), 16 * 1024);
    private readonly MemoryStream _answer = new();
    private byte[] _message = new byte[1024];
    private bool _copiesExtended;

    /// <summary>The settings that the client asks for when it connects.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads what a connection begins with.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key of the session that is to be interrupted; null where the client wants to work.</returns>
    public async Task<long?> BeginAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = new byte[8];
            await _reading.ReadExactlyAsync(head, cancellationToken);
            var length = BinaryPrimitives.ReadInt32BigEndian(head);
            var code = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
            if (length is < 8 or > LongestStartup)
            {
                throw new IOException("a client that does not speak PostgreSQL's protocol");
            }

            var body = new byte[length - 8];
            await _reading.ReadExactlyAsync(body, cancellationToken);
            switch (code)
            {
                case SslRequest or EncryptionRequest:
                    await _stream.WriteAsync("N"u8.ToArray(), cancellationToken);
                    break;
                case CancelRequest when body.Length == 8:
                    return BinaryPrimitives.ReadInt64BigEndian(body);
                case >= Protocol3 and < Protocol3 + 0x10000:
                    TakeSettings(body, isNewer: code > Protocol3);
                    return null;
                default:
                    throw new IOException("a client that does not speak version 3 of PostgreSQL's protocol");
            }
        }
    }

    /// <summary>Lets the client in.</summary>
    /// <param name="parameters">What the server reports.</param>
    /// <param name="key">What the client names to interrupt: the process, and what nobody can guess.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WelcomeAsync(IReadOnlyDictionary<string, string> parameters, long key, CancellationToken cancellationToken)
    {
        Put('R', [0, 0, 0, 0]);
        foreach (var (name, value) in parameters)
        {
            Put('S', [.. Encoding.UTF8.GetBytes(name), 0, .. Encoding.UTF8.GetBytes(value), 0]);
        }

        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, key);
        Put('K', bytes);
        await ReadyAsync('I', cancellationToken);
    }

    /// <summary>Reads the next request.</summary>
    /// <param name="prepared">The texts of the statements that the client has prepared, by name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The request; null where the client has closed the connection.</returns>
    public async Task<ClientRequest?> ReadAsync(IReadOnlyDictionary<string, string> prepared, CancellationToken cancellationToken)
    {
        var request = new ClientRequest(prepared);
        while (true)
        {
            if (await ReadMessageAsync(cancellationToken) is not { } message || message.Span[0] is (byte)'X')
            {
                return null;
            }

            var type = message.Span[0];
            request.Add(type, message.Span);
            if (type is (byte)'Q' or (byte)'S')
            {
                _copiesExtended = type is (byte)'S';
                return request;
            }

            if (type is not ((byte)'P' or (byte)'B' or (byte)'D' or (byte)'E' or (byte)'C'))
            {
                throw new IOException($"a message of type {(char)type}, which is not supported in a test's transaction");
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask OnMessageAsync(byte type, ReadOnlyMemory<byte> body)
    {
        Put((char)type, body.Span);
        if (type is (byte)'G' || _answer.Length > 64 * 1024)
        {
            await FlushAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<(ReadOnlyMemory<byte> Messages, bool IsLast)> ReadCopyAsync()
    {
        // In the extended protocol the server passes over the Sync that was sent before the data, and waits for another one.
        var message = await ReadMessageAsync(CancellationToken.None) ?? throw new EndOfStreamException("the client went in the midst of a COPY");
        return (message, message.Span[0] is var type && (_copiesExtended ? type is (byte)'S' : type is (byte)'c' or (byte)'f'));
    }

    /// <summary>Answers in the server's place what was played and not sent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="results">What came of it.</param>
    public void Answer(ClientRequest request, IReadOnlyList<Reply> results)
    {
        if (results.All(static result => result.Error is null || result.Tag is not null))
        {
            foreach (var type in request.Types)
            {
                switch (type)
                {
                    case (byte)'P':
                        Put('1', []);
                        break;
                    case (byte)'B':
                        Put('2', []);
                        break;
                    case (byte)'C':
                        Put('3', []);
                        break;
                    case (byte)'D':
                        Put('n', []);
                        break;
                    case (byte)'E' or (byte)'Q':
                        foreach (var result in results)
                        {
                            Notices(result);
                            Put('C', [.. Encoding.UTF8.GetBytes(result.Tag ?? string.Empty), 0]);
                        }

                        break;
                }
            }

            return;
        }

        foreach (var result in results)
        {
            Notices(result);
            if (result.Error is { } error)
            {
                Put('E', error);
            }
        }
    }

    /// <summary>Tells an error.</summary>
    public void Fail(ServerMessage error) => Put('E', error);

    /// <summary>Tells that the next request may come.</summary>
    /// <param name="status">The transaction's status as the client is to see it: <c>I</c>, <c>T</c> or <c>E</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ReadyAsync(char status, CancellationToken cancellationToken)
    {
        Put('Z', [(byte)status]);
        await FlushAsync(cancellationToken);
    }

    /// <summary>Tells an error that ends the connection.</summary>
    public async Task RefuseAsync(string sqlState, string text, CancellationToken cancellationToken)
    {
        Put('E', new ServerMessage { Severity = "FATAL", InvariantSeverity = "FATAL", SqlState = sqlState, Text = text });
        await FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // What is not flushed is not awaited: whoever is to hear it may be gone.
        socket.Dispose();
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }

    private void TakeSettings(byte[] body, bool isNewer)
    {
        var words = Encoding.UTF8.GetString(body).Split('\0');
        var unknown = new List<string>();
        for (var i = 0; i + 1 < words.Length && words[i].Length > 0; i += 2)
        {
            if (words[i].StartsWith("_pq_.", StringComparison.Ordinal))
            {
                unknown.Add(words[i]);
            }
            else
            {
                Settings[words[i]] = words[i + 1];
            }
        }

        if (isNewer || unknown.Count > 0)
        {
            var count = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(count, unknown.Count);
            Put('v', [0, 0, 0, 0, .. count, .. unknown.SelectMany(static word => Encoding.UTF8.GetBytes(word).Append((byte)0))]);
        }
    }

    /// <summary>The next message, whole; null where the client is gone.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReadMessageAsync(CancellationToken cancellationToken)
    {
        if (await _reading.ReadAtLeastAsync(_message.AsMemory(0, 5), 5, throwOnEndOfStream: false, cancellationToken) < 5)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(_message.AsSpan(1));
        if (length is < 4 or > LongestMessage)
        {
            throw new IOException($"a message of {length} bytes");
        }

        if (_message.Length < length + 1)
        {
            Array.Resize(ref _message, length + 1);
        }

        await _reading.ReadExactlyAsync(_message.AsMemory(5, length - 4), cancellationToken);
        return _message.AsMemory(0, length + 1);
    }

    private void Notices(Reply result)
    {
        foreach (var notice in result.Notices)
        {
            Put('N', notice);
        }
    }

    private void Put(char type, ServerMessage message)
    {
        var body = new List<byte>();
        foreach (var (code, value) in ((char, string?)[])
            [('S', message.Severity), ('V', message.InvariantSeverity), ('C', message.SqlState), ('M', message.Text), ('D', message.Detail), ('H', message.Hint), ('n', message.Constraint), ('t', message.Table), ('s', message.Schema)])
        {
            if (value is not null)
            {
                body.AddRange([(byte)code, .. Encoding.UTF8.GetBytes(value), 0]);
            }
        }

        Put(type, [.. body, 0]);
    }

    private void Put(char type, ReadOnlySpan<byte> body)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], body.Length + 4);
        _answer.Write(head);
        _answer.Write(body);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_answer.GetBuffer().AsMemory(0, (int)_answer.Length), cancellationToken);
        _answer.SetLength(0);
    }
}
