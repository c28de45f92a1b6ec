using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// What the clone was when the rehearsal began, for when others commit during it and ids alone no longer tell that nothing escaped. The rehearsal shares its first
/// snapshot, which costs next to nothing; only where others committed, or may yet, does a second session take it and hold it over the rollback.
/// </summary>
/// <param name="target">The clone.</param>
internal sealed class HeldSnapshot(ConnectionTarget target) : IAsyncDisposable
{
    private static readonly TimeSpan s_lockTimeout = TimeSpan.FromSeconds(2);

    private SnapshotSession? _before;
    private string? _why = "the connection was lost before the rollback";

    /// <summary>How many sessions of its own the clone has had; one that could not take the snapshot, which is gone where the transaction has failed, counts as well.</summary>
    public int Sessions { get; private set; }

    /// <summary>Shares the snapshot: asked right behind BEGIN, since a transaction with savepoints cannot.</summary>
    public static BatchStatement Share { get; } = "SELECT pg_catalog.pg_export_snapshot()";

    /// <summary>The process that holds it; null where none does.</summary>
    public int? ProcessId => _before?.ProcessId;

    /// <summary>Whether others committed since the rehearsal began, or have a transaction open that may.</summary>
    /// <param name="transactionId">The rehearsal's own transaction id.</param>
    /// <param name="processId">The process that holds it.</param>
    public static BatchStatement OthersWrite(long transactionId, int processId) => new(
        """
        SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted AND l.pid <> $2::pg_catalog.int4)
            OR EXISTS (SELECT FROM pg_catalog.generate_series($1::pg_catalog.int8, pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::pg_catalog.text::pg_catalog.int8 - 1) AS id
                       WHERE pg_catalog.pg_xact_status(id::pg_catalog.text::pg_catalog.xid8) = 'committed')
        """,
        transactionId.ToString(CultureInfo.InvariantCulture),
        processId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Takes it, while the rehearsal's transaction is still open.</summary>
    /// <param name="snapshot">Its name.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task HoldAsync(string snapshot, CancellationToken cancellationToken)
    {
        SnapshotSession? session = null;
        try
        {
            session = await SnapshotSession.OpenAsync(target, s_lockTimeout, cancellationToken);
            Sessions++;
            await session.CountItselfAsync(cancellationToken);
            await session.BeginAsync(snapshot, cancellationToken);
            (_before, session) = (session, null);
        }
        catch (SandboxException failure)
        {
            _why = failure.Message;
        }
        finally
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }
        }
    }

    /// <summary>Nobody else wrote when the rehearsal ended.</summary>
    public void NotNeeded() => _why = "others committed only while it was rolled back";

    /// <summary>Compares it with now.</summary>
    /// <param name="proof">The proof, in which others committed.</param>
    /// <param name="othersInClone">Whether anybody else was seen in the clone; a session in another database cannot write here.</param>
    /// <param name="written">The oids of the tables that the script wrote.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The proof with what differs, and the numbers of rows before; null where it could not be compared.</returns>
    public async Task<(NetZeroProof Proof, IReadOnlyDictionary<string, long>? RowsBefore)> CompareAsync(
        NetZeroProof proof, bool othersInClone, IReadOnlyCollection<string> written, CancellationToken cancellationToken)
    {
        if (_before is null)
        {
            return (proof with { Comparison = $"not compared with before: {_why}" }, null);
        }

        try
        {
            await using var now = await SnapshotSession.OpenAsync(target, s_lockTimeout, cancellationToken);
            await now.BeginAsync(snapshot: null, cancellationToken);
            var found = await RowVersions.CompareAsync(_before, now, written, cancellationToken);
            var ours = found.Differences.Where(difference => !difference.IsShared && !othersInClone).Select(static difference => difference.Residue).ToList();
            return (
                proof with
                {
                    Residue = [.. proof.Residue, .. ours],
                    ForeignChanges = [.. found.Differences.Select(static difference => difference.Residue).Except(ours)],
                    Comparison = "compared with before: catalog, large objects, roles, databases, the tables written"
                        + (found.Limits.Count == 0 ? string.Empty : $"; not {string.Join(", ", found.Limits)}"),
                },
                found.RowsBefore);
        }
        catch (SandboxException failure)
        {
            return (proof with { Comparison = $"not compared with before: {failure.Message}" }, null);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _before?.DisposeAsync() ?? ValueTask.CompletedTask;
}
