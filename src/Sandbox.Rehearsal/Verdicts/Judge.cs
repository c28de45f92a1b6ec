using System.Globalization;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Verdicts;

/// <summary>Judges rehearsals: from what was found to a verdict, its reasons and the exit code.</summary>
public static class Judge
{
    /// <summary>Judges one script.</summary>
    /// <param name="script">What was found; reasons that it already has count as failures.</param>
    /// <param name="strict">Whether physical residue fails too.</param>
    public static ScriptReport Script(ScriptReport script, bool strict)
    {
        ArgumentNullException.ThrowIfNull(script);
        var failures = new List<string>();
        foreach (var step in script.Steps)
        {
            if (step.Error is { } error)
            {
                failures.Add(Reason(step, error));
            }
        }

        failures.AddRange(script.Checks.Where(static check => !check.Passed)
            .Select(check => Reason(script, check)));
        failures.AddRange(script.Reasons);
        if (script.Revert is { } revert && Differs(revert, script) is { } difference)
        {
            failures.Add(difference);
        }

        if (SnapshotReason(script) is { } other)
        {
            failures.Add(other);
        }

        var residue = Residue(script.NetZero, strict).ToList();
        return script with
        {
            Verdict = residue.Count > 0 ? Verdict.Residue : failures.Count > 0 ? Verdict.Fail : Verdict.Pass,
            Reasons = [.. residue, .. failures],
        };
    }

    /// <summary>Judges a test's body: an error that it got is its own to judge.</summary>
    /// <param name="body">What was found.</param>
    /// <param name="strict">Whether physical residue fails too.</param>
    public static ScriptReport Body(ScriptReport body, bool strict)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Script(body with { Steps = [], Checks = [], Reasons = [] }, strict) with { Steps = body.Steps, Checks = body.Checks };
    }

    /// <summary>Why a failed statement fails its script.</summary>
    /// <param name="step">The statement.</param>
    /// <param name="error">Its error.</param>
    public static string Reason(Step step, StepError error)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(error);
        return $"{step.Path}:{error.Line}:{error.Column}: {error.Message}{(error.SqlState is { } state ? $" (SQLSTATE {state})" : string.Empty)}";
    }

    /// <summary>Why a failed check fails its script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="check">The check.</param>
    public static string Reason(ScriptReport script, Check check)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(check);
        return $"{script.Path}:{check.Line}: check {check.Name} failed: expected {check.Expected ?? "(none)"}, actual {check.Actual ?? "(none)"}";
    }

    /// <summary>Why its results fail a script; null where they are those that were accepted, or nobody asked.</summary>
    /// <param name="script">The script.</param>
    public static string? SnapshotReason(ScriptReport script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return script.Snapshot.Status switch
        {
            SnapshotStatus.New => $"nothing was accepted yet: look at the results, then run: sandbox accept {script.Path}",
            SnapshotStatus.Changed => $"the results are not those of {script.Snapshot.Path}; if they are right, run: sandbox accept {script.Path}",
            _ => null,
        };
    }

    /// <summary>The exit code of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static ExitCode ExitCodeOf(Verdict verdict) => verdict switch
    {
        Verdict.Pass => ExitCode.Success,
        Verdict.Fail => ExitCode.VerdictFail,
        Verdict.Residue => ExitCode.Residue,
        Verdict.Refused => ExitCode.Refused,
        _ => ExitCode.Unavailable,
    };

    private static string? Differs(RevertReport revert, ScriptReport script)
    {
        var logical = revert.Differences.Where(static difference => difference.Kind == ResidueKind.Logical).ToList();
        return revert.Equal switch
        {
            true => null,
            false => string.Create(CultureInfo.InvariantCulture, $"{revert.Path}: after it not all is as before {script.Path}: {logical.Count} {(logical.Count == 1 ? "difference" : "differences")}, the first in {logical[0].What} {logical[0].Object}"),
            _ => $"{revert.Path}: not compared with before {script.Path}: {revert.Reason}",
        };
    }

    private static IEnumerable<string> Residue(NetZeroProof? proof, bool strict)
    {
        if (proof is null)
        {
            yield break;
        }

        if (proof.Proven == ProofStatus.NotProven)
        {
            yield return $"net-zero is not proven: {proof.Reason ?? "no reason is known"}";
        }

        foreach (var residue in proof.Residue.Where(residue => residue.Kind == ResidueKind.Logical || (strict && !residue.IsWear && residue.IsPutBack is not true)))
        {
            yield return $"left behind: {residue.Object}, before {residue.Before ?? "(none)"}, after {residue.After ?? "(none)"}";
        }
    }
}
