using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers.Containers;

/// <summary>The folder of a rehearsal's container, with password and socket. It is recorded as a throwaway server's is, so that the next run removes what a killed one left.</summary>
internal sealed class ContainerFolder : IAsyncDisposable
{
    private readonly RecordFile<ServerRecord> _recordFile;
    private readonly ServerRecord _record;
    private readonly Sweep _sweep;

    private ContainerFolder(ContainerParts parts, string password, RecordFile<ServerRecord> recordFile, ServerRecord record, Sweep sweep)
    {
        Parts = parts;
        Password = password;
        (_recordFile, _record, _sweep) = (recordFile, record, sweep);
    }

    /// <summary>What the container is made of: it has no network, and no volume with a name.</summary>
    public ContainerParts Parts { get; }

    /// <summary>The superuser's password.</summary>
    public string Password { get; }

    /// <summary>Makes it. Also removes what killed runs left behind.</summary>
    /// <param name="options">Where the cache is.</param>
    /// <param name="cancellationToken">Cancels; nothing stays behind.</param>
    /// <exception cref="SandboxException">This is no Unix, or the cache cannot be used (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<ContainerFolder> MakeAsync(ThrowawayOptions options, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SandboxException(ExitCode.Unavailable, "--server container: the server's Unix socket cannot be reached from Windows; say local or packaged");
        }

        var user = await RunUser.FindAsync(cancellationToken);
        var folders = CacheFolders.Resolve(options.CacheDirectory, user);
        await folders.CreateAsync(cancellationToken);
        var host = new UnixServerHost(user);
        var sweep = new Sweep(folders, host);
        await sweep.RunAsync(cancellationToken);

        var name = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var run = RunPlace.Choose(options.RunDirectory, folders, name);
        var record = new ServerRecord(ProcessIdentity.Own, run, ThrowawayServer.SocketFolder(run, name), Postmaster: null);
        var recordFile = await RecordFile<ServerRecord>.CreateAsync(folders.Records, name, record, cancellationToken);
        var parts = new ContainerParts { Name = "sandbox-" + name, PasswordFile = Path.Combine(run, "password"), Sockets = record.Sockets };
        var made = new ContainerFolder(parts, RandomNumberGenerator.GetHexString(32, lowercase: true), recordFile, record, sweep);
        try
        {
            await using var prepared = await host.PrepareAsync(record, cancellationToken);
            await made.FillAsync(cancellationToken);
            await prepared.KeepAsync();
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Removes it.</summary>
    /// <exception cref="SandboxException">Something of it is still there (<see cref="ExitCode.Unavailable"/>).</exception>
    public async ValueTask DisposeAsync()
    {
        await using (_recordFile)
        {
            if (!await _sweep.RemoveAsync(_record, CancellationToken.None))
            {
                throw new SandboxException(ExitCode.Unavailable, $"{_record.Run} of the container {Parts.Name} could not be removed; the next run tries again");
            }

            await _recordFile.RemoveAsync();
        }
    }

    [UnsupportedOSPlatform("windows")]
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        // The container's user is another one than ours; the folder above keeps everybody else out.
        File.SetUnixFileMode(Parts.Sockets, CacheFolders.Reachable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        await using var file = new FileStream(
            Parts.PasswordFile, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await file.WriteAsync(Encoding.ASCII.GetBytes($"*:*:*:*:{Password}\n"), cancellationToken);
    }
}
