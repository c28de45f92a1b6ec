using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;

namespace Sandbox.Cli.Tests;

/// <summary>A cache and a run folder that only one test's runs use: whatever is in them, and every process that names them, is theirs.</summary>
internal sealed class OwnCache : IDisposable
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode Open = Passable | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.StickyBit;

    private readonly string _cache = Directory.CreateTempSubdirectory("sandbox-cli-cache-").FullName;
    private readonly string _runs = Directory.CreateTempSubdirectory("sandbox-cli-runs-").FullName;

    public OwnCache()
    {
        if (!OperatingSystem.IsWindows())
        {
            // The server's user works there too.
            File.SetUnixFileMode(_cache, Passable);
            File.SetUnixFileMode(_runs, Open);
        }
    }

    /// <summary>The variables that make a run use it.</summary>
    public (string Name, string Value)[] Environment => [("SANDBOX_CACHE", _cache), ("SANDBOX_RUNS", _runs)];

    /// <summary>The folders of servers that run, or that were left.</summary>
    public IReadOnlyList<string> Runs => [.. Directory.EnumerateFileSystemEntries(_runs)];

    /// <summary>The processes whose command lines name a server's folder.</summary>
    public IReadOnlyList<int> Servers => [.. Directory.EnumerateDirectories("/proc").Select(static folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0).Where(id => id > 0 && Names(id))];

    /// <summary>Waits until nothing of any run is left; the test's own timeout ends the wait.</summary>
    public async Task UntilEmptyAsync()
    {
        while (Servers.Count > 0 || Runs.Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.CurrentContext.CancellationToken);
        }
    }

    /// <summary>Whether a session of a run's server executes a statement that sleeps.</summary>
    public async Task<bool> IsSleepingAsync()
    {
        const int PortLine = 3, SocketLine = 4;
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        foreach (var file in Directory.EnumerateFiles(_runs, "postmaster.pid", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 }))
        {
            var lines = await File.ReadAllLinesAsync(file, cancellationToken);
            if (lines.Length <= SocketLine || lines[SocketLine].Length == 0 || !lines[^1].StartsWith("ready", StringComparison.Ordinal))
            {
                continue;
            }

            var target = new ConnectionTarget { Host = lines[SocketLine], Port = int.Parse(lines[PortLine], CultureInfo.InvariantCulture), User = TestServer.User, Database = "postgres" };
            await using var session = await WireSession.OpenAsync(target, cancellationToken);
            if (await session.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query ~* '^select pg_sleep'", cancellationToken) is not "0")
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        Directory.Delete(_cache, recursive: true);
        Directory.Delete(_runs, recursive: true);
    }

    private bool Names(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains(_runs, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It ended while we looked.
            return false;
        }
    }
}
