namespace Sandbox.Postgres.Wire;

/// <summary>
/// Sends the data of one COPY FROM STDIN while the replies are being read, so that neither side waits for the other
/// (PostgreSQL manual, "COPY Operations").
/// </summary>
/// <param name="transport">The connection.</param>
/// <param name="isMarked">
/// Whether the COPY came by Execute. The Sync behind it is lost where the server was already reading COPY data, and counts where
/// it failed before: then a Close of the unnamed statement marks the place after which exactly one ReadyForQuery follows.
/// </param>
internal sealed class CopyIn(Transport transport, bool isMarked)
{
    private const int ChunkLength = 64 * 1024;

    private volatile bool _isOver;

    /// <summary>Whether a CloseComplete comes before the last ReadyForQuery.</summary>
    public bool IsMarked => isMarked;

    /// <summary>Whether the data's end is on its way: before that the server cannot have completed the COPY.</summary>
    public bool IsOver => _isOver;

    /// <summary>Ends when everything has been sent, CopyDone or CopyFail included.</summary>
    public Task Sending { get; private set; } = Task.CompletedTask;

    /// <param name="source">The data; null refuses the COPY.</param>
    /// <param name="onFailure">Hears why the data could not be read.</param>
    /// <param name="cancellationToken">Stops the data: the interruption of the caller or an error of the server.</param>
    public void Start(Stream? source, Action<Exception> onFailure, CancellationToken cancellationToken) =>
        Sending = SendAsync(source, onFailure, cancellationToken);

    /// <summary>Nobody waits any more: a failure of the socket has been reported elsewhere.</summary>
    public void Abandon() => _ = Sending.ContinueWith(
        static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private async Task SendAsync(Stream? source, Action<Exception> onFailure, CancellationToken cancellationToken)
    {
        var refusal = source is null ? "the client has no data for it" : await SendDataAsync(source, onFailure, cancellationToken);
        if (refusal is null)
        {
            transport.Writer.CopyDone();
        }
        else
        {
            // Every client_encoding has ASCII; an operating system's words may have more.
            transport.Writer.CopyFail(string.Concat(refusal.Select(static character => character is >= ' ' and <= '~' ? character : '?')));
        }

        if (isMarked)
        {
            transport.Writer.Sync();
            transport.Writer.CloseStatement("");
            transport.Writer.Sync();
        }

        _isOver = true;
        await transport.FlushAsync(CancellationToken.None);
    }

    /// <returns>Why the COPY has to fail; null where all data was sent.</returns>
    private async Task<string?> SendDataAsync(Stream source, Action<Exception> onFailure, CancellationToken cancellationToken)
    {
        var chunk = new byte[ChunkLength];
        while (true)
        {
            int count;
            try
            {
                count = await source.ReadAsync(chunk, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return "interrupted";
            }
            catch (Exception failure)
            {
                onFailure(failure);
                return $"its data cannot be read: {failure.Message}";
            }

            if (count == 0)
            {
                return null;
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return "interrupted";
            }

            transport.Writer.CopyData(chunk.AsSpan(0, count));
            await transport.FlushAsync(CancellationToken.None);
        }
    }
}
