namespace Sandbox.Lifecycle.Ledger;

/// <summary>One governed operation, as the ledger keeps it.</summary>
/// <param name="Sequence">Its number, from 1 and without gaps.</param>
/// <param name="At">When it was written, UTC.</param>
/// <param name="Operation">What was done: <c>sandbox_create</c>, <c>sandbox_drop</c> ...</param>
/// <param name="SandboxId">The sandbox that it was done to.</param>
/// <param name="Status">What the sandbox is from then on.</param>
/// <param name="Server">The system identifier of the server; null where the role may not read it.</param>
/// <param name="Detail">What else is worth keeping, by name.</param>
public sealed record LedgerEntry(
    long Sequence, DateTimeOffset At, string Operation, string SandboxId, SandboxStatus Status, string? Server, IReadOnlyDictionary<string, string?> Detail);
