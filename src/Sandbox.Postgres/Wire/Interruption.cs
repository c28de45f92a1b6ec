namespace Sandbox.Postgres.Wire;

/// <summary>
/// Turns a cancelled token into cancel requests to the server, for one that arrives before the statement begins is lost; where no
/// answer comes within <see cref="WireSession.Grace"/>, the socket is closed. Disposed after the conversation, it waits for the
/// request under way: a late one would hit the next statement.
/// </summary>
internal sealed class Interruption : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    private readonly WireSession _session;
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _registration;
    private Task _request = Task.CompletedTask;

    public Interruption(WireSession session, CancellationToken cancellationToken)
    {
        _session = session;
        _registration = cancellationToken.UnsafeRegister(static self => ((Interruption)self!).Begin(), this);
    }

    /// <summary>Whether the caller asked for it before the conversation was over.</summary>
    public bool IsRequested { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _registration.DisposeAsync();
        await _over.CancelAsync();
        await _request;
        _over.Dispose();
    }

    private void Begin()
    {
        IsRequested = true;
        _request = Task.WhenAll(Task.Run(RequestAsync), AbortAsync());
    }

    private async Task RequestAsync()
    {
        try
        {
            while (!_session.IsBroken)
            {
                await _session.CancelAsync(CancellationToken.None);
                await Task.Delay(s_pause, _over.Token);
            }
        }
        catch (SandboxException)
        {
            // The request did not get through; what is left is to close the socket when the grace is over.
        }
        catch (OperationCanceledException)
        {
            // The conversation is over.
        }
    }

    private async Task AbortAsync()
    {
        try
        {
            await Task.Delay(WireSession.Grace, _over.Token);
            _session.Break($"the server did not answer a cancel request within {WireSession.Grace.TotalSeconds} s");
        }
        catch (OperationCanceledException)
        {
            // The conversation ended in time.
        }
    }
}
