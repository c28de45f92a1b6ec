namespace Sandbox.Lifecycle;

/// <summary>What a drop came to.</summary>
/// <param name="Name">The sandbox.</param>
/// <param name="Retired">Whether this drop retired it; false where there was nothing to do.</param>
/// <param name="Detail">Why there was nothing to do, or what was done; one line.</param>
public sealed record DroppedSandbox(SandboxName Name, bool Retired, string Detail);
