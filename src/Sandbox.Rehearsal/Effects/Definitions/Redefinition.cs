namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>What one statement wrote into the catalog.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Line">Its line.</param>
/// <param name="Level">Which block of the script it stands in.</param>
/// <param name="Changes">The rows written.</param>
/// <param name="Dropped">What is no longer there.</param>
internal sealed record Redefinition(string Text, int Line, BlockLevel Level, IReadOnlyList<DefinitionChange> Changes, IReadOnlyList<ObjectAddress> Dropped)
{
    /// <summary>What catalogs hold from which it deleted.</summary>
    public IReadOnlyList<CatalogLook> Looks { get; init; } = [];

    /// <summary>Whether it may make something and drop it again: any statement that is no definition itself, for what it calls or fires.</summary>
    public bool RunsCode { get; init; }
}
