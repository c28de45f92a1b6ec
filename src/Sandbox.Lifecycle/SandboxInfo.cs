namespace Sandbox.Lifecycle;

/// <summary>A sandbox as a list shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Where it stands in its life; null without a registration.</param>
/// <param name="Owner">Who it belongs to; null without a registration.</param>
/// <param name="Age">How long ago it was born; null without a registration.</param>
/// <param name="TimeLeft">What is left of its time to live, negative where it is over; null without a registration.</param>
/// <param name="Size">Its size in bytes; null where the role may not know it.</param>
/// <param name="IsPinned">Whether the policy pins it.</param>
/// <param name="IsAtWork">Whether it is no orphan yet, or no more: it has no registration, and somebody creates or drops it in this moment.</param>
/// <param name="IsClosed">Whether nobody is let in to read its registration.</param>
public sealed record SandboxInfo(SandboxName Name, SandboxStatus? Status, string? Owner, TimeSpan? Age, TimeSpan? TimeLeft, long? Size, bool IsPinned, bool IsAtWork, bool IsClosed);
