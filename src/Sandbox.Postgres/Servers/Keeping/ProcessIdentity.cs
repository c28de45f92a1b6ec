using System.Diagnostics;
using System.Globalization;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>One process and no later one that got the same number.</summary>
/// <param name="ProcessId">The process id.</param>
/// <param name="Started">When it started, as exactly as the operating system says it: an opaque text, compared only for equality.</param>
public sealed record ProcessIdentity(int ProcessId, string Started)
{
    /// <summary>The identity of this process.</summary>
    public static ProcessIdentity Own { get; } = Of(Environment.ProcessId)!;

    /// <summary>The identity of the process that has this id now; null where there is none.</summary>
    /// <param name="processId">The process id.</param>
    public static ProcessIdentity? Of(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return OfLinux(processId);
            }

            using var process = Process.GetProcessById(processId);
            return new ProcessIdentity(processId, process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether the process that has this id now started within two seconds of a moment.</summary>
    /// <param name="processId">The process id.</param>
    /// <param name="moment">The moment.</param>
    public static bool StartedAt(int processId, DateTimeOffset moment)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return (process.StartTime.ToUniversalTime() - moment.UtcDateTime).Duration() <= TimeSpan.FromSeconds(2);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether the process still runs.</summary>
    public bool IsAlive() => Of(ProcessId) == this;

    /// <summary>Waits until the process has ended.</summary>
    /// <param name="patience">How long at most.</param>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> HasEndedAsync(TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (IsAlive())
        {
            if (waited.Elapsed > patience)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }

        return true;
    }

    // Process.StartTime is computed from the wall clock on Linux and moves with it; the kernel's own tick count does not.
    private static ProcessIdentity? OfLinux(int processId)
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        const int StateAfterName = 0, StartTimeAfterName = 19;
        if (fields[StateAfterName] is "Z" or "X")
        {
            return null;
        }

        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        return new ProcessIdentity(processId, $"{boot}/{fields[StartTimeAfterName]}");
    }
}
