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
            var (isThere, found) = await LookAsync(database.Name, cancellationToken);
            if (isThere)
            {
                list.Add(new SandboxInfo(
                    database.Name, found?.Status, found?.Owner, now - found?.CreatedAt, found?.ExpiresAt - now, database.Size, _policy.SandboxPins(database.Name.Text, out _)));
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

    /// <summary>Searches the whole pattern for what is on one side only; drops nothing.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Orphan>> FindOrphansAsync(CancellationToken cancellationToken)
    {
        var databases = await _server.ListAsync(_policy, cancellationToken);
        var orphans = new List<Orphan>();
        foreach (var database in databases)
        {
            if (await LookAsync(database.Name, cancellationToken) is (true, null))
            {
                orphans.Add(new Orphan(database.Name, OrphanKind.Database, "a database without an active registry row and its birth certificate"));
            }
        }

        var present = databases.Select(static database => database.Name.Text).ToHashSet(StringComparer.Ordinal);
        var latest = (await Ledger.ReadAsync(cancellationToken)).Latest(_server.SystemIdentifier);
        var lost = latest.Values.Where(entry => entry.Status != SandboxStatus.Retired && !present.Contains(entry.SandboxId)).Select(static entry => entry.SandboxId);
        orphans.AddRange(SandboxName.Among(lost.Order(StringComparer.Ordinal), _policy).Select(name =>
            new Orphan(name, OrphanKind.Record, $"the ledger says {LedgerLine.Word(latest[name.Text].Status)} (entry {latest[name.Text].Sequence}), and the database is gone")));
        return orphans;
    }

    /// <summary>Retires one orphan by its exact name: the database is dropped, the ledger's entry is closed.</summary>
    /// <param name="sandbox">The orphan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">It is none, or pinned (<see cref="ExitCode.Refused"/>); it is still there (<see cref="ExitCode.RetireFailed"/>).</exception>
    public async Task<Orphan> RetireOrphanAsync(SandboxName sandbox, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        sandbox.RefusePinned(_policy);
        var orphan = (await FindOrphansAsync(cancellationToken)).FirstOrDefault(found => found.Name == sandbox)
            ?? throw new SandboxException(ExitCode.Refused, $"REFUSE: {sandbox} is no orphan; what is registered is retired by: sandbox drop --sandbox-id {sandbox}");
        if (orphan.Kind == OrphanKind.Record)
        {
            await WriteAsync("orphan_record", sandbox, SandboxStatus.Retired, cancellationToken, ("found", "gone"));
            return orphan;
        }

        await WriteAsync("orphan_database", sandbox, SandboxStatus.Retiring, cancellationToken);
        await Ledger.KeepTombstoneAsync(new JsonObject { ["sandbox_id"] = sandbox.Text, ["birth_certificate"] = null }.ToJsonString(), cancellationToken);
        await RemoveAsync(sandbox, cancellationToken);
        return orphan;
    }
}
