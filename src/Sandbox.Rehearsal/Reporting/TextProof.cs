using System.Globalization;
using Sandbox.Rehearsal.NetZero;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>The proof that nothing was left behind, with its evidence.</summary>
internal static class TextProof
{
    private const int MostWear = 4;

    public static IEnumerable<TextLine> Of(NetZeroProof? proof)
    {
        if (proof is null)
        {
            yield break;
        }

        yield return new(TextKind.Heading, "Proof");
        yield return new(
            proof.Proven switch { ProofStatus.Proven => TextKind.Good, ProofStatus.Foreign => TextKind.Attention, _ => TextKind.Bad },
            $"  {Word(proof.Proven)}: own transaction {VisibleText.Escape(proof.TransactionStatus)}{Range(proof)}");
        if (proof.Reason is { } reason)
        {
            yield return new(proof.Proven == ProofStatus.Foreign ? TextKind.Attention : TextKind.Bad, $"  {VisibleText.Escape(reason)}");
        }

        foreach (var foreign in proof.ForeignCommits)
        {
            yield return new(TextKind.Attention, VisibleText.Escape(string.Create(
                CultureInfo.InvariantCulture, $"  foreign: transaction {foreign.TransactionId} {foreign.Status}, {foreign.Session ?? "session not seen"}")));
        }

        foreach (var change in proof.ForeignChanges)
        {
            yield return new(TextKind.Attention, VisibleText.Escape($"  changed by others: {change.Object} {change.Before ?? "none"} -> {change.After ?? "none"}"));
        }

        if (proof.Comparison is { } comparison)
        {
            yield return new(TextKind.Muted, $"  {VisibleText.Escape(comparison)}");
        }

        foreach (var residue in proof.Residue.Where(static residue => !residue.IsWear))
        {
            var logical = residue.Kind == ResidueKind.Logical;
            yield return new(logical ? TextKind.Bad : TextKind.Muted, VisibleText.Escape(
                $"  residue ({(logical ? "logical" : "physical")}): {residue.Object} {residue.Before ?? "none"} -> {residue.After ?? "none"}{Repair(residue)}"));
        }

        foreach (var line in Wear(proof))
        {
            yield return line;
        }
    }

    /// <summary>What every write leaves, in one line; the counters are only in the JSON report.</summary>
    private static IEnumerable<TextLine> Wear(NetZeroProof proof)
    {
        var wear = proof.Residue.Where(static residue => residue.IsWear && !residue.Object.StartsWith("statistics", StringComparison.Ordinal)).ToList();
        if (wear.Count > 0)
        {
            var told = string.Join(", ", wear.Take(MostWear).Select(static residue => $"{residue.Object} {(residue.Before is { } before ? $"{before} -> " : "")}{residue.After}"));
            yield return new(TextKind.Muted, VisibleText.Escape($"  wear: {told}{(wear.Count > MostWear ? $", and {wear.Count - MostWear} more" : "")}"));
        }
    }

    /// <summary>What became of putting it back, with a comma before; nothing where nobody asked for that.</summary>
    public static string Repair(Residue residue) => residue.IsPutBack switch
    {
        null => "",
        true => ", put back",
        false => $", not put back: {residue.Reason}",
    };

    /// <summary>The status in the words of the verdict line.</summary>
    public static string Word(ProofStatus status) => status switch
    {
        ProofStatus.Proven => "proven",
        ProofStatus.Foreign => "proven for this run, others committed",
        _ => "NOT PROVEN",
    };

    /// <summary>The range of transaction ids looked at, with a comma before; nothing where there was none.</summary>
    public static string Range(NetZeroProof proof) => proof is { FirstId: { } first, LastId: { } last }
        ? string.Create(CultureInfo.InvariantCulture, $", ids {first} to {last}")
        : "";
}
