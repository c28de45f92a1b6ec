namespace Sandbox.Lifecycle;

/// <summary>What is on one side only.</summary>
/// <param name="Name">The sandbox's name.</param>
/// <param name="Kind">Which side it is on.</param>
/// <param name="Detail">What is missing; one line.</param>
public sealed record Orphan(SandboxName Name, OrphanKind Kind, string Detail);
