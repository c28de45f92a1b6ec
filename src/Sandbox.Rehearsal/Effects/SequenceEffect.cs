namespace Sandbox.Rehearsal.Effects;

/// <summary>A sequence that the run moved: no rollback takes a sequence's position back.</summary>
/// <param name="Sequence">The sequence as <c>schema.name</c>.</param>
/// <param name="Before">The last value before the run; null where it was never used.</param>
/// <param name="After">The last value after the run.</param>
public sealed record SequenceEffect(string Sequence, long? Before, long? After);
