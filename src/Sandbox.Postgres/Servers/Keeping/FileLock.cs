namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>A lock that the operating system takes back when its holder dies (flock on Unix, a share mode on Windows).</summary>
public static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes the lock at once.</summary>
    /// <param name="path">The lock's file; made if missing.</param>
    /// <returns>The locked file, which unlocks when disposed; null where another holds it.</returns>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.Asynchronous);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException or FileNotFoundException))
        {
            return null;
        }
    }

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The lock's file; made if missing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<FileStream> TakeAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
