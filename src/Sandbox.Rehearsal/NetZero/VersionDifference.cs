namespace Sandbox.Rehearsal.NetZero;

/// <summary>A table of which two snapshots do not see the same rows.</summary>
/// <param name="Residue">What differs.</param>
/// <param name="IsShared">Whether all databases of the cluster share it.</param>
internal sealed record VersionDifference(Residue Residue, bool IsShared);
