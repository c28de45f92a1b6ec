using Sandbox.Postgres.Servers.Containers;

namespace Sandbox.Postgres.Servers;

/// <summary>Starts what a choice asks for, whatever it runs on.</summary>
public static class Throwaway
{
    /// <summary>Starts a server and waits until it accepts connections.</summary>
    /// <param name="options">Which server, and where the cache is.</param>
    /// <param name="cancellationToken">Ends the start; nothing stays behind.</param>
    /// <exception cref="SandboxException">No such server is on this machine, or it did not start (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<IServer> StartAsync(ThrowawayOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Choice.Kind is BinariesKind.Container ? await ContainerServer.StartAsync(options, cancellationToken) : await ThrowawayServer.StartAsync(options, cancellationToken);
    }
}
