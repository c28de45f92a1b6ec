using Sandbox.Postgres.Servers;

namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>A PostgreSQL server of the run's own, with all that is its: data, socket, log and the record of its process lie in one folder in the run's.</summary>
/// <param name="names">The run's names.</param>
/// <param name="choice">Which installed server.</param>
/// <param name="folder">The run's folder, by whose id it is known.</param>
internal sealed class ServerFolder(DryRunNames names, ServerChoice choice, RunFolder folder) : RunObject("server", names.Server), IAsyncDisposable
{
    // What a killed run started may take a moment to notice that it is gone.
    private const int Attempts = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private ThrowawayServer? _server;

    /// <summary>The folder that initdb's work lies in: the run's own, so that its cluster has an identifier of its own. Another one in tests.</summary>
    public string Cache { get; init; } = names.Server;

    /// <summary>Starts it.</summary>
    /// <param name="cancellationToken">Cancels; the folder stays.</param>
    public async Task<IServer> MakeAsync(CancellationToken cancellationToken) =>
        _server = await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = choice, CacheDirectory = Cache, RunsInCache = true }, cancellationToken);

    /// <inheritdoc/>
    public override Task<Presence> LookAsync(RunRecord record, CancellationToken cancellationToken) => folder.LookInsideAsync(Directory.Exists(Name), record, cancellationToken);

    /// <inheritdoc/>
    public override async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (!await ThrowawayServer.RemoveAbandonedAsync(Name, cancellationToken))
                {
                    throw new IOException("a server of it still runs");
                }

                Directory.Delete(Name, recursive: true);
                return;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException && attempt < Attempts && Directory.Exists(Name))
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>Ends the server, where this process has started it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.DisposeAsync();
        }
    }
}
