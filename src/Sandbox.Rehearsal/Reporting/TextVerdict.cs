using System.Globalization;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>The verdict lines.</summary>
internal static class TextVerdict
{
    /// <summary>The report's last line.</summary>
    public static TextLine Of(Report report)
    {
        var summary = report.Scripts switch
        {
            [] => report.Message ?? "no script ran",
            [var only] => Summary(only, report.Message),
            _ => Summary(report),
        };
        return Line(report.Verdict, summary);
    }

    /// <summary>What a run came to, apart from why it is no pass.</summary>
    public static string Outcome(Report report) => report.Scripts is [var only]
        ? $"{Ran(only.Checks.Count(check => check.Passed), only.Checks.Count, only.Statements)}; {Left(only.NetZero)}"
        : Of(report).Text[Word(report.Verdict).Length..].Trim();

    /// <summary>The line under a script that is one of several.</summary>
    public static TextLine Of(ScriptReport script) => Line(script.Verdict, $"{script.Path}: {Summary(script, message: null)}");

    /// <summary>The verdicts alone: a line a script, and the run's where there is more than one or none.</summary>
    public static IEnumerable<TextLine> Quiet(Report report)
    {
        if (report.Scripts is [var only] && report.Verdict == only.Verdict && report.Message is null)
        {
            return [Of(only)];
        }

        return report.Scripts.Select(Of).Append(Of(report));
    }

    /// <summary>The verdict in capitals.</summary>
    public static string Word(Verdict verdict) => verdict.ToString().ToUpperInvariant();

    /// <summary>What a verdict means for a line.</summary>
    public static TextKind Kind(Verdict verdict) => verdict == Verdict.Pass ? TextKind.Good : TextKind.Bad;

    private static TextLine Line(Verdict verdict, string text) => new(Kind(verdict), $"{Word(verdict)}  {VisibleText.Escape(text)}");

    private static string Summary(ScriptReport script, string? message)
    {
        List<string> parts = [.. message is null ? script.Reasons : script.Reasons.Prepend(message).Distinct(StringComparer.Ordinal)];
        if (parts.Count == 0 || script.Verdict is Verdict.Pass or Verdict.Fail)
        {
            parts.Add(Ran(script.Checks.Count(check => check.Passed), script.Checks.Count, script.Statements));
        }

        parts.Add(Left(script.NetZero));
        return string.Join(script.Verdict == Verdict.Pass ? ", " : "; ", parts);
    }

    private static string Summary(Report report)
    {
        var passed = report.Scripts.Count(script => script.Verdict == Verdict.Pass);
        var checks = report.Scripts.SelectMany(script => script.Checks).ToList();
        var scripts = string.Create(CultureInfo.InvariantCulture, $"{passed} of {report.Scripts.Count} scripts");
        var ran = Ran(checks.Count(check => check.Passed), checks.Count, report.Scripts.Sum(script => script.Statements));
        return $"{(report.Message is { } message ? $"{message}; " : "")}{scripts}, {ran}, {Left(report.NetZero)}";
    }

    private static string Ran(int passed, int checks, int statements) => checks > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{passed} of {checks} checks")
        : string.Create(CultureInfo.InvariantCulture, $"{statements} {(statements == 1 ? "statement" : "statements")}, no checks");

    private static string Left(NetZeroProof? proof)
    {
        if (proof is null)
        {
            return "no transaction began";
        }

        if (proof.Residue.Any(residue => residue.Kind == ResidueKind.Logical))
        {
            return $"LEFT BEHIND: {string.Join(", ", proof.Residue.Where(residue => residue.Kind == ResidueKind.Logical).Select(residue => residue.Object))}";
        }

        return proof.Proven == ProofStatus.NotProven
            ? $"net-zero NOT PROVEN{(proof.Reason is { } reason ? $": {reason}" : "")}"
            : $"nothing left behind ({TextProof.Word(proof.Proven)}{TextProof.Range(proof)})";
    }
}
