namespace Sandbox.Lifecycle.Registry;

/// <summary>What a sandbox's own registry says of it.</summary>
/// <param name="Status">Where it stands in its life.</param>
/// <param name="Owner">Who it belongs to.</param>
/// <param name="CreatedAt">When it was born.</param>
/// <param name="ExpiresAt">When its time to live is over.</param>
public sealed record Registration(SandboxStatus Status, string Owner, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
