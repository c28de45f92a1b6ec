using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary>
/// A hostile or broken server: it answers whatever comes with bytes of the test's choice. Not a stand-in for PostgreSQL; it says
/// what PostgreSQL never would.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Func<Stream, CancellationToken, Task> _script;
    private readonly Task _serving;

    /// <summary>Starts to listen.</summary>
    /// <param name="script">What happens on each connection, which is closed behind it.</param>
    public ScriptedServer(Func<Stream, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The bytes with which PostgreSQL lets in.</summary>
    public static byte[] Welcome { get; } =
    [
        .. Message('R', 0, 0, 0, 0), .. Message('S', [.. "server_version\0"u8, .. "15.0\0"u8]), .. Message('K', 0, 0, 0, 1, 0, 0, 0, 2), .. Ready,
    ];

    public static byte[] Ready => Message('Z', (byte)'I');

    public ConnectionTarget Target => new()
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        Database = "d",
        User = "u",
        Password = "p",
        SslMode = SslMode.Disable,
        ConnectTimeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Lets in, then answers the first request with these bytes in pieces of a given length.</summary>
    public static ScriptedServer Answering(byte[] reply, int pieceLength = int.MaxValue) => new(async (stream, cancellationToken) =>
    {
        await ReadSomethingAsync(stream, cancellationToken);
        await WriteAsync(stream, Welcome, pieceLength, cancellationToken);
        await ReadSomethingAsync(stream, cancellationToken);
        await WriteAsync(stream, reply, pieceLength, cancellationToken);
    });

    /// <summary>Answers the startup packet with these bytes.</summary>
    public static ScriptedServer Greeting(byte[] greeting) => new(async (stream, cancellationToken) =>
    {
        await ReadSomethingAsync(stream, cancellationToken);
        await stream.WriteAsync(greeting, cancellationToken);
    });

    public static byte[] Message(char type, params ReadOnlySpan<byte> body)
    {
        var message = new byte[5 + body.Length];
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        body.CopyTo(message.AsSpan(5));
        return message;
    }

    public static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    public static async Task ReadSomethingAsync(Stream stream, CancellationToken cancellationToken) =>
        _ = await stream.ReadAsync(new byte[65536], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _serving;
        _listener.Stop();
        _over.Dispose();
    }

    private static async Task WriteAsync(Stream stream, byte[] bytes, int pieceLength, CancellationToken cancellationToken)
    {
        foreach (var piece in bytes.Chunk(Math.Min(pieceLength, Math.Max(bytes.Length, 1))))
        {
            await stream.WriteAsync(piece, cancellationToken);
        }
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_over.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                var stream = client.GetStream();
                await _script(stream, _over.Token);

                // Closing with unread bytes would reset the connection and lose what was sent.
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[65536], _over.Token) > 0)
                {
                }
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
            {
                // The client has gone: what these tests are about.
            }
        }
    }
}
