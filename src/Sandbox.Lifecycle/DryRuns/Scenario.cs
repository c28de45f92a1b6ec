namespace Sandbox.Lifecycle.DryRuns;

/// <summary>One step of a dry run's sequence.</summary>
/// <param name="Name">What it is called; each name once.</param>
/// <param name="IsPhase">Whether it is a phase: one script in one transaction that is committed; else scripts that are rehearsed.</param>
/// <param name="Paths">Its scripts, from the dry run's folder.</param>
/// <param name="Fails">Whether it has to fail: an induced failure, which must leave nothing.</param>
public sealed record Scenario(string Name, bool IsPhase, IReadOnlyList<string> Paths, bool Fails);
