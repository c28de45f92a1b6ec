using System.Globalization;
using Sandbox.Rehearsal.NetZero;

namespace Sandbox.Rehearsal.Reporting.Html;

/// <summary>The proof that nothing was left behind, with its evidence, and what the guard asked before.</summary>
internal static class HtmlProof
{
    private static readonly string[] s_residue = ["kind", "what", "before", "after", "to note"];
    private static readonly string[] s_foreign = ["transaction", "status", "whose"];
    private static readonly string[] s_guard = ["guard", "answer", "evidence"];

    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, Report report, ScriptReport script)
    {
        var proof = script.NetZero!;
        var kind = proof.Proven switch { ProofStatus.Proven => TextKind.Good, ProofStatus.Foreign => TextKind.Attention, _ => TextKind.Bad };
        html.Open("p", ("data-row", "")).Element("span", TextProof.Word(proof.Proven), ("class", $"word {HtmlWriter.ClassOf(kind)}"))
            .Text($" own transaction {proof.TransactionStatus}{TextProof.Range(proof)}; asked in {proof.ElapsedMs.ToString("0", CultureInfo.InvariantCulture)} ms").Close("p");
        foreach (var line in new[] { proof.Reason, proof.Comparison }.OfType<string>())
        {
            html.Element("p", line, ("data-row", ""));
        }

        if (proof.ForeignCommits.Count > 0)
        {
            html.Table("Transactions of others", s_foreign, () =>
            {
                foreach (var foreign in proof.ForeignCommits)
                {
                    html.Row(TextKind.Attention, s_foreign, [foreign.TransactionId.ToString(CultureInfo.InvariantCulture), foreign.Status, foreign.Session ?? "session not seen"]);
                }
            });
        }

        Residues(html, "What differs from before", [
            .. proof.Residue.Where(static residue => !residue.IsWear).Select(static residue => (residue.Kind == ResidueKind.Logical ? "left behind" : "physical", residue)),
            .. proof.ForeignChanges.Select(static change => ("changed by others", change)),
        ]);
        if (proof.Residue.Any(static residue => residue.IsWear))
        {
            html.Open("details").Element("summary", "Wear: what every write leaves, rolled back or not");
            Residues(html, "Wear", [.. proof.Residue.Where(static residue => residue.IsWear).Select(static residue => ("wear", residue))]);
            html.Close("details");
        }

        Guard(html, report);
    }

    /// <summary>Writes what the guard asked, and what cannot be measured here.</summary>
    public static void Guard(HtmlWriter html, Report report)
    {
        if (report.Guard.Count > 0)
        {
            html.Table("What the guard asked", s_guard, () =>
            {
                foreach (var check in report.Guard)
                {
                    html.Row(check.Passed ? TextKind.Plain : TextKind.Bad, s_guard, [check.Name, check.Passed ? "passed" : "REFUSED", check.Detail]);
                }
            });
        }

        foreach (var line in report.Target?.Capabilities ?? [])
        {
            html.Element("p", line, ("class", "muted"));
        }
    }

    private static void Residues(HtmlWriter html, string caption, IReadOnlyList<(string Kind, Residue Residue)> residues)
    {
        if (residues.Count == 0)
        {
            return;
        }

        html.Table(caption, s_residue, () =>
        {
            foreach (var (kind, residue) in residues)
            {
                html.Row(
                    kind is "left behind" ? TextKind.Bad : TextKind.Plain, s_residue, [kind, residue.Object, residue.Before ?? "none", residue.After ?? "none", TextProof.Repair(residue).TrimStart(',', ' ')]);
            }
        });
    }
}
