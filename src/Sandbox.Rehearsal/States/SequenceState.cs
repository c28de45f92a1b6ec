namespace Sandbox.Rehearsal.States;

/// <summary>Where a sequence stands.</summary>
/// <param name="Name">Its qualified name.</param>
/// <param name="Position">Its last value, with <c>not yet used</c> behind it where that is still to come; null where it may not be read.</param>
public sealed record SequenceState(string Name, string? Position);
