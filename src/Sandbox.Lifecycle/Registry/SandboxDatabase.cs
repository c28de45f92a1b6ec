namespace Sandbox.Lifecycle.Registry;

/// <summary>A database whose name is that of a sandbox.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes; null where the role may not know it.</param>
internal sealed record SandboxDatabase(SandboxName Name, long? Size);
