namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>What comparing two runs of a script came to.</summary>
/// <param name="Compared">The aspects that both runs know.</param>
/// <param name="Differences">In what they differ.</param>
internal sealed record CaseVerdict(IReadOnlySet<Aspect> Compared, IReadOnlyList<Difference> Differences);
