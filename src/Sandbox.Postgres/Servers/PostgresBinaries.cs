using Sandbox.Postgres.Servers.Binaries;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers;

/// <summary>A folder that holds <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c> of one version.</summary>
/// <param name="Folder">The folder's absolute path.</param>
/// <param name="Version">Major and minor version, for example 15.18; the minor of a pre-release is 0.</param>
/// <param name="Description">What <c>postgres --version</c> prints.</param>
/// <param name="Kind">Where the folder was found.</param>
public sealed record PostgresBinaries(string Folder, Version Version, string Description, BinariesKind Kind)
{
    /// <summary>The oldest major version that is supported.</summary>
    public const int OldestMajor = 13;

    /// <summary>The newest major version that is supported.</summary>
    public const int NewestMajor = 18;

    /// <summary>Whether this product is tested with the version.</summary>
    public bool IsSupported => Version.Major is >= OldestMajor and <= NewestMajor;

    /// <summary>Finds the newest installed binaries that a choice admits; nothing is written or loaded.</summary>
    /// <param name="choice">What was asked for.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="SandboxException">None are installed (<see cref="ExitCode.Unavailable"/>); the message has the line that mends it.</exception>
    public static async Task<PostgresBinaries> FindInstalledAsync(ServerChoice choice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return await BinariesLocator.FindAsync(
            choice with { Kind = BinariesKind.Local }, CacheFolders.Resolve(directory: null, await RunUser.FindAsync(cancellationToken)), progress: null, cancellationToken);
    }

    /// <summary>The path of one of the programs.</summary>
    /// <param name="name">The program's name without an extension, for example <c>postgres</c>.</param>
    public string Program(string name) => Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>The version and where it is, in one line.</summary>
    public override string ToString() => $"PostgreSQL {Version} in {Folder}";
}
