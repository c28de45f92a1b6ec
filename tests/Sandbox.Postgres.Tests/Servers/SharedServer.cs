using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>One server for the tests that only read, started by the first of them and ended after the last.</summary>
[SetUpFixture]
internal sealed class SharedServer
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static ThrowawayServer? _server;

    public static async Task<ThrowawayServer> GetAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            return _server ??= await ThrowawayServer.StartAsync(new ThrowawayOptions(), cancellationToken);
        }
        finally
        {
            Gate.Release();
        }
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
