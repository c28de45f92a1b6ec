using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers.Binaries;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Clients;

/// <summary>A program that comes with PostgreSQL's client, such as <c>pg_dump</c>. It sees nothing of this process's environment but the way to its target.</summary>
public sealed class ClientProgram
{
    private readonly string _name;
    private readonly string _path;

    private ClientProgram(string name, string path)
    {
        _name = name;
        _path = path;
    }

    /// <summary>Finds the oldest one that is new enough: a newer one than the server's may send what the server does not know.</summary>
    /// <param name="name">The program's name without an extension.</param>
    /// <param name="major">The major version that it must have at least.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="SandboxException">There is none (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<ClientProgram> FindAsync(string name, int major, CancellationToken cancellationToken)
    {
        (string Path, int Major)? best = null;
        foreach (var folder in await InstalledBinaries.FoldersAsync(cancellationToken))
        {
            var path = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
            if (File.Exists(path) && await InstalledBinaries.VersionOfAsync(path, cancellationToken) is { } version && version.Major >= major && (best is null || version.Major < best.Value.Major))
            {
                best = (path, version.Major);
                if (version.Major == major)
                {
                    // There is no better one, and each that is asked costs a process.
                    break;
                }
            }
        }

        return best is { } found
            ? new ClientProgram(name, found.Path)
            : throw new SandboxException(ExitCode.Unavailable, $"no {name} of PostgreSQL {major} or newer is here; install the client of that version, or name its folder in {InstalledBinaries.Variable}");
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments, which say nothing of where to connect.</param>
    /// <param name="target">Where it connects; null where it connects to nothing.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="SandboxException">It failed (<see cref="ExitCode.Unavailable"/>); the message has what it said.</exception>
    public Task<string> RunAsync(IEnumerable<string> arguments, ConnectionTarget? target, CancellationToken cancellationToken) => RunAsync(arguments, target, passwordFile: null, cancellationToken);

    /// <summary>Runs it to its end; the password is in a file.</summary>
    /// <param name="arguments">Its arguments, which say nothing of where to connect.</param>
    /// <param name="target">Where it connects; null where it connects to nothing.</param>
    /// <param name="passwordFile">A file in the form of <c>.pgpass</c>; null for the target's own password, in the program's environment.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <inheritdoc cref="RunAsync(IEnumerable{string}, ConnectionTarget?, CancellationToken)"/>
    public async Task<string> RunAsync(IEnumerable<string> arguments, ConnectionTarget? target, string? passwordFile, CancellationToken cancellationToken)
    {
        var result = await Command.RunAsync(
            _path, arguments, Command.Server, user: null, cancellationToken, target is null ? null : environment => LibpqEnvironment.Lead(environment, target, passwordFile));
        return result.ExitCode == 0
            ? result.Output
            : throw new SandboxException(ExitCode.Unavailable, $"{_name} failed: {result.Complaint}");
    }
}
