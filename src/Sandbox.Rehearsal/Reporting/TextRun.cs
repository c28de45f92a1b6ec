using System.Globalization;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>What concerns the whole run: the target, the guard's answers, the summary of several scripts.</summary>
internal static class TextRun
{
    public static readonly string[] Columns = ["script", "verdict", "checks", "statements", "time", "snapshot", "net-zero"];

    /// <summary>The one line above a script.</summary>
    public static TextLine Header(TargetFacts? target, ScriptReport script) =>
        new(TextKind.Heading, VisibleText.Escape($"{script.Path} on {(script.IsOnCopy ? "a copy of " : "")}{script.Database}{Where(target)}{(script.LaneReason is { } reason ? $", {script.Lane} lane ({reason})" : "")}"));

    /// <summary>Everything between the scripts and the verdict.</summary>
    public static IEnumerable<TextLine> Of(Report report, TextOptions options)
    {
        if (report.Scripts.Count == 0 && report.Target is { } target)
        {
            yield return new(TextKind.Heading, VisibleText.Escape($"{target.Database}{Where(target)}"));
        }

        foreach (var check in report.Guard.Where(check => !check.Passed || check.Name is GuardCheck.EscapeHatches || options.Detail == TextDetail.Verbose))
        {
            yield return new(!check.Passed ? TextKind.Bad : check.Name is GuardCheck.EscapeHatches ? TextKind.Attention : TextKind.Good, VisibleText.Escape(
                $"guard: {check.Name}: {(check.Passed ? "passed" : "REFUSED")}: {check.Detail}"));
        }

        if (options.Detail == TextDetail.Verbose)
        {
            foreach (var line in report.Target?.Capabilities ?? [])
            {
                yield return new(TextKind.Muted, VisibleText.Escape(line));
            }
        }

        foreach (var path in report.DanglingSnapshots)
        {
            yield return new(TextKind.Attention, VisibleText.Escape($"dangling snapshot: {path}: its script is gone; sandbox snapshots --remove takes it away"));
        }

        if (report.Scripts.Count > 1)
        {
            foreach (var (row, text) in TextTable.Lines(Columns, [.. report.Scripts.Select(Summary)], options.Width))
            {
                yield return new(row < 0 ? TextKind.Plain : TextVerdict.Kind(report.Scripts[row].Verdict), text) { IsLaidOut = true };
            }

            yield return TextLine.Empty;
        }
    }

    private static string Where(TargetFacts? target)
    {
        if (target is null)
        {
            return "";
        }

        var place = target.Throwaway ? "throwaway" : string.Create(CultureInfo.InvariantCulture, $"target {target.Host}:{target.Port}");
        return target.ServerVersion is { } version ? $" (PostgreSQL {version}, {place})" : $" ({place})";
    }

    /// <summary>A row of the summary of several scripts.</summary>
    public static string[] Summary(ScriptReport script) =>
    [
        script.Path,
        TextVerdict.Word(script.Verdict),
        script.Checks.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{script.Checks.Count(check => check.Passed)} of {script.Checks.Count}"),
        script.Statements.ToString(CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"{script.ElapsedMs:0} ms"),
        script.Snapshot.Status.ToString().ToLowerInvariant(),
        script.NetZero is { } proof ? TextProof.Word(proof.Proven) : "no transaction",
    ];
}
