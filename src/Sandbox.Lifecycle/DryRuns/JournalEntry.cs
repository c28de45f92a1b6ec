namespace Sandbox.Lifecycle.DryRuns;

/// <summary>A line of a dry run's journal.</summary>
/// <param name="At">When.</param>
/// <param name="Word">What it is about.</param>
/// <param name="Kind">The kind of its subject.</param>
/// <param name="Name">The subject's exact name.</param>
/// <param name="Holds">Whether it went well; null where that is no question.</param>
/// <param name="Detail">An object's id, or the evidence.</param>
internal sealed record JournalEntry(DateTimeOffset At, JournalWord Word, string Kind, string Name, bool? Holds, string Detail);
