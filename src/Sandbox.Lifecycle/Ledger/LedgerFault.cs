namespace Sandbox.Lifecycle.Ledger;

/// <summary>A place where the ledger is not as it was written.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record LedgerFault(long Line, string Reason);
