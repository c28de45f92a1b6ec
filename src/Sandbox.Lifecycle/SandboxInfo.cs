namespace Sandbox.Lifecycle;

/// <summary>A sandbox as a list shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Where it stands in its life; null for an orphan.</param>
/// <param name="Owner">Who it belongs to; null for an orphan.</param>
/// <param name="Age">How long ago it was born; null for an orphan.</param>
/// <param name="TimeLeft">What is left of its time to live, negative where it is over; null for an orphan.</param>
/// <param name="Size">Its size in bytes; null where the role may not know it.</param>
/// <param name="IsPinned">Whether the policy pins it.</param>
public sealed record SandboxInfo(SandboxName Name, SandboxStatus? Status, string? Owner, TimeSpan? Age, TimeSpan? TimeLeft, long? Size, bool IsPinned);
