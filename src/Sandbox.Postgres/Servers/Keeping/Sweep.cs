namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>Removes what dead owners left: exactly the recorded postmaster and folders, nothing that merely looks like one.</summary>
internal sealed class Sweep(CacheFolders folders, IServerHost host)
{
    /// <summary>Looks at every record whose owner no longer holds it.</summary>
    /// <param name="cancellationToken">Ends the sweep; the next run goes on.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        RecordFile<ServerRecord>.RemoveUnnamed(folders.Records);
        foreach (var opened in RecordFile<ServerRecord>.OpenAbandoned(folders.Records))
        {
            await using var file = opened;
            var record = await file.ReadAsync(cancellationToken);

            // A file system without locks hands the lock to everybody; then the owner's own identity decides.
            if (record is not null && record.Owner.IsAlive())
            {
                continue;
            }

            if (record is null || await RemoveAsync(record, cancellationToken))
            {
                await file.RemoveAsync();
            }
        }
    }

    /// <summary>Ends a server's postmaster if it is still the recorded one, and removes its folders.</summary>
    /// <param name="record">The record of a server whose keeper is gone.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether everything is gone.</returns>
    public async Task<bool> RemoveAsync(ServerRecord record, CancellationToken cancellationToken)
    {
        if (!record.HasFolders)
        {
            return true;
        }

        var postmaster = await PostmasterFile.ReadAsync(record.Data, cancellationToken);
        await host.RemoveAsync(record, postmaster is not null && IsRecorded(record, postmaster) ? postmaster.ProcessId : null, cancellationToken);
        return !record.HasFolders;
    }

    private static bool IsRecorded(ServerRecord record, PostmasterFile postmaster) =>
        string.Equals(Path.GetFullPath(postmaster.DataDirectory), record.Data, StringComparison.Ordinal)
        && (record.Postmaster is { } recorded
            ? recorded.ProcessId == postmaster.ProcessId && recorded.IsAlive()
            : ProcessIdentity.StartedAt(postmaster.ProcessId, postmaster.StartedAt));
}
