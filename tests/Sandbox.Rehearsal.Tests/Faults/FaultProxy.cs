using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Sandbox.Postgres.Connections;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>A connection's way to the server that a test holds, cuts or freezes: at the moment at which the harness sends what the test waits for.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly ConnectionTarget _server;
    private readonly byte[] _awaited;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _pumps = [];
    private readonly Task _accepting;

    /// <summary>Starts one in front of a server on a Unix socket.</summary>
    /// <param name="server">The server.</param>
    /// <param name="awaited">The text in a message at which it stops, before the server gets it.</param>
    public FaultProxy(ConnectionTarget server, string awaited)
    {
        _server = server;
        _awaited = Encoding.UTF8.GetBytes(awaited);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The server as it is seen through here.</summary>
    public ConnectionTarget Target => _server with { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port, SslMode = SslMode.Disable };

    /// <summary>Waits until the awaited text comes; that message and all behind it wait for <see cref="Release"/>.</summary>
    public Task ReachedAsync() => _reached.Task.WaitAsync(TestContext.CurrentContext.CancellationToken);

    /// <summary>Lets everything through from now on.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Takes no connection any more.</summary>
    public void Close() => _listener.Stop();

    /// <summary>Cuts the connections that are open; new ones get through.</summary>
    public void Cut()
    {
        lock (_sockets)
        {
            foreach (var socket in _sockets)
            {
                socket.Close();
            }

            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        await Task.WhenAll(_pumps);
        _listener.Dispose();
        _ended.Dispose();
    }

    private static bool IsFailure(Exception failure) => failure is SocketException or InvalidOperationException or OperationCanceledException;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_ended.Token);
                var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                lock (_sockets)
                {
                    _sockets.AddRange(client, server);
                }

                _pumps.Add(PumpAsync(client, server));
            }
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            // Closed.
        }
    }

    /// <summary>Passes on what either side says until one of them, or the test, ends the connection.</summary>
    private async Task PumpAsync(Socket client, Socket server)
    {
        using (client)
        using (server)
        {
            try
            {
                await server.ConnectAsync(new UnixDomainSocketEndPoint($"{_server.Host}/.s.PGSQL.{_server.Port}"), _ended.Token);
                await Task.WhenAny(ForwardAsync(client, server, isWatched: true), ForwardAsync(server, client, isWatched: false));
            }
            catch (Exception failure) when (IsFailure(failure))
            {
                // The server is gone.
            }
        }
    }

    /// <summary>Passes on what one side says. Reading never waits for writing: only who reads notices, while a message is held, that its sender is gone.</summary>
    private async Task ForwardAsync(Socket from, Socket to, bool isWatched)
    {
        var said = Channel.CreateUnbounded<byte[]>();
        var isGone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = WriteAsync(said.Reader, to, isWatched, isGone.Task);
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReceiveAsync(buffer, _ended.Token) is > 0 and var count)
            {
                said.Writer.TryWrite(buffer[..count]).ShouldBeTrue();
            }
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            // One side is gone; the other one goes with it.
        }

        isGone.SetResult();
        said.Writer.Complete();
        await writing;
    }

    private async Task WriteAsync(ChannelReader<byte[]> said, Socket to, bool isWatched, Task isGone)
    {
        try
        {
            await foreach (var bytes in said.ReadAllAsync(_ended.Token))
            {
                if (isWatched && !_reached.Task.IsCompleted && bytes.AsSpan().IndexOf(_awaited) >= 0)
                {
                    _reached.TrySetResult();
                    await Task.WhenAny(_released.Task, isGone).WaitAsync(_ended.Token);
                }

                await to.SendAsync(bytes, _ended.Token);
            }
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            // One side is gone; the other one goes with it.
        }
    }
}
