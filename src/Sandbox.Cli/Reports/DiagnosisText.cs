using Sandbox.Rehearsal.Guards;

namespace Sandbox.Cli.Reports;

/// <summary>The diagnosis for people.</summary>
internal static class DiagnosisText
{
    private const int MarkWidth = 9;

    /// <summary>One line a finding, with the line that mends it below where it is missing; the answer is the last line.</summary>
    public static IEnumerable<TextLine> Lines(Diagnosis diagnosis)
    {
        yield return new(TextKind.Heading, "This machine");
        var width = diagnosis.Machine.Findings.Max(static finding => finding.Subject.Length);
        foreach (var finding in diagnosis.Machine.Findings)
        {
            // One source of servers is enough: what is missing matters only where nothing can start.
            var missing = diagnosis.Machine.CanStart ? TextKind.Muted : TextKind.Bad;
            yield return Line(finding.IsFound ? TextKind.Good : missing, finding.IsFound ? "found" : "missing", $"{finding.Subject.PadRight(width)}  {finding.Detail}");
            if (finding.Mend is { } mend)
            {
                yield return Line(TextKind.Plain, "", $"{new string(' ', width)}  to mend it: {mend}");
            }
        }

        yield return TextLine.Empty;
        yield return new(TextKind.Heading, "Policy");
        foreach (var line in Policy(diagnosis))
        {
            yield return line;
        }

        yield return TextLine.Empty;
        yield return diagnosis.CanRehearse
            ? new(TextKind.Good, "A rehearsal can run here.")
            : new(TextKind.Bad, diagnosis.Machine.CanStart ? "No rehearsal can run here until the policy is right." : "No rehearsal can run here until one of the missing is there.");
    }

    private static IEnumerable<TextLine> Policy(Diagnosis diagnosis)
    {
        var policy = diagnosis.Policy;
        if (diagnosis.PolicyProblem is { } problem)
        {
            yield return Line(TextKind.Bad, "wrong", problem);
        }
        else if (policy.Path is null)
        {
            yield return Line(TextKind.Muted, "none", $"no {Rehearsal.Guards.Policy.FileName} from here upwards: only throwaway servers are admitted");
        }
        else
        {
            yield return Line(TextKind.Good, "found", policy.Path);
            yield return Line(TextKind.Plain, "", $"clones: {List(policy.RehearseAllow)}{(policy.RehearseDeny.Count > 0 ? $"; never {List(policy.RehearseDeny)}" : "")}");
            yield return Line(TextKind.Plain, "", $"sandboxes: {policy.SandboxPattern ?? "none"}{(policy.SandboxDeny.Count > 0 ? $"; never {List(policy.SandboxDeny)}" : "")}");
            yield return Line(TextKind.Plain, "", $"off limits: servers {List(policy.ProtectedHosts)}; system identifiers {List(policy.ProtectedSystemIdentifiers)}");
        }
    }

    private static string List(IReadOnlyList<string> entries) => entries.Count == 0 ? "none" : string.Join(", ", entries);

    private static TextLine Line(TextKind kind, string mark, string text) => new(kind, VisibleText.Escape($"  {mark.PadRight(MarkWidth)}{text}"));
}
