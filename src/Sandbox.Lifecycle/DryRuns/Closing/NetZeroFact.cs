namespace Sandbox.Lifecycle.DryRuns.Closing;

/// <summary>Something that has to hold for a run to be closed cleanly.</summary>
/// <param name="Id">The gate that it is, such as <c>G-21</c>; else what it is about.</param>
/// <param name="Subject">The thing, by its exact name.</param>
/// <param name="Before">What it was before, or while the run went on.</param>
/// <param name="After">What it is now.</param>
/// <param name="Holds">Whether it is as it has to be.</param>
public sealed record NetZeroFact(string Id, string Subject, string Before, string After, bool Holds);
