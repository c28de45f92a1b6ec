namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>One row of the catalog that a statement wrote.</summary>
/// <param name="Row">The row as it is now.</param>
/// <param name="Level">Which block of the script wrote it.</param>
/// <param name="Before">What the run wrote there before; null where this is the first time, so that it is what was there before the run.</param>
internal sealed record DefinitionChange(DefinitionRow Row, BlockLevel Level, DefinitionChange? Before)
{
    /// <summary>What stands: this, or the last before it that was not rolled back.</summary>
    public DefinitionChange? Standing => Level.IsUndone ? Before?.Standing : this;
}
