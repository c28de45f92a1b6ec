namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>By what an object of a run is known again.</summary>
/// <param name="Id">The id that was in the journal before it was made.</param>
/// <param name="Identity">What its maker said it is once it was made; null where the run was killed before that was in the journal.</param>
internal sealed record RunRecord(string Id, string? Identity);
