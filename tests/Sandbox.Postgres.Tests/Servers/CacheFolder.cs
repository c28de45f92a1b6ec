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

    /// <summary>The folders of servers.</summary>
    public IReadOnlyList<string> Runs => InWork("runs");

    /// <summary>The folders of templates, whole and half-made.</summary>
    public IReadOnlyList<string> Templates => InWork("templates");

    /// <summary>The records of servers.</summary>
    public IReadOnlyList<string> Records => [.. Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(Path, "servers"))];

    private IReadOnlyList<string> InWork(string name) =>
        [.. Directory.EnumerateDirectories(Path, "work*").SelectMany(work => Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(work, name)))];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
