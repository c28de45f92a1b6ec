using System.Collections.Concurrent;
using Sandbox.Postgres.Servers;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>Servers for cases that run side by side, one for each: what a script leaves in the cluster never meets another script.</summary>
/// <param name="choice">Which server.</param>
/// <param name="count">How many at most.</param>
internal sealed class ServerPool(ServerChoice choice, int count) : IAsyncDisposable
{
    private readonly ConcurrentStack<ComparisonServer> _free = new();
    private readonly SemaphoreSlim _places = new(count);

    /// <summary>What to do with each new server before its first case.</summary>
    public Func<ComparisonServer, CancellationToken, Task> Prepare { get; init; } = static (_, _) => Task.CompletedTask;

    /// <summary>Uses a server alone. One that something went wrong with is replaced.</summary>
    /// <param name="use">What to do with it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> UseAsync<T>(Func<ComparisonServer, Task<T>> use, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var server = _free.TryPop(out var free) ? free : await StartAsync(cancellationToken);
            var isWhole = false;
            try
            {
                var result = await use(server);
                isWhole = true;
                return result;
            }
            finally
            {
                if (isWhole)
                {
                    _free.Push(server);
                }
                else
                {
                    await server.DisposeAsync();
                }
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_free.TryPop(out var server))
        {
            await server.DisposeAsync();
        }

        _places.Dispose();
    }

    private async Task<ComparisonServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = await ComparisonServer.StartAsync(choice, cancellationToken);
        try
        {
            await Prepare(server, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
