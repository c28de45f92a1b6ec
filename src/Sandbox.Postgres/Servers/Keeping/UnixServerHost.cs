using System.Globalization;
using System.Security.Cryptography;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>Servers on Unix: everything in the work folder is done by shells that run as the server's user.</summary>
/// <param name="user">The server's user.</param>
internal sealed class UnixServerHost(RunUser user) : IServerHost
{
    /// <inheritdoc/>
    public async Task BuildTemplateAsync(PostgresBinaries binaries, string folder, CancellationToken cancellationToken)
    {
        var build = $"{folder}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var result = await RunAsync(
            KeeperScript.Template, [build, folder, binaries.Folder, ServerSettings.Template, .. ServerSettings.Initdb(binaries.Version.Major)], cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new SandboxException(ExitCode.Unavailable, $"initdb of {binaries} failed: {result.Complaint}");
        }
    }

    /// <inheritdoc/>
    public async Task<IKeeper> StartAsync(
        ServerRecord record, string template, PostgresBinaries binaries, string clusterName, bool confines, CancellationToken cancellationToken)
    {
        // Only folders that exist can be opened to a confined keeper. Until there is a keeper, the shell that made them waits.
        await using var prepared = await PrepareAsync(record, cancellationToken);
        var settings = ServerSettings.ForSocket(clusterName, record.Sockets);
        string[] arguments =
            ["-c", KeeperScript.Keep, "sandbox-keeper", record.Run, record.Sockets, Path.Combine(template, "data"), binaries.Folder, settings];
        var start = Command.Prepare("/bin/sh", arguments, Command.Server, user.Name);
        var confined = confines && OperatingSystem.IsLinux() && Confinement.IsPossible ? await Confinement.StartAsync(start, [record.Run, record.Sockets]) : null;
        var keeper = new UnixKeeper(confined ?? Command.Start(start), record, isConfined: confined is not null);
        await prepared.KeepAsync();
        return keeper;
    }

    /// <summary>Makes the folders of a server.</summary>
    /// <param name="record">Their record.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What removes them again as long as nobody else does.</returns>
    /// <exception cref="SandboxException">They cannot be made (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<PreparedFolders> PrepareAsync(ServerRecord record, CancellationToken cancellationToken)
    {
        var shell = Command.Start(Command.Prepare("/bin/sh", ["-c", KeeperScript.Prepare, "sandbox", record.Run, record.Sockets], Command.Server, user.Name));
        var prepared = new PreparedFolders(shell);
        try
        {
            await shell.StandardOutput.ReadToEndAsync(cancellationToken);
            return Directory.Exists(record.Sockets)
                ? prepared
                : throw new SandboxException(
                    ExitCode.Unavailable, $"the throwaway server did not start: {CommandResult.LastLines(await shell.StandardError.ReadToEndAsync(cancellationToken))}");
        }
        catch
        {
            await prepared.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(ServerRecord record, int? postmaster, CancellationToken cancellationToken) =>
        RunAsync(KeeperScript.Remove, [record.Run, record.Sockets, postmaster?.ToString(CultureInfo.InvariantCulture) ?? ""], cancellationToken);

    private Task<CommandResult> RunAsync(string script, IEnumerable<string> parameters, CancellationToken cancellationToken) =>
        Command.RunAsync("/bin/sh", ["-c", script, "sandbox", .. parameters], Command.Server, user.Name, cancellationToken);
}
