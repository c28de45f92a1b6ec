namespace Sandbox.Lifecycle.DryRuns;

/// <summary>What came of a gate.</summary>
/// <param name="Id">Its id: <c>G-01</c> to <c>G-13</c>.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Passed">Whether the run may go on.</param>
/// <param name="Evidence">What was found; where it did not pass, why.</param>
public sealed record GateResult(string Id, string Name, bool Passed, string Evidence);
