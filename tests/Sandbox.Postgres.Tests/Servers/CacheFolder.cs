using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>An empty cache of a test's own with a folder for running servers, both reachable by the server's user, removed at the end.</summary>
internal sealed class CacheFolder : IDisposable
{
    private const UnixFileMode Passable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode Open = Passable | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.StickyBit;

    private readonly string _runs;

    public CacheFolder()
    {
        Path = Directory.CreateTempSubdirectory("sandbox-cache-").FullName;
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

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
