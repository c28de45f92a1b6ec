namespace Sandbox.Lifecycle.Plans;

/// <summary>A line that a plan has to tell while it runs.</summary>
/// <param name="Stage">The stage that it comes from; null for the plan's own.</param>
/// <param name="Text">The line.</param>
/// <param name="IsError">Whether it was written to standard error, or tells of a failure.</param>
public sealed record PlanLine(string? Stage, string Text, bool IsError);
