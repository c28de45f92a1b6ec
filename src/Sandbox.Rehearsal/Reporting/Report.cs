using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>The outcome of one run: what every reporter writes, and what <c>docs/report.schema.json</c> describes.</summary>
public sealed record Report
{
    /// <summary>The version of the report's shape. Fields are added within a version, never renamed or removed.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The verdict on the run: the worst of its scripts.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What the process exits with.</summary>
    public required ExitCode ExitCode { get; init; }

    /// <summary>Why the run ended before its scripts did: file, line, column, and what to do next; null where it did not.</summary>
    public string? Message { get; init; }

    /// <summary>The target; null where none was reached.</summary>
    public TargetFacts? Target { get; init; }

    /// <summary>What the guard asked.</summary>
    public IReadOnlyList<GuardCheck> Guard { get; init; } = [];

    /// <summary>The scripts, in the order in which they ran.</summary>
    public IReadOnlyList<ScriptReport> Scripts { get; init; } = [];

    /// <summary>Verified files of the folders that were rehearsed whose script is gone; they fail nothing.</summary>
    public IReadOnlyList<string> DanglingSnapshots { get; init; } = [];

    /// <summary>The proof over all scripts: as weak as its weakest; null where no transaction began.</summary>
    public NetZeroProof? NetZero { get; init; }
}
