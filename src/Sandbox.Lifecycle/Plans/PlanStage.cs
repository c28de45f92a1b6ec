namespace Sandbox.Lifecycle.Plans;

/// <summary>One stage of a plan.</summary>
/// <param name="Name">What it is called; each name once.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Words">The scripts, from the plan's folder; or the program and its arguments, as they are: no shell reads them.</param>
/// <param name="Timeout">How long it may take; null for no limit.</param>
public sealed record PlanStage(string Name, StageKind Kind, IReadOnlyList<string> Words, TimeSpan? Timeout);
