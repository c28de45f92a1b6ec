using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers;

/// <summary>
/// The journal of the copies that were made on servers of others: an entry is written before its copy is made and removed after the copy is gone, so that what a
/// killed process left is found at the next start. An entry is locked as long as its process lives.
/// </summary>
public sealed class CopyJournal
{
    // A server may go on making a copy although who asked for it was killed.
    private static readonly TimeSpan s_mayStillCome = TimeSpan.FromDays(1);

    private readonly CacheFolders _folders;

    private CopyJournal(CacheFolders folders) => _folders = folders;

    /// <summary>Opens the journal, which lies in the cache.</summary>
    /// <param name="cacheDirectory">The cache's folder; null for the usual one (<see cref="ThrowawayOptions.CacheDirectory"/>).</param>
    /// <exception cref="SandboxException">The folder cannot be made (<see cref="ExitCode.Unavailable"/>).</exception>
    public static CopyJournal Open(string? cacheDirectory)
    {
        var folders = CacheFolders.Resolve(cacheDirectory, new RunUser(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? "root" : null));
        folders.CreateCopies();
        return new CopyJournal(folders);
    }

    /// <summary>Writes an entry; the copy may be made when this returns.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CopyEntry> AddAsync(CopyRecord copy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(copy);
        return new CopyEntry(await RecordFile<CopyRecord>.CreateAsync(_folders.Copies, copy.Copy, copy, cancellationToken));
    }

    /// <summary>Removes what killed processes left on one server.</summary>
    /// <param name="isThere">Whether an entry's copy is on that server.</param>
    /// <param name="drop">Drops a copy; false where there is no such database.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task SweepAsync(Func<CopyRecord, bool> isThere, Func<CopyRecord, Task<bool>> drop, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isThere);
        ArgumentNullException.ThrowIfNull(drop);
        RecordFile<CopyRecord>.RemoveUnnamed(_folders.Copies);
        foreach (var opened in RecordFile<CopyRecord>.OpenAbandoned(_folders.Copies))
        {
            await using var entry = opened;
            if (await entry.ReadAsync(cancellationToken) is not { } copy)
            {
                await entry.RemoveAsync();
            }
            else if (isThere(copy) && (await drop(copy) || TimeProvider.System.GetUtcNow().UtcDateTime - entry.Written > s_mayStillCome))
            {
                await entry.RemoveAsync();
            }
        }
    }
}
