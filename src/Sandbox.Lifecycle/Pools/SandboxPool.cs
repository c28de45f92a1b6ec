using System.Threading.Channels;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.Pools;

/// <summary>
/// Governed sandboxes that wait, each a fresh copy of a template: who takes one does not wait for the copy, and nobody gets one that somebody else had. What waits is made beside, one at a time.
/// </summary>
public sealed class SandboxPool : IAsyncDisposable
{
    private readonly SandboxLane _lane;
    private readonly Policy _policy;
    private readonly string _template;
    private readonly Func<string> _nextName;
    private readonly Channel<CreatedSandbox> _waiting;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _filling;

    private SandboxPool(SandboxLane lane, Policy policy, string template, int size, Func<string> nextName)
    {
        _lane = lane;
        _policy = policy;
        _template = template;
        _nextName = nextName;

        // The one that waits to be put in counts too.
        _waiting = Channel.CreateBounded<CreatedSandbox>(new BoundedChannelOptions(Math.Max(1, size - 1)) { SingleWriter = true });
        _filling = FillAsync();
    }

    /// <summary>Opens a pool, and begins to fill it.</summary>
    /// <param name="target">A database of the server that is no sandbox.</param>
    /// <param name="policy">What a sandbox may be called, and where the ledger is.</param>
    /// <param name="template">The database that each is a copy of; nobody may be connected to it.</param>
    /// <param name="size">How many wait at most.</param>
    /// <param name="nextName">Gives a name for each, never the same twice; the policy has to admit it.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="SandboxException">The server is off limits (<see cref="ExitCode.Refused"/>) or cannot be reached (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<SandboxPool> OpenAsync(ConnectionTarget target, Policy policy, string template, int size, Func<string> nextName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(nextName);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new SandboxPool(await SandboxLane.OpenAsync(target, policy, cancellationToken), policy, template, size, nextName);
    }

    /// <summary>How many wait.</summary>
    public int Waiting => _waiting.Reader.Count;

    /// <summary>Hands one out; it is the caller's from then on, to use and to drop.</summary>
    /// <param name="cancellationToken">Ends the wait where none is ready.</param>
    /// <exception cref="SandboxException">One could not be created; no more are made.</exception>
    public async Task<CreatedSandbox> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is SandboxException failure)
        {
            throw new SandboxException(failure.ExitCode, failure.Message, failure);
        }
    }

    /// <summary>Ends the filling, and drops what still waits.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _filling;
        try
        {
            while (_waiting.Reader.TryRead(out var unused))
            {
                await DropAsync(unused);
            }
        }
        finally
        {
            await _lane.DisposeAsync();
            _ended.Dispose();
        }
    }

    private async Task FillAsync()
    {
        CreatedSandbox? made = null;
        try
        {
            while (true)
            {
                made = await _lane.CreateAsync(SandboxName.Admit(_nextName(), _policy), _template, _ended.Token);
                await _waiting.Writer.WriteAsync(made, _ended.Token);
                made = null;
            }
        }
        catch (OperationCanceledException)
        {
            _waiting.Writer.Complete();
        }
        catch (Exception failure)
        {
            // Whoever takes next hears of it.
            _waiting.Writer.Complete(failure);
        }

        if (made is not null)
        {
            await DropAsync(made);
        }
    }

    private Task DropAsync(CreatedSandbox sandbox) => _lane.DropAsync(SandboxName.Admit(sandbox.SandboxId, _policy), CancellationToken.None);
}
