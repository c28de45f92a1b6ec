using System.Text;
using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Wire;

/// <summary>
/// A session that speaks PostgreSQL's protocol 3 itself, for the script engine: command tags, transaction status, several commands
/// in one Query message, pipelined batches, COPY in both directions, error positions in the text as sent.
/// Not thread-safe: one request at a time; only <see cref="CancelAsync"/> may be called during one.
/// </summary>
public sealed partial class WireSession : ISession
{
    /// <summary>How long the server may take to answer a cancel request before the socket is closed.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Transport _transport;
    private readonly SessionState _state;
    private volatile string? _breakReason;
    private int _isBusy;

    internal WireSession(ConnectionTarget target, Transport transport, SessionState state)
    {
        Target = target;
        _transport = transport;
        _state = state;
    }

    /// <summary>What this session is connected to: the one host of a list that answered.</summary>
    public ConnectionTarget Target { get; }

    /// <inheritdoc/>
    public TransactionStatus Status => _state.Status;

    /// <inheritdoc/>
    public int ProcessId => _state.ProcessId;

    /// <summary>The parameters that the server reports (<c>server_version</c>, <c>search_path</c> from 18 on ...), kept up to date.</summary>
    public IReadOnlyDictionary<string, string> Parameters => _state.Parameters;

    /// <summary>
    /// The encoding of all text in both directions: UTF-8 until the script sets <c>client_encoding</c>. Statements and replies follow
    /// it by themselves; the bytes of a COPY are the sink's to write and to read in it.
    /// </summary>
    public Encoding ClientEncoding => _state.Encoding;

    /// <summary>Notices that came while the session was opened.</summary>
    public IReadOnlyList<ServerMessage> OpeningNotices => _state.OpeningNotices;

    /// <summary>Whether the connection is under TLS.</summary>
    public bool IsEncrypted => _transport.IsEncrypted;

    /// <summary>Whether the connection is lost; nothing works on this session any more.</summary>
    public bool IsBroken => _breakReason is not null;

    /// <summary>Connects and logs in.</summary>
    /// <param name="target">Where to and as whom.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SandboxException">
    /// No server of the target lets us in (<see cref="ExitCode.Unavailable"/>); the message has the server's words, and its cause is a
    /// <see cref="ServerErrorException"/> where the last one answered.
    /// A file that the target names cannot be read (<see cref="ExitCode.Usage"/>).
    /// </exception>
    public static Task<WireSession> OpenAsync(ConnectionTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Opening.OpenAsync(target, cancellationToken);
    }

    /// <summary>Ends the session in good order where it still can.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_breakReason is null && Volatile.Read(ref _isBusy) == 0)
        {
            _breakReason = "it has been closed";
            try
            {
                using var limit = new CancellationTokenSource(Grace);
                _transport.Writer.Terminate();
                await _transport.FlushAsync(limit.Token);
            }
            catch (Exception failure) when (Transport.IsFailure(failure) || failure is OperationCanceledException)
            {
                // The server is gone already: there is nobody to say goodbye to.
            }
        }

        Break("it has been closed");
        await _transport.DisposeAsync();
    }

    /// <summary>Makes the session unusable: the socket is closed, whatever waits on it fails.</summary>
    internal void Break(string reason)
    {
        _breakReason ??= reason;
        _transport.Abort();
    }

    /// <summary>Runs one conversation: writes and reads at once, so that neither side waits for the other.</summary>
    private async Task ConverseAsync(Exchange exchange, Func<Task> write, CancellationToken cancellationToken)
    {
        await ConverseAsync(exchange.ReadAsync, write, cancellationToken);
        exchange.ThrowSinkFailure();
    }

    /// <inheritdoc cref="ConverseAsync(Exchange, Func{Task}, CancellationToken)"/>
    private async Task ConverseAsync(Func<Task, Task> read, Func<Task> write, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _isBusy, 1) == 1)
        {
            throw new InvalidOperationException("The session is busy with another request.");
        }

        var interruption = new Interruption(this, cancellationToken);
        var writing = Task.CompletedTask;
        var isInSync = false;
        try
        {
            // One encoding for the whole request: what has been checked is what is sent.
            _transport.Writer.Encoding = ClientEncoding;
            writing = WriteAsync(write);
            await read(writing);
            isInSync = true;
        }
        catch (Exception failure) when (Transport.IsFailure(failure))
        {
            if (!interruption.IsRequested)
            {
                throw Lost(writing.Exception?.InnerException ?? failure);
            }
        }
        finally
        {
            if (!isInSync)
            {
                Break(_state.Ending?.OneLine() ?? "the conversation with the server was torn");
                await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await interruption.DisposeAsync();
            Volatile.Write(ref _isBusy, 0);
        }

        if (interruption.IsRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Writes a request. Where it cannot be written to its end, the server would wait for the rest, and the reader for the server.</summary>
    private async Task WriteAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception failure) when (!Transport.IsFailure(failure))
        {
            Break($"the request could not be written: {failure.Message.ReplaceLineEndings(" ")}");
            throw;
        }
    }

    private SandboxException Lost(Exception failure)
    {
        var reason = _state.Ending?.OneLine() ?? _breakReason ?? failure.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        Break(reason);
        return new SandboxException(
            ExitCode.Unavailable, $"the session on {Target} is lost: {reason}; check the server and its log, then run again", failure);
    }

    private void ThrowIfBroken()
    {
        if (_breakReason is { } reason)
        {
            throw new SandboxException(ExitCode.Unavailable, $"the session on {Target} cannot be used any more: {reason}; open a new one");
        }
    }
}
