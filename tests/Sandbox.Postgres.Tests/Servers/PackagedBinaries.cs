using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>Packaged servers for tests: where npm cannot fetch one, the test is ignored, but never in a pipeline.</summary>
internal static class PackagedBinaries
{
    /// <summary>Starts a throwaway server of packaged binaries.</summary>
    public static async Task<ThrowawayServer> StartAsync(ThrowawayOptions options)
    {
        try
        {
            return await ThrowawayServer.StartAsync(options, TestContext.CurrentContext.CancellationToken);
        }
        catch (SandboxException error) when (error.Message.StartsWith("npm ", StringComparison.Ordinal) && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Ignore(error.Message);
            throw;
        }
    }

    /// <summary>The folder of a version's programs, fetched where the cache does not have it.</summary>
    public static async Task<string> FolderAsync(int major)
    {
        await using var server = await StartAsync(new ThrowawayOptions { Choice = new ServerChoice(BinariesKind.Packaged, major) });
        return server.Binaries.Folder;
    }
}
