using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>
/// Finds the rows that statements deleted from the catalog while the objects stay: a comment, a label, a setting or a membership that is taken away. Nothing is left of such a row that could be
/// read, so where the counters tell of a deletion all that is there behind the statement is noted, and held against what was there before it.
/// </summary>
internal sealed class VanishedRows
{
    private readonly List<CatalogLook> _looks = [];

    /// <summary>Notes what is there behind a statement.</summary>
    /// <param name="harness">The rehearsal's session as the harness uses it.</param>
    /// <param name="shrunk">The catalogs from which the statement deleted.</param>
    /// <param name="level">The script's block.</param>
    /// <param name="changes">The rows that the run has written so far, in their order.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A look at each of the catalogs whose rows can vanish so.</returns>
    public async Task<IReadOnlyList<CatalogLook>> LookAsync(
        IHarness harness, IReadOnlyList<CatalogClass> shrunk, BlockLevel level, IReadOnlyList<DefinitionChange> changes, CancellationToken cancellationToken)
    {
        List<CatalogLook> looks = [];
        foreach (var catalog in shrunk.Where(static catalog => catalog.Vanishes))
        {
            var last = _looks.FindLast(look => look.Catalog == catalog && !look.Level.IsUndone);
            var written = changes.Skip(last?.Changes ?? 0).Where(change => string.Equals(change.Row.Catalog, catalog.Oid, StringComparison.Ordinal) && !change.Level.IsUndone).Select(static change => (change.Row.Address, change.Row.Facet));
            looks.Add(new CatalogLook(catalog, level, await ReadAsync(harness, catalog, cancellationToken), last, [.. written], changes.Count));
        }

        _looks.AddRange(looks);
        return looks;
    }

    /// <summary>What was there before the run.</summary>
    /// <param name="harness">A session in the clone once the run is rolled back.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyDictionary<CatalogClass, HashSet<(ObjectAddress Address, string Facet)>>> ReadBeforeAsync(IHarness harness, CancellationToken cancellationToken)
    {
        var before = new Dictionary<CatalogClass, HashSet<(ObjectAddress Address, string Facet)>>();
        foreach (var catalog in _looks.Select(static look => look.Catalog).Distinct())
        {
            before[catalog] = await ReadAsync(harness, catalog, cancellationToken);
        }

        return before;
    }

    private static async Task<HashSet<(ObjectAddress Address, string Facet)>> ReadAsync(IHarness harness, CatalogClass catalog, CancellationToken cancellationToken)
    {
        var present = (await harness.AskAsync([DefinitionQuestion.Present(catalog)], cancellationToken))[0];
        return [.. present.Rows.Select(static row => (new ObjectAddress(row[0]!, row[1]!, row[2]!), row[3]!))];
    }
}
