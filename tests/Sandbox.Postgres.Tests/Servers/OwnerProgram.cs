using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>A process that owns a throwaway server: started by tests, which kill it or let it end.</summary>
internal static class OwnerProgram
{
    /// <summary>Starts a server in a cache, says who it is, and holds it until standard input ends.</summary>
    /// <param name="arguments">The cache's folder, the parent of run folders and the choice of server.</param>
    public static async Task<int> Main(string[] arguments)
    {
        var options = new ThrowawayOptions { CacheDirectory = arguments[0], RunDirectory = arguments[1], Choice = ServerChoice.Parse(arguments[2]) };
        await using var server = await ThrowawayServer.StartAsync(options, CancellationToken.None);
        Console.WriteLine($"{server.Identity.PostmasterProcessId} {server.Identity.DataDirectory}");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
