using System.Security.Cryptography;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers.Containers;

/// <summary>
/// A PostgreSQL server of this run's own in a container: initdb and server of an image, without durability, on a Unix socket in a folder of this machine and on no address, asking for a password.
/// It ends when it is disposed or when this process ends, even by SIGKILL: its input is a pipe from here. Linux only.
/// </summary>
public sealed class ContainerServer : IServer
{
    private readonly ContainerProcess _process;
    private readonly ConnectionTarget _target;
    private readonly ContainerFolder? _folder;

    private ContainerServer(ContainerImage image, ContainerProcess process, ConnectionTarget target, ContainerFolder? folder, Version version, ServerIdentity identity)
    {
        Choice = ServerChoice.OfImage(image.Reference);
        Version = version;
        Identity = identity;
        (_process, _target, _folder) = (process, target, folder);
    }

    /// <inheritdoc/>
    public ServerChoice Choice { get; }

    /// <inheritdoc/>
    public Version Version { get; }

    /// <inheritdoc/>
    /// <remarks>Data folder and process are the container's own.</remarks>
    public ServerIdentity Identity { get; }

    /// <summary>Starts a server for a rehearsal, in a container that the engine removes as soon as it ends; its password and socket lie in a folder that goes with it.</summary>
    /// <param name="options">Which image, and where the cache is.</param>
    /// <param name="cancellationToken">Ends the start; nothing stays behind.</param>
    /// <exception cref="SandboxException">There is no engine or no such image, or the server did not start (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<ContainerServer> StartAsync(ThrowawayOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var engine = await ContainerEngine.FindAsync(cancellationToken);
        var image = await engine.ImageAsync(options.Choice.Image!, cancellationToken);
        var folder = await ContainerFolder.MakeAsync(options, cancellationToken);
        try
        {
            return await StartAsync(engine, image, folder.Parts, folder.Password, folder, options.StartTimeout, cancellationToken);
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a server in a container of an exact name.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="image">The image; by its id, so that a tag that moves meanwhile changes nothing.</param>
    /// <param name="parts">What it is made of; file, folder, network and volume are there already.</param>
    /// <param name="password">The superuser's password, as the file has it.</param>
    /// <param name="timeout">How long it may take until it accepts connections.</param>
    /// <param name="cancellationToken">Ends the start; a container that belongs to a run stays.</param>
    /// <exception cref="SandboxException">It did not start (<see cref="ExitCode.Unavailable"/>).</exception>
    public static Task<ContainerServer> StartAsync(ContainerEngine engine, ContainerImage image, ContainerParts parts, string password, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(parts);
        return StartAsync(engine, image, parts, password, folder: null, timeout, cancellationToken);
    }

    /// <inheritdoc/>
    public ConnectionTarget Target(string database) => _target with { Database = database };

    /// <summary>Stops the server at once.</summary>
    /// <exception cref="SandboxException">It did not end; the message names its container (<see cref="ExitCode.Unavailable"/>).</exception>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (_folder is not null)
        {
            await _folder.DisposeAsync();
        }
    }

    private static async Task<ContainerServer> StartAsync(
        ContainerEngine engine, ContainerImage image, ContainerParts parts, string password, ContainerFolder? folder, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clusterName = "sandbox-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        var target = new ConnectionTarget { Host = parts.Sockets, Port = ServerSettings.SocketNumber, Database = "postgres", User = ServerSettings.Superuser, Password = password };
        var process = new ContainerProcess(engine, image, parts, clusterName);
        try
        {
            await using var session = await process.OpenAsync(target, timeout, cancellationToken);
            var (version, identity) = await ServerIdentity.ReadAsync(session, parts.Sockets, cancellationToken);

            // Who it has to be, whatever it says of itself.
            return new ContainerServer(image, process, target, folder, version, identity with { ClusterName = clusterName });
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
