namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>What a runner itself saw of a run; null for what it cannot tell.</summary>
/// <param name="Output">Standard output and standard error, merged as they were written.</param>
/// <param name="ExitStatus">psql's exit status.</param>
/// <param name="Failure">What ended the run where psql would go on or end by itself: the engine refused, failed, or did not end; null for nothing.</param>
/// <param name="Hidden">The statements of describe commands, where the runner names them as it runs.</param>
internal sealed record RunnerOutcome(string? Output, int? ExitStatus, string? Failure = null, IReadOnlyList<string>? Hidden = null);
