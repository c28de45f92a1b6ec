using System.Collections.Concurrent;
using Sandbox.Postgres.Servers;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>The servers that attempts are played on, as many of each version as there are processors.</summary>
[SetUpFixture]
internal sealed class EscapeServers
{
    private static readonly ConcurrentDictionary<(ServerChoice, bool), Pool> s_pools = new();

    /// <summary>Plays an attempt on a server alone; one that it has changed is not used again.</summary>
    /// <param name="choice">Which server.</param>
    /// <param name="play">How it is played.</param>
    public static Task<T> UseAsync<T>(ServerChoice choice, Func<EscapeServer, Task<T>> play) => UseAsync(choice, isConfined: false, play);

    /// <param name="isConfined">Whether the server is confined.</param>
    /// <inheritdoc cref="UseAsync{T}(ServerChoice, Func{EscapeServer, Task{T}})"/>
    public static async Task<T> UseAsync<T>(ServerChoice choice, bool isConfined, Func<EscapeServer, Task<T>> play)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var pool = s_pools.GetOrAdd((choice, isConfined), static _ => new Pool());
        await pool.Places.WaitAsync(cancellationToken);
        try
        {
            var server = pool.Free.TryPop(out var free) ? free : await EscapeServer.StartAsync(choice, isConfined, cancellationToken);
            var isUntouched = false;
            try
            {
                var result = await play(server);
                isUntouched = await server.SweepAsync(cancellationToken);
                return result;
            }
            finally
            {
                if (isUntouched)
                {
                    pool.Free.Push(server);
                }
                else
                {
                    await server.DisposeAsync();
                }
            }
        }
        finally
        {
            pool.Places.Release();
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        EscapeLog.Write();
        foreach (var pool in s_pools.Values)
        {
            while (pool.Free.TryPop(out var server))
            {
                await server.DisposeAsync();
            }

            pool.Places.Dispose();
        }
    }

    private sealed class Pool
    {
        public ConcurrentStack<EscapeServer> Free { get; } = new();

        public SemaphoreSlim Places { get; } = new(Environment.ProcessorCount);
    }
}
