using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers.Binaries;

/// <summary>placeholder, replaced in the next step</summary>
internal sealed class PackagedBinaries(CacheFolders folders)
{
    public Task<PostgresBinaries> GetAsync(int major, IProgress<string>? progress, CancellationToken cancellationToken) =>
        throw new SandboxException(ExitCode.Unavailable, folders.Binaries + major + progress + cancellationToken.CanBeCanceled);
}
