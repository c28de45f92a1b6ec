using Sandbox.Postgres;

namespace Sandbox.Lifecycle.Golden;

/// <summary>Drops what a role owns in a database, as that role itself: first in a transaction that is rolled back, then for real, and each time only if nothing else would go with it.</summary>
/// <param name="session">A session in the database, whose role is the one meant.</param>
/// <param name="role">The role.</param>
/// <param name="manifest">What is brought back afterwards.</param>
internal sealed class RoleWipe(ISession session, string role, GoldenManifest manifest)
{
    private const int Named = 5;

    /// <summary>Drops it and looks what is gone; nothing is gone afterwards.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What would go.</returns>
    /// <exception cref="SandboxException">It would take what the role does not own, or what the manifest does not know (<see cref="ExitCode.Refused"/>).</exception>
    public Task<IReadOnlyList<OwnedObject>> RehearseAsync(CancellationToken cancellationToken) => RunAsync("ROLLBACK", cancellationToken);

    /// <summary>Drops it for real.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="RehearseAsync"/>
    public Task<IReadOnlyList<OwnedObject>> CommitAsync(CancellationToken cancellationToken) => RunAsync("COMMIT", cancellationToken);

    private async Task<IReadOnlyList<OwnedObject>> RunAsync(string end, CancellationToken cancellationToken)
    {
        // Somebody may have made something since it was rehearsed: what is compared is what this transaction does.
        await session.QueryAsync("BEGIN ISOLATION LEVEL READ COMMITTED", cancellationToken);
        try
        {
            await session.QueryAsync("SELECT pg_catalog.set_config('lock_timeout', '30s', true)", cancellationToken);
            var before = await OwnedObjects.ReadAsync(session, cancellationToken);
            await session.QueryAsync((await session.ScalarAsync("SELECT pg_catalog.format('DROP OWNED BY %I CASCADE', $1::pg_catalog.text)", cancellationToken, role))!, cancellationToken);
            var after = (await OwnedObjects.ReadAsync(session, cancellationToken)).Select(static thing => thing.Key).ToHashSet(StringComparer.Ordinal);
            var gone = before.Where(thing => !after.Contains(thing.Key)).ToList();
            Refuse(gone);
            await session.QueryAsync(end, cancellationToken);
            return gone;
        }
        finally
        {
            if (session.Status is TransactionStatus.InTransaction or TransactionStatus.Failed)
            {
                await session.ExecuteAsync("ROLLBACK", [], CancellationToken.None);
            }
        }
    }

    private void Refuse(List<OwnedObject> gone)
    {
        var strange = gone.Where(thing => !string.Equals(thing.Owner, role, StringComparison.Ordinal)).Select(static thing => $"{thing.Kind} {thing.Identity}, which belongs to {thing.Owner}").ToList();
        if (strange.Count > 0)
        {
            throw Refused("would go with what it hangs on", strange);
        }

        var known = manifest.Objects.ToHashSet();
        var unknown = gone.Where(thing => !thing.IsPart && !known.Contains(thing.AsGolden) && !IsChosen(thing, gone)).Select(static thing => $"{thing.Kind} {thing.Identity}").ToList();
        if (unknown.Count > 0)
        {
            throw Refused("is not in the manifest and would not come back", unknown);
        }
    }

    /// <summary>Whether it is one of the application's tables that were made since, or a sequence of one: it is what a reset is for.</summary>
    private bool IsChosen(OwnedObject thing, List<OwnedObject> gone) =>
        thing.IsRelation
        && (manifest.Selection.Chooses(thing.Schema!, thing.Name!, manifest.Selection.Owner ?? thing.Owner)
            || (thing.Relation is { } table && gone.Exists(other => other.IsRelation && string.Equals(other.Identity, table, StringComparison.Ordinal) && IsChosen(other, gone))));

    private static SandboxException Refused(string why, List<string> things) =>
        new(ExitCode.Refused, $"REFUSE: {string.Join("; ", things.Take(Named))}{(things.Count > Named ? " and more" : "")} {why}; nothing was dropped: look at it, and move it out of the way by hand");
}
