using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Sandbox.Postgres.Wire;

/// <summary>One connected socket, plain or under TLS, and the messages that go over it.</summary>
internal sealed class Transport : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _plain;
    private SslStream? _tls;
    private MessageReader? _reader;
    private MessageWriter? _writer;

    private Transport(Socket socket, EndPoint endPoint)
    {
        _socket = socket;
        _plain = new NetworkStream(socket, ownsSocket: true);
        EndPoint = endPoint;
    }

    /// <summary>What was connected to, so that a cancel request reaches the same server.</summary>
    public EndPoint EndPoint { get; }

    public bool IsEncrypted => _tls is not null;

    /// <summary>The server's certificate; null without TLS.</summary>
    public X509Certificate2? ServerCertificate => _tls?.RemoteCertificate as X509Certificate2;

    public MessageReader Reader => _reader ??= new MessageReader(Stream);

    public MessageWriter Writer => _writer ??= new MessageWriter(Stream);

    private Stream Stream => _tls is null ? _plain : _tls;

    public static async Task<Transport> ConnectAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        var isUnix = endPoint is UnixDomainSocketEndPoint;
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        try
        {
            if (!isUnix)
            {
                socket.NoDelay = true;
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            }

            await socket.ConnectAsync(endPoint, cancellationToken);
            return new Transport(socket, endPoint);
        }
        catch (SocketException missing) when (isUnix && missing.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // .NET's words for a file that does not exist tell of addresses.
            socket.Dispose();
            throw new SocketException((int)missing.SocketErrorCode, $"there is no socket {endPoint}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Asks the server for TLS and starts it. The answer is read as one byte from the bare socket, so that nothing sent in clear
    /// behind it can pass for something sent under TLS (CVE-2021-23222).
    /// </summary>
    /// <returns>False where the server has no TLS.</returns>
    public async Task<bool> TryEncryptAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        var writer = new MessageWriter(_plain);
        writer.SslRequest();
        await writer.FlushAsync(cancellationToken);
        var answer = new byte[1];
        await _plain.ReadExactlyAsync(answer, cancellationToken);
        switch (answer[0])
        {
            case (byte)'N':
                return false;
            case (byte)'S':
                break;
            default:
                throw new ProtocolViolationException($"0x{answer[0]:x2} answers the request for TLS");
        }

        var tls = new SslStream(_plain, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }

        _tls = tls;
        return true;
    }

    /// <summary>Sends what the writer gathered. Where that fails, the other side gets a moment to say why before the socket goes.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Writer.FlushAsync(cancellationToken);
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            _ = AbortLaterAsync();
            throw;
        }
    }

    /// <summary>Closes the socket at once; whoever reads or writes gets a failure.</summary>
    public void Abort() => _socket.Dispose();

    /// <summary>Whether an exception says that the connection, and not the program, is broken.</summary>
    public static bool IsFailure(Exception exception) =>
        exception is IOException or SocketException or ObjectDisposedException or ProtocolViolationException;

    public async ValueTask DisposeAsync()
    {
        if (_tls is not null)
        {
            await _tls.DisposeAsync();
        }

        await _plain.DisposeAsync();
    }

    private async Task AbortLaterAsync()
    {
        await Task.Delay(WireSession.Grace);
        Abort();
    }
}
