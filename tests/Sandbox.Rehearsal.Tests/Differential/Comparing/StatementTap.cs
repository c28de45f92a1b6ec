using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sandbox.Postgres.Connections;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>A Unix socket between a client and a server that keeps every statement that the client sends and the server looks at.</summary>
internal sealed class StatementTap : IAsyncDisposable
{
    /// <summary>The socket's number, which psql shows as the port: that of the recordings.</summary>
    public const int Port = 54999;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sandbox-tap-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _ending = new();
    private readonly List<TappedStatement> _statements = [];
    private readonly Dictionary<TappedConnection, int> _lastParse = [];
    private readonly Dictionary<TappedConnection, TappedPipeline> _pipelines = [];
    private readonly Lock _lock = new();
    private readonly ConnectionTarget _server;
    private readonly Task _accepting;
    private bool _disposed;

    private StatementTap(ConnectionTarget server)
    {
        _server = server;
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{Port}"))));
        _listener.Listen();
        _accepting = AcceptAsync(_ending.Token);
    }

    /// <summary>Where a client connects to.</summary>
    public ConnectionTarget Target => _server with { Host = _folder.FullName, HostAddress = null, Port = Port };

    /// <summary>What was sent so far; complete once <see cref="CompleteAsync"/> has returned.</summary>
    public IReadOnlyList<TappedStatement> Statements
    {
        get
        {
            lock (_lock)
            {
                return [.. _statements.Where(static statement => !statement.IsSteppedOver)];
            }
        }
    }

    /// <summary>Puts a tap before a server.</summary>
    /// <param name="server">The server.</param>
    public static StatementTap Before(ConnectionTarget server) => new(server);

    /// <summary>The text of bytes on the wire: UTF-8, or byte by byte where it is something else.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>Takes no more clients and waits until those that came are done.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        _listener.Close();
        await _accepting.WaitAsync(cancellationToken);
    }

    /// <summary>Ends what still runs and removes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _ending.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Something else cleared the temporary folder first: nothing is left, which is all that is wanted.
        }
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(cancellationToken);
                connections.Add(new TappedConnection(new NetworkStream(client, ownsSocket: true), ConnectAsync, Keep, Follow).RunAsync(cancellationToken));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The listener is closed: nobody else comes.
        }

        await Task.WhenAll(connections);
    }

    private async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        var isUnix = _server.Host.StartsWith('/');
        var socket = isUnix
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        EndPoint end = isUnix
            ? new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"{_server.Host}/.s.PGSQL.{_server.Port}"))
            : new DnsEndPoint(_server.Host, _server.Port);
        try
        {
            await socket.ConnectAsync(end, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Keep(TappedConnection connection, byte type, ReadOnlyMemory<byte> body)
    {
        lock (_lock)
        {
            switch (type)
            {
                case TappedMessages.Query:
                    _statements.Add(new TappedStatement(IsQuery: true, Name: "", Decode(UpToNul(body.Span)), IsUsed: true));
                    break;
                case TappedMessages.Parse:
                    var name = UpToNul(body.Span);
                    _statements.Add(new TappedStatement(IsQuery: false, Decode(name), Decode(UpToNul(body.Span[(name.Length + 1)..])), IsUsed: false));
                    _lastParse[connection] = _statements.Count - 1;
                    break;
                case TappedMessages.Bind or TappedMessages.Describe:
                    if (_lastParse.Remove(connection, out var last))
                    {
                        _statements[last] = _statements[last] with { IsUsed = true };
                    }

                    break;
            }

            if (!_pipelines.TryGetValue(connection, out var pipeline))
            {
                _pipelines[connection] = pipeline = new TappedPipeline();
            }

            pipeline.Request(type, _statements.Count - 1);
        }
    }

    private void Follow(TappedConnection connection, byte type)
    {
        lock (_lock)
        {
            if (_pipelines.TryGetValue(connection, out var pipeline))
            {
                foreach (var statement in pipeline.Answer(type))
                {
                    _statements[statement] = _statements[statement] with { IsSteppedOver = true };
                }
            }
        }
    }

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)0) is >= 0 and var end ? bytes[..end] : bytes;
}
