using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers.Binaries;

/// <summary>Finds the binaries that a choice asks for.</summary>
internal static class BinariesLocator
{
    /// <summary>The newest binaries that the choice admits: installed ones first, packaged ones where none is installed.</summary>
    /// <param name="choice">What was asked for.</param>
    /// <param name="folders">The cache of packaged binaries.</param>
    /// <param name="progress">Told of a download.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="SandboxException">There are none (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<PostgresBinaries> FindAsync(
        ServerChoice choice, CacheFolders folders, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (choice.Kind is not BinariesKind.Packaged)
        {
            var installed = await InstalledBinaries.FindAsync(cancellationToken);
            if (installed.FirstOrDefault(choice.Admits) is { } newest)
            {
                return newest;
            }

            if (choice.Kind is BinariesKind.Local)
            {
                throw Missing(choice, installed);
            }
        }

        return await new PackagedBinaries(folders).GetAsync(choice.Major ?? PostgresBinaries.NewestMajor, progress, cancellationToken);
    }

    private static SandboxException Missing(ServerChoice choice, IReadOnlyList<PostgresBinaries> installed)
    {
        var found = installed.Count == 0 ? "no PostgreSQL is installed here" : $"found only {string.Join(", ", installed)}";
        var major = choice.Major ?? PostgresBinaries.NewestMajor;
        return new SandboxException(
            ExitCode.Unavailable,
            $"--server {choice}: {found}; {InstalledBinaries.Mend(major)}, name the folder of postgres and initdb in {InstalledBinaries.Variable}, or say --server packaged:{major}");
    }
}
