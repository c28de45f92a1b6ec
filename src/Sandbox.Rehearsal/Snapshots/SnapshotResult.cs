namespace Sandbox.Rehearsal.Snapshots;

/// <summary>The outcome of comparing a script's results with its snapshot.</summary>
/// <param name="Path">The verified file; null where there is no snapshot.</param>
/// <param name="Status">How they compare.</param>
/// <param name="Difference">A line difference (<c>-</c> accepted, <c>+</c> received); null unless changed.</param>
public sealed record SnapshotResult(string? Path, SnapshotStatus Status, string? Difference = null)
{
    /// <summary>No snapshot.</summary>
    public static SnapshotResult None { get; } = new(null, SnapshotStatus.None);
}
