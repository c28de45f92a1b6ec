using System.Buffers.Binary;
using System.Net.Sockets;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>One client's connection through a <see cref="StatementTap"/>: bytes go through unchanged in both directions, but TLS and GSS are declined.</summary>
/// <param name="client">The client's side.</param>
/// <param name="connect">Connects to the server.</param>
/// <param name="requested">Told of the client's messages.</param>
/// <param name="answered">Told of the server's messages.</param>
internal sealed class TappedConnection(
    NetworkStream client,
    Func<CancellationToken, Task<NetworkStream>> connect,
    Action<TappedConnection, byte, ReadOnlyMemory<byte>> requested,
    Action<TappedConnection, byte> answered)
{
    private const int GssRequest = 80877104;
    private const int SslRequest = 80877103;
    private const int RequestLength = 8;

    /// <summary>Carries bytes until both sides are done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using (client)
        {
            if (await ReadStartupAsync(cancellationToken) is not { } startup)
            {
                return;
            }

            await using var server = await connect(cancellationToken);
            await server.WriteAsync(startup, cancellationToken);
            var answers = CarryAnswersAsync(server, cancellationToken);
            await CarryRequestsAsync(server, cancellationToken);
            server.Socket.Shutdown(SocketShutdown.Send);
            await answers;
        }
    }

    /// <summary>The startup packet (or a cancel request), after requests for encryption; null where the client went away.</summary>
    private async Task<byte[]?> ReadStartupAsync(CancellationToken cancellationToken)
    {
        var start = new byte[RequestLength];
        while (await client.ReadAtLeastAsync(start, RequestLength, throwOnEndOfStream: false, cancellationToken) == RequestLength)
        {
            if (BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(sizeof(int))) is SslRequest or GssRequest)
            {
                await client.WriteAsync("N"u8.ToArray(), cancellationToken);
                continue;
            }

            var packet = new byte[BinaryPrimitives.ReadInt32BigEndian(start)];
            start.CopyTo(packet, 0);
            await client.ReadExactlyAsync(packet.AsMemory(RequestLength), cancellationToken);
            return packet;
        }

        return null;
    }

    private async Task CarryRequestsAsync(NetworkStream server, CancellationToken cancellationToken)
    {
        var messages = new TappedMessages(TappedMessages.Requests, (type, body) => requested(this, type, body));
        var buffer = new byte[1 << 16];
        try
        {
            while (await client.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                messages.Feed(buffer.AsSpan(0, count));
                await server.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        catch (IOException)
        {
            // Either side closed in the middle: the other one sees it too.
        }
    }

    private async Task CarryAnswersAsync(NetworkStream server, CancellationToken cancellationToken)
    {
        var messages = new TappedMessages(TappedMessages.Answers, (type, _) => answered(this, type));
        var buffer = new byte[1 << 16];
        try
        {
            while (await server.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                messages.Feed(buffer.AsSpan(0, count));
                await client.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }

            client.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception end) when (end is IOException or SocketException)
        {
            // The client went away without reading its answers.
        }
    }
}
