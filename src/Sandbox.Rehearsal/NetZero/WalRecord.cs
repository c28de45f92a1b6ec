namespace Sandbox.Rehearsal.NetZero;

/// <summary>A record of the write-ahead log.</summary>
/// <param name="Manager">The number of the resource manager that wrote it.</param>
/// <param name="TransactionId">The (sub)transaction that wrote it, 32 bits; 0 for none.</param>
/// <param name="Data">The first bytes behind its header, where they were wanted.</param>
internal sealed record WalRecord(byte Manager, uint TransactionId, byte[] Data);
