namespace Sandbox.Lifecycle.DryRuns.Closing;

/// <summary>What became of a scenario.</summary>
/// <param name="Name">The scenario.</param>
/// <param name="Passed">Whether it went as it had to; null where the run was killed in it.</param>
/// <param name="Evidence">What it did.</param>
public sealed record ScenarioResult(string Name, bool? Passed, string Evidence);
