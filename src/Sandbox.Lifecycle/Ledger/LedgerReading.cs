namespace Sandbox.Lifecycle.Ledger;

/// <summary>What a ledger holds.</summary>
/// <param name="Path">The ledger's file.</param>
/// <param name="Entries">Its entries, in order; up to the first fault they are proven by the chain.</param>
/// <param name="Faults">Where it is not as it was written; none as a rule.</param>
public sealed record LedgerReading(string Path, IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<LedgerFault> Faults)
{
    /// <summary>The last entry of each sandbox of a server: what the ledger believes to be there.</summary>
    /// <param name="server">The server's system identifier; null where the role may not read it.</param>
    internal IReadOnlyDictionary<string, LedgerEntry> Latest(string? server)
    {
        var latest = new Dictionary<string, LedgerEntry>(StringComparer.Ordinal);
        foreach (var entry in Entries.Where(entry => string.Equals(entry.Server, server, StringComparison.Ordinal)))
        {
            latest[entry.SandboxId] = entry;
        }

        return latest;
    }
}
