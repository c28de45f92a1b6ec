namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>What a catalog held behind a statement that deleted from it.</summary>
/// <param name="Catalog">The catalog.</param>
/// <param name="Level">The script's block.</param>
/// <param name="Present">Its rows.</param>
/// <param name="Last">The look before, as far as it stood then; null for none.</param>
/// <param name="Written">The rows that the run wrote since that look.</param>
/// <param name="Changes">How many rows of the catalog the run had written in all.</param>
internal sealed record CatalogLook(
    CatalogClass Catalog,
    BlockLevel Level,
    IReadOnlySet<(ObjectAddress Address, string Facet)> Present,
    CatalogLook? Last,
    IReadOnlyList<(ObjectAddress Address, string Facet)> Written,
    int Changes)
{
    /// <summary>The rows that the statement deleted.</summary>
    /// <param name="before">The rows of before the run.</param>
    public IEnumerable<(ObjectAddress Address, string Facet)> Vanished(IReadOnlySet<(ObjectAddress Address, string Facet)> before) =>
        (Last?.Present ?? before).Concat(Written).Distinct().Where(row => !Present.Contains(row));
}
