using System.Globalization;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>Chooses where a server's folder lies while it runs.</summary>
/// <remarks>
/// A data folder is a thousand small files. ext4 skips inodes that were deleted within the last seconds, one by one, so starting
/// servers in a row takes it ten times as long as the first (bench/README.md); memory has no such trouble.
/// </remarks>
internal static class RunPlace
{
    /// <summary>The environment's variable that names the parent of all run folders.</summary>
    public const string Variable = "SANDBOX_RUNS";

    private const string Memory = "/dev/shm";

    // A clone may grow to gigabytes; a machine with less to spare keeps it on the disk.
    private const long PlentyInBytes = 4L << 30;

    /// <summary>The run folder of one server; it does not exist yet.</summary>
    /// <param name="named">The parent that the caller named; null for the environment's or the best one.</param>
    /// <param name="folders">The cache.</param>
    /// <param name="name">The server's unguessable name.</param>
    public static string Choose(string? named, CacheFolders folders, string name)
    {
        var parent = named ?? Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(parent))
        {
            return CacheFolders.Checked(Path.Combine(Path.GetFullPath(parent), "sandbox-" + name), Variable);
        }

        return OperatingSystem.IsLinux() && HasPlentyOfMemory() ? Path.Combine(Memory, "sandbox-" + name) : Path.Combine(folders.Runs, name);
    }

    private static bool HasPlentyOfMemory()
    {
        // A container's memory limit counts too; the runtime knows it.
        if (!Directory.Exists(Memory) || GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < PlentyInBytes || AvailableMemory() < PlentyInBytes)
        {
            return false;
        }

        var mount = new DriveInfo(Memory);
        return mount.DriveFormat is "tmpfs" && mount.AvailableFreeSpace >= PlentyInBytes;
    }

    private static long AvailableMemory()
    {
        const string Field = "MemAvailable:";
        var line = File.ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        return line is not null && long.TryParse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : 0;
    }
}
