namespace Sandbox.Lifecycle.Plans;

/// <summary>Why a plan, or its cleanup, failed.</summary>
/// <param name="ExitCode">An <see cref="ExitCode"/>, or what a stage's program exited with.</param>
/// <param name="Message">One line.</param>
public sealed record PlanFailure(int ExitCode, string Message);
