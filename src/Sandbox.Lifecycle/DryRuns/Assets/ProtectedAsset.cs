namespace Sandbox.Lifecycle.DryRuns.Assets;

/// <summary>Something that a run must leave untouched, recorded before and compared after.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its path, or where to connect, without a password.</param>
public sealed record ProtectedAsset(AssetKind Kind, string Name);
