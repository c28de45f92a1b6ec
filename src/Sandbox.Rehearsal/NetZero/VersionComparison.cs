namespace Sandbox.Rehearsal.NetZero;

/// <summary>What two snapshots see differently.</summary>
/// <param name="Differences">The tables that differ.</param>
/// <param name="RowsBefore">How many rows the earlier one sees, by the tables' oids.</param>
/// <param name="Limits">What was not compared, and why.</param>
internal sealed record VersionComparison(IReadOnlyList<VersionDifference> Differences, IReadOnlyDictionary<string, long> RowsBefore, IReadOnlyList<string> Limits);
