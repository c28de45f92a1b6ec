namespace Sandbox.Postgres.Tests.Servers;

/// <summary>What Linux says about processes.</summary>
internal static class Processes
{
    /// <summary>Whether the process runs; one that has ended and waits for its parent does not.</summary>
    public static bool IsRunning(int processId) => Status(processId, "State:") is { } state && state[0] is not ('Z' or 'X');

    /// <summary>The effective user id.</summary>
    public static string? EffectiveUser(int processId) => Status(processId, "Uid:")?.Split('\t')[1];

    /// <summary>The inodes of TCP sockets that listen and that the process has open.</summary>
    public static IReadOnlyList<string> TcpListeners(int processId)
    {
        const int StateField = 3, InodeField = 9;
        var listening = ((string[])["/proc/net/tcp", "/proc/net/tcp6"])
            .Where(File.Exists)
            .SelectMany(table => File.ReadLines(table).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[StateField] is "0A")
            .Select(fields => $"socket:[{fields[InodeField]}]");
        var open = Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd").Select(link => new FileInfo(link).LinkTarget);
        return [.. listening.Intersect(open, StringComparer.Ordinal).OfType<string>()];
    }

    /// <summary>Waits for something that other processes do; the test's own timeout ends the wait.</summary>
    public static async Task UntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    private static string? Status(int processId, string field)
    {
        try
        {
            return File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
