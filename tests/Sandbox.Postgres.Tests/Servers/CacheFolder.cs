namespace Sandbox.Postgres.Tests.Servers;

/// <summary>An empty cache of a test's own, reachable by the server's user, removed at the end.</summary>
internal sealed class CacheFolder : IDisposable
{
    public CacheFolder()
    {
        Path = Directory.CreateTempSubdirectory("sandbox-cache-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                Path,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    public string Path { get; }

    /// <summary>What is left of servers: run folders and records, relative to the cache.</summary>
    public IReadOnlyList<string> Leftovers =>
    [
        .. Directory.EnumerateDirectories(Path, "work*").SelectMany(work => Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(work, "runs"))),
        .. Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(Path, "servers")),
    ];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
