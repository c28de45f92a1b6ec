namespace Sandbox.Lifecycle;

/// <summary>A sandbox that was created, registered and entered in the ledger.</summary>
/// <param name="SandboxId">Its id.</param>
/// <param name="SandboxDb">Its database: the same.</param>
/// <param name="Owner">Who it belongs to.</param>
/// <param name="CreatedAt">When it was born.</param>
/// <param name="ExpiresAt">When its time to live is over.</param>
public sealed record CreatedSandbox(string SandboxId, string SandboxDb, string Owner, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
