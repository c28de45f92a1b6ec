namespace Sandbox.Lifecycle.Golden;

/// <summary>What a reset came to.</summary>
/// <param name="Name">The sandbox.</param>
/// <param name="Role">The role that it was reset as.</param>
/// <param name="Dropped">How many objects were dropped, parts not counted.</param>
/// <param name="Tables">How many tables were restored.</param>
public sealed record ResetSandbox(SandboxName Name, string Role, int Dropped, int Tables);
