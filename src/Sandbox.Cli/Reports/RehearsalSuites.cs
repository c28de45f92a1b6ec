using System.Globalization;
using Sandbox.Linting.Reporting;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Rules;

namespace Sandbox.Cli.Reports;

/// <summary>A rehearsal as tests: a script is a suite, and its statements, each of its checks, its snapshot and its proof are the cases.</summary>
internal static class RehearsalSuites
{
    /// <summary>The suites; a run that ended before its first script is one of its own.</summary>
    public static IReadOnlyList<JunitSuite> Of(Report report)
    {
        List<JunitSuite> suites = [.. report.Scripts.Select(Of)];
        if (report.Message is { } message && !report.Scripts.Any(script => script.Reasons.Contains(message, StringComparer.Ordinal)))
        {
            suites.Add(new JunitSuite("sandbox rehearse", [new JunitCase("the run", message, report.Verdict.ToString().ToLowerInvariant()) { IsError = true }]));
        }

        return suites;
    }

    private static JunitSuite Of(ScriptReport script)
    {
        List<JunitCase> cases = [Statements(script), .. script.Checks.Select(check => Of(script, check))];
        var snapshot = Judge.SnapshotReason(script) is { } differs ? Redaction.Of(differs) : null;
        if (script.Snapshot.Status != SnapshotStatus.None)
        {
            cases.Add(new JunitCase("snapshot", snapshot, "snapshot") { Output = script.Snapshot.Difference });
        }

        // Whatever is left to say: residue, a proof that could not be made, a revert that differs, an end before its time.
        List<string> others = [.. RehearsalFindings.OtherReasons(script).Where(reason => !string.Equals(reason, snapshot, StringComparison.Ordinal))];
        cases.Add(new JunitCase("the rehearsal leaves nothing behind", others.Count > 0 ? string.Join("; ", others) : null, RuleRegistry.RehearsalFailed.Id)
        {
            Time = script.NetZero is { } proof ? TimeSpan.FromMilliseconds(proof.ElapsedMs) : null,
            IsError = others.Count > 0 && script.Verdict is (Verdict.Error or Verdict.Refused),
        });
        return new JunitSuite(script.Path, cases);
    }

    private static JunitCase Statements(ScriptReport script)
    {
        var failed = RehearsalFindings.Failed(script).Select(static failed => Judge.Reason(failed.Step, failed.Error)).ToList();
        var findings = script.Hazards.Select(hazard => string.Create(
            CultureInfo.InvariantCulture, $"{hazard.Path ?? script.Path}:{hazard.Line}:{hazard.Column}: {hazard.Severity} {hazard.RuleId}: {hazard.Message}"));
        return new JunitCase("statements", failed.Count > 0 ? string.Join("; ", failed) : null, RuleRegistry.StatementFailed.Id)
        {
            Time = TimeSpan.FromMilliseconds(script.ElapsedMs),
            Output = script.Hazards.Count > 0 ? string.Join('\n', findings) : null,
        };
    }

    private static JunitCase Of(ScriptReport script, Check check) => new(
        $"check {(check.Seq is { } seq ? $"{seq} " : "")}{check.Name}", check.Passed ? null : Judge.Reason(script, check), RuleRegistry.CheckFailed.Id);
}
