using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>The rehearsal of one script.</summary>
public sealed record ScriptReport
{
    /// <summary>The script's path as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the script's bytes (its <c>sha256</c> directive left out), lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The clone that it ran on.</summary>
    public required string Database { get; init; }

    /// <summary>How it was isolated.</summary>
    public string Lane { get; init; } = "rollback";

    /// <summary>Whether it really committed, to a copy that was dropped.</summary>
    internal bool IsOnCopy => Lane is "disposable";

    /// <summary>Why it was isolated so, where that was for us to choose; null elsewhere.</summary>
    public string? LaneReason { get; init; }

    /// <summary>The verdict on this script.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why it is not a pass, most important first, one line each.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>How many SQL statements ran.</summary>
    public int Statements { get; init; }

    /// <summary>Wall time of the script in milliseconds.</summary>
    public double ElapsedMs { get; init; }

    /// <summary>What of a very long script is left out here.</summary>
    public Omissions Omitted { get; init; } = Omissions.None;

    /// <summary>What ran, in order.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>The tables that it returned, in order.</summary>
    public IReadOnlyList<ResultTable> Results { get; init; } = [];

    /// <summary>The checks in those tables.</summary>
    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>The comparison with the accepted results.</summary>
    public SnapshotResult Snapshot { get; init; } = SnapshotResult.None;

    /// <summary>What it did, in sum.</summary>
    public EffectSummary Effects { get; init; } = EffectSummary.None;

    /// <summary>Whether the script that reverts it brought back what was before; null where there was none.</summary>
    public RevertReport? Revert { get; init; }

    /// <summary>Findings.</summary>
    public IReadOnlyList<Hazard> Hazards { get; init; } = [];

    /// <summary>The proof for this script's transaction; null where it never began.</summary>
    public NetZeroProof? NetZero { get; init; }
}
