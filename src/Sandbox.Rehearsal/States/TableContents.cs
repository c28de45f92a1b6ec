using Sandbox.Postgres.Connections;

namespace Sandbox.Rehearsal.States;

/// <summary>What chosen tables hold, by their digests: as a <see cref="DatabaseState"/> has it, without the rest of the database.</summary>
public static class TableContents
{
    /// <summary>Reads tables, all in one snapshot.</summary>
    /// <param name="target">The database.</param>
    /// <param name="role">The role that reads; null for the one that connects.</param>
    /// <param name="isWanted">Which tables, by their qualified names, quoted where they have to be.</param>
    /// <param name="meanwhile">What is done beside the reading; it gets the snapshot, which others may take as long as it runs.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The tables by name, without rows.</returns>
    /// <exception cref="SandboxException">The server cannot be reached, or shares no snapshot (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<IReadOnlyList<TableState>> ReadAsync(ConnectionTarget target, string? role, Func<string, bool> isWanted, Func<string, Task>? meanwhile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(isWanted);
        var options = new StateOptions { Rows = 0 };
        await using var session = await SnapshotSession.OpenAsync(target, options.LockTimeout, cancellationToken, role);
        await using var readers = await SnapshotSessions.OpenAsync(target, options.Sessions, options.LockTimeout, cancellationToken, role);
        await session.BeginAsync(snapshot: null, cancellationToken);
        var tables = (await TableList.ReadAsync(session, cancellationToken)).Where(table => isWanted(table.Name)).ToList();
        await readers.JoinAsync(session, tables.Count, cancellationToken);
        var states = new List<TableState>();
        await readers.EachAsync(
            tables,
            async (reader, table) =>
            {
                var state = await TableReader.DigestAsync(reader, table, cancellationToken);
                lock (states)
                {
                    states.Add(state);
                }
            },
            session,
            meanwhile is null ? null : () => meanwhile(session.SharedSnapshot ?? throw new SandboxException(ExitCode.Unavailable, $"{target} is a standby, which shares no snapshot; name its primary")));
        return [.. states.OrderBy(static state => state.Name, StringComparer.Ordinal)];
    }
}
