using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers.Binaries;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers;

/// <summary>
/// A PostgreSQL server of this run's own: copied from a template, started without durability on a private Unix socket (Windows:
/// on loopback with a random password), and gone with its folder when it is disposed or when this process ends, even by SIGKILL.
/// </summary>
public sealed class ThrowawayServer : IServer
{
    // The shortest of the systems' limits for a socket's path (macOS: 104 bytes with the final zero).
    private const int LongestSocketPath = 103;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IKeeper _keeper;
    private readonly RecordFile<ServerRecord> _recordFile;
    private readonly ServerRecord _record;
    private readonly Sweep _sweep;
    private bool _disposed;

    private ThrowawayServer(PostgresBinaries binaries, ServerIdentity identity, IKeeper keeper, RecordFile<ServerRecord> recordFile, ServerRecord record, Sweep sweep)
    {
        Binaries = binaries;
        Identity = identity;
        _keeper = keeper;
        _recordFile = recordFile;
        _record = record;
        _sweep = sweep;
    }

    /// <summary>The binaries that run.</summary>
    public PostgresBinaries Binaries { get; }

    /// <summary>Whether what its processes may do on this machine is confined (<see cref="ThrowawayOptions.Confines"/>).</summary>
    public bool IsConfined => _keeper.IsConfined;

    /// <inheritdoc/>
    public ServerChoice Choice => new(Binaries.Kind, Binaries.Version.Major);

    /// <inheritdoc/>
    public Version Version => Binaries.Version;

    /// <inheritdoc/>
    public ServerIdentity Identity { get; }

    /// <summary>Starts a server and waits until it accepts connections. Also removes what killed runs left behind.</summary>
    /// <param name="options">Which server, and where the cache is.</param>
    /// <param name="cancellationToken">Ends the start; nothing stays behind.</param>
    /// <exception cref="SandboxException">
    /// No such server is on this machine, or it did not start; the message has the line that mends it (<see cref="ExitCode.Unavailable"/>).
    /// </exception>
    public static async Task<ThrowawayServer> StartAsync(ThrowawayOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var user = await RunUser.FindAsync(cancellationToken);
        var folders = CacheFolders.Resolve(options.CacheDirectory, user);
        await folders.CreateAsync(cancellationToken);
        IServerHost host = OperatingSystem.IsWindows() ? new WindowsServerHost() : new UnixServerHost(user);
        var sweep = new Sweep(folders, host);
        await sweep.RunAsync(cancellationToken);
        var binaries = await BinariesLocator.FindAsync(options.Choice, folders, options.Progress, cancellationToken);
        var template = await new TemplateCache(folders, host).GetAsync(binaries, options.Progress, cancellationToken);

        var name = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var run = options.RunsInCache ? Path.Combine(folders.Runs, name) : RunPlace.Choose(options.RunDirectory, folders, name);
        var record = new ServerRecord(ProcessIdentity.Own, run, SocketFolder(run, name), Postmaster: null);
        var recordFile = await RecordFile<ServerRecord>.CreateAsync(folders.Records, name, record, cancellationToken);
        IKeeper? keeper = null;
        try
        {
            var clusterName = "sandbox-" + name;
            keeper = await host.StartAsync(record, template, binaries, clusterName, options.Confines, cancellationToken);
            var postmaster = await keeper.WaitUntilReadyAsync(options.StartTimeout, cancellationToken);
            record = record with { Postmaster = ProcessIdentity.Of(postmaster.ProcessId) };
            await recordFile.WriteAsync(record, cancellationToken);
            var identity = new ServerIdentity
            {
                ClusterName = clusterName,
                SystemIdentifier = await ReadSystemIdentifierAsync(record.Data, cancellationToken),
                DataDirectory = postmaster.DataDirectory,
                SocketDirectory = OperatingSystem.IsWindows() ? null : record.Sockets,
                PostmasterProcessId = postmaster.ProcessId,
                StartedAt = postmaster.StartedAt,
            };
            return new ThrowawayServer(binaries, identity, keeper, recordFile, record, sweep);
        }
        catch
        {
            await EndAsync(keeper, recordFile, record, sweep);
            throw;
        }
    }

    /// <summary>Ends the servers of a cache whose owners were killed, by their records: each recorded postmaster, each recorded folder, and nothing else.</summary>
    /// <param name="cacheDirectory">The cache's folder, as <see cref="ThrowawayOptions.CacheDirectory"/> named it; it may be gone.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether no server of the cache is left.</returns>
    public static async Task<bool> RemoveAbandonedAsync(string cacheDirectory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cacheDirectory);
        var user = await RunUser.FindAsync(cancellationToken);
        var folders = CacheFolders.Resolve(cacheDirectory, user);
        if (!Directory.Exists(folders.Records))
        {
            return true;
        }

        IServerHost host = OperatingSystem.IsWindows() ? new WindowsServerHost() : new UnixServerHost(user);
        await new Sweep(folders, host).RunAsync(cancellationToken);
        return RecordFile<ServerRecord>.AreNone(folders.Records);
    }

    /// <inheritdoc/>
    public ConnectionTarget Target(string database) => _keeper.Target with { Database = database };

    /// <summary>Stops the server at once and removes its folder.</summary>
    /// <exception cref="SandboxException">Something is still there; the message names it (<see cref="ExitCode.Unavailable"/>).</exception>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await EndAsync(_keeper, _recordFile, _record, _sweep);
    }

    private static async Task EndAsync(IKeeper? keeper, RecordFile<ServerRecord> recordFile, ServerRecord record, Sweep sweep)
    {
        await using (recordFile)
        {
            if (keeper is not null)
            {
                await keeper.DisposeAsync();
            }

            // A postmaster removes its lock file, by which the keeper knows its end, just before it exits.
            var isRemoved = await sweep.RemoveAsync(record, CancellationToken.None);
            if (!isRemoved || (record.Postmaster is { } postmaster && !await postmaster.HasEndedAsync(Patience)))
            {
                throw new SandboxException(
                    ExitCode.Unavailable, $"the throwaway server in {record.Run} could not be removed; the next run tries again, or stop its postmaster and remove the folder");
            }

            await recordFile.RemoveAsync();
        }
    }

    /// <summary>The folder of a server's socket: in its own, or where that is too long for a socket, in <c>/tmp</c>.</summary>
    internal static string SocketFolder(string run, string name)
    {
        var inside = Path.Combine(run, "s");
        var socket = Path.Combine(inside, $".s.PGSQL.{ServerSettings.SocketNumber}");
        var fits = OperatingSystem.IsWindows() || Encoding.UTF8.GetByteCount(socket) <= LongestSocketPath;
        return fits ? inside : Path.Combine("/tmp", "sandbox-" + name);
    }

    // The control file begins with it (PostgreSQL source, pg_control.h); reading it costs no connection.
    private static async Task<long> ReadSystemIdentifierAsync(string data, CancellationToken cancellationToken)
    {
        await using var control = File.OpenRead(Path.Combine(data, "global", "pg_control"));
        var identifier = new byte[sizeof(long)];
        await control.ReadExactlyAsync(identifier, cancellationToken);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReadInt64LittleEndian(identifier) : BinaryPrimitives.ReadInt64BigEndian(identifier);
    }
}
