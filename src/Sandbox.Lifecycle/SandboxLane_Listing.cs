using System.Text.Json.Nodes;
using Sandbox.Lifecycle.Ledger;

namespace Sandbox.Lifecycle;

/// <content>What is there, and what is there on one side only.</content>
public sealed partial class SandboxLane
{
    /// <summary>All sandboxes of the server, orphans among them, by name.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<SandboxInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var list = new List<SandboxInfo>();
        foreach (var database in await _server.ListAsync(_policy, cancellationToken))
        {
            var (isThere, found, closed) = await LookAsync(database.Name, cancellationToken);
            if (isThere)
            {
                var isAtWork = found is null && await _server.IsAtWorkAsync(database.Name, cancellationToken);
                list.Add(new SandboxInfo(
                    database.Name, found?.Status, found?.Owner, now - found?.CreatedAt, found?.ExpiresAt - now, database.Size, _policy.SandboxPins(database.Name.Text, out _), isAtWork, closed is not null));
            }
        }

        return list;
    }

    /// <summary>The names of all sandboxes' databases of the server: the whole pattern, registered or not.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<SandboxName>> NamesAsync(CancellationToken cancellationToken) =>
        [.. (await _server.ListAsync(_policy, cancellationToken)).Select(static database => database.Name)];

    /// <summary>Whether a sandbox's database is there, registered or not.</summary>
    /// <param name="sandbox">Its name.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<bool> HasAsync(SandboxName sandbox, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        return _server.HasAsync(sandbox, cancellationToken);
    }

    /// <summary>Searches the whole pattern for what is on one side only, and is nobody's work in this moment; drops nothing.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Orphan>> FindOrphansAsync(CancellationToken cancellationToken)
    {
        var databases = await _server.ListAsync(_policy, cancellationToken);
        var orphans = new List<Orphan>();
        foreach (var database in databases)
        {
            if (await LastingAsync(database.Name, () => UnregisteredAsync(database.Name, cancellationToken), cancellationToken) is { } orphan)
            {
                orphans.Add(orphan);
            }
        }

        var present = databases.Select(static database => database.Name.Text).ToHashSet(StringComparer.Ordinal);
        var latest = (await Ledger.ReadAsync(cancellationToken)).Latest(_server.SystemIdentifier).Values;
        var lost = latest.Where(entry => entry.Status != SandboxStatus.Retired && !present.Contains(entry.SandboxId)).Select(static entry => entry.SandboxId);
        foreach (var name in SandboxName.Among(lost.Order(StringComparer.Ordinal), _policy))
        {
            if (await LastingAsync(name, () => LostAsync(name, cancellationToken), cancellationToken) is { } orphan)
            {
                orphans.Add(orphan);
            }
        }

        return orphans;
    }

    /// <summary>
    /// What a look finds and finds again; null where it does not last. Who creates or drops a sandbox is at work from before the first step until after the last: what is as before behind a moment in which nobody is at
    /// work has nobody who mends it.
    /// </summary>
    private async Task<Orphan?> LastingAsync(SandboxName sandbox, Func<Task<Orphan?>> look, CancellationToken cancellationToken) =>
        await look() is not null && !await _server.IsAtWorkAsync(sandbox, cancellationToken) ? await look() : null;

    private async Task<Orphan?> UnregisteredAsync(SandboxName sandbox, CancellationToken cancellationToken) => await LookAsync(sandbox, cancellationToken) switch
    {
        { Closed: { } why } => new Orphan(sandbox, OrphanKind.Closed, $"nobody is let in to read its registry: {why}"),
        { IsThere: true, Registration: null } => new Orphan(sandbox, OrphanKind.Database, "a database without an active registry row and its birth certificate"),
        { IsThere: true, Registration.Status: SandboxStatus.Retired } => new Orphan(sandbox, OrphanKind.Database, "retired in its registry, and the database is still there"),
        _ => null,
    };

    /// <summary>A sandbox that the ledger does not call retired, and that is not there.</summary>
    private async Task<Orphan?> LostAsync(SandboxName sandbox, CancellationToken cancellationToken) =>
        (await Ledger.ReadAsync(cancellationToken)).Latest(_server.SystemIdentifier).GetValueOrDefault(sandbox.Text) is { Status: not SandboxStatus.Retired } entry
            && !await _server.HasAsync(sandbox, cancellationToken)
                ? new Orphan(sandbox, OrphanKind.Record, $"the ledger says {LedgerLine.Word(entry.Status)} (entry {entry.Sequence}), and the database is gone")
                : null;

    /// <summary>Retires one orphan by its exact name: the database is dropped, the ledger's entry is closed.</summary>
    /// <param name="sandbox">The orphan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">It is none, or pinned (<see cref="ExitCode.Refused"/>); it is still there (<see cref="ExitCode.RetireFailed"/>).</exception>
    public async Task<Orphan> RetireOrphanAsync(SandboxName sandbox, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        sandbox.RefusePinned(_policy);
        var orphan = (await FindOrphansAsync(cancellationToken)).FirstOrDefault(found => found.Name == sandbox)
            ?? throw new SandboxException(
                ExitCode.Refused,
                await _server.IsAtWorkAsync(sandbox, cancellationToken) ? $"REFUSE: {sandbox} is being created or dropped in this moment; look again when that is done"
                    : $"REFUSE: {sandbox} is no orphan; what is registered is retired by: sandbox drop --sandbox-id {sandbox}");
        if (orphan.Kind == OrphanKind.Closed)
        {
            throw new SandboxException(ExitCode.Refused, $"REFUSE: whether {sandbox} is an orphan cannot be told: {orphan.Detail}; let sessions in, or drop it by hand");
        }

        return await _server.WorkAsync(
            sandbox,
            async () =>
            {
                await (orphan.Kind == OrphanKind.Record ? WriteAsync("orphan_record", sandbox, SandboxStatus.Retired, cancellationToken, ("found", "gone")) : RemoveOrphanAsync(sandbox, cancellationToken));
                return orphan;
            },
            cancellationToken);
    }

    private async Task RemoveOrphanAsync(SandboxName sandbox, CancellationToken cancellationToken)
    {
        await WriteAsync("orphan_database", sandbox, SandboxStatus.Retiring, cancellationToken);
        await Ledger.KeepTombstoneAsync(new JsonObject { ["sandbox_id"] = sandbox.Text, ["birth_certificate"] = null }.ToJsonString(), cancellationToken);
        await RemoveAsync(sandbox, cancellationToken);
    }
}
