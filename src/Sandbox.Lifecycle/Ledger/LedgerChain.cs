using System.Globalization;

namespace Sandbox.Lifecycle.Ledger;

/// <summary>Checks a ledger's lines one after the other.</summary>
internal static class LedgerChain
{
    /// <summary>Reads a whole ledger.</summary>
    /// <param name="path">Its file, for the result.</param>
    /// <param name="text">Its bytes.</param>
    /// <param name="head">The text of its head; null where there is none.</param>
    public static LedgerReading Read(string path, byte[] text, string? head)
    {
        var entries = new List<LedgerEntry>();
        var faults = new List<LedgerFault>();
        var (line, sequence, hash) = (0L, 0L, (string?)LedgerLine.Beginning);
        for (var from = 0; from < text.Length;)
        {
            line++;
            var end = Array.IndexOf(text, (byte)'\n', from);
            var found = LedgerLine.Read(text.AsSpan(from, (end < 0 ? text.Length : end) - from));
            if (found is null)
            {
                faults.Add(new LedgerFault(line, end < 0 ? "torn: a crash left a part of a line; the next operation repairs it" : "changed: the line is not as it was written"));
                (sequence, hash) = (sequence + 1, null);
            }
            else
            {
                if (found.Entry.Sequence != sequence + 1)
                {
                    faults.Add(new LedgerFault(line, string.Create(CultureInfo.InvariantCulture, $"missing: entry {sequence + 1} is expected here, and this is entry {found.Entry.Sequence}")));
                }
                else if (hash is not null && !string.Equals(found.Previous, hash, StringComparison.Ordinal))
                {
                    faults.Add(new LedgerFault(line - 1, "changed: the line behind it was written after another one"));
                }

                entries.Add(found.Entry);
                (sequence, hash) = (found.Entry.Sequence, found.Hash);
            }

            from = end < 0 ? text.Length : end + 1;
        }

        if (AtEnd(line, sequence, hash, head) is { } fault)
        {
            faults.Add(fault);
        }

        return new LedgerReading(path, entries, faults);
    }

    /// <summary>What the head says of the end. It is written after the line, so that a crash between the two leaves it one behind.</summary>
    /// <param name="line">How many lines there are.</param>
    /// <param name="sequence">The number of the last entry; 0 for none.</param>
    /// <param name="hash">The hash of the last line; null where it is not as it was written.</param>
    /// <param name="head">The text of the head; null where there is none.</param>
    public static LedgerFault? AtEnd(long line, long sequence, string? hash, string? head)
    {
        if (sequence == 0 && head is null or "")
        {
            return null;
        }

        return head?.TrimEnd('\n').Split(' ') is not [var number, var lastHash] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? sequence <= 1 ? null : new LedgerFault(line, "the head cannot be read: nobody can tell whether lines are missing at the end")
            : last > sequence ? new LedgerFault(line + 1, string.Create(CultureInfo.InvariantCulture, $"missing: the last entry was {last}"))
            : last == sequence && hash is not null && !string.Equals(hash, lastHash, StringComparison.Ordinal) ? new LedgerFault(line, "changed: the head has another hash of this line")
            : last < sequence - 1 ? new LedgerFault(line, string.Create(CultureInfo.InvariantCulture, $"added: the last entry was {last}"))
            : null;
    }
}
