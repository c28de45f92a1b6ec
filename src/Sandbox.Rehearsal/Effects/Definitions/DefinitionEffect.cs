namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>A definition that a statement changed, with what the migration rules look at.</summary>
/// <param name="Effect">What is reported.</param>
/// <param name="Before">The row of before the statement; null where it made the object, or where another row than the object's own changed.</param>
/// <param name="After">The row of behind it; that of before where the object is dropped.</param>
/// <param name="IsTold">Whether it is reported; not what comes with something else that is.</param>
/// <param name="BuildsIndex">Whether the statement built an index for it.</param>
internal sealed record DefinitionEffect(DdlEffect Effect, DefinitionRow? Before, DefinitionRow After, bool IsTold, bool BuildsIndex)
{
    /// <summary>Whether the statement that made it dropped it again.</summary>
    public bool IsPassing { get; init; }

    /// <summary>The table of a column, a constraint or an index; null where it is something else.</summary>
    public string? Table => After.Address != After.Address.Whole ? After.Address.Oid
        : After.Owners.Where(static owner => owner is { Kind: 'a', Owner.Class: CatalogClass.Relations }).Select(static owner => owner.Owner.Oid).FirstOrDefault();
}
