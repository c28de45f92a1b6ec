namespace Sandbox.Lifecycle.Plans;

/// <summary>What a plan came to.</summary>
/// <param name="Sandbox">The candidate; null where it came to none.</param>
/// <param name="Primary">What its own way came to; null for success.</param>
/// <param name="Cleanup">What its cleanup came to; null for success.</param>
public sealed record PlanOutcome(SandboxName? Sandbox, PlanFailure? Primary, PlanFailure? Cleanup)
{
    /// <summary>What the process exits with: the primary failure before that of the cleanup.</summary>
    public int ExitCode => Primary?.ExitCode ?? Cleanup?.ExitCode ?? 0;
}
