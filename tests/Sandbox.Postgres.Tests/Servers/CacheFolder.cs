using System.Security.Cryptography;
using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>An empty cache of a test's own with a folder for running servers, both reachable by the server's user, removed at the end.</summary>
internal sealed class CacheFolder : IDisposable
{
    private const UnixFileMode Passable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode Open = Passable | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.StickyBit;

    // Many data folders in a row are slow on a disk (bench/README.md).
    private const string Memory = "/dev/shm";

    private readonly string _runs;

    /// <param name="isForPrograms">Whether programs must run from it: a memory file system may forbid that.</param>
    public CacheFolder(bool isForPrograms = false)
    {
        Path = isForPrograms || !HasMemory()
            ? Directory.CreateTempSubdirectory("sandbox-cache-").FullName
            : Directory.CreateDirectory(System.IO.Path.Combine(Memory, "sandbox-cache-" + RandomNumberGenerator.GetHexString(16, lowercase: true))).FullName;
        _runs = Directory.CreateDirectory(System.IO.Path.Combine(Path, "open")).FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, Passable);
            File.SetUnixFileMode(_runs, Open);
        }
    }

    public string Path { get; }

    /// <summary>Starts servers in this cache.</summary>
    public ThrowawayOptions Options => new() { CacheDirectory = Path, RunDirectory = _runs };

    /// <summary>The folders of servers.</summary>
    public IReadOnlyList<string> Runs => [.. Directory.EnumerateFileSystemEntries(_runs)];

    /// <summary>The folders of templates, whole and half-made.</summary>
    public IReadOnlyList<string> Templates =>
        [.. Directory.EnumerateDirectories(Path, "work*").SelectMany(work => Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(work, "templates")))];

    /// <summary>The records of servers.</summary>
    public IReadOnlyList<string> Records => [.. Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(Path, "servers"))];

    /// <summary>A folder in the cache that the server's user can pass through.</summary>
    public string CreateFolder(params string[] names)
    {
        var path = Path;
        foreach (var name in names)
        {
            path = Directory.CreateDirectory(System.IO.Path.Combine(path, name)).FullName;
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, Open);
            }
        }

        return path;
    }

    private static bool HasMemory() => Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > 4L << 30;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
