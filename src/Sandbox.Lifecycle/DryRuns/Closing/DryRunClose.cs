using Sandbox.Lifecycle.Plans;

namespace Sandbox.Lifecycle.DryRuns.Closing;

/// <summary>How a run ended: what it came to, and whether it left everything as it was.</summary>
public sealed record DryRunClose
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>SHA-256 of the dry run's file; null where a gate kept it from beginning.</summary>
    public string? Description { get; init; }

    /// <summary>The gates, in the order in which they were looked at.</summary>
    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>The scenarios that began.</summary>
    public IReadOnlyList<ScenarioResult> Scenarios { get; init; } = [];

    /// <summary>Whether all scenarios were played; where they were not and there is no <see cref="Failure"/>, the run was killed.</summary>
    public bool CameToEnd { get; init; }

    /// <summary>Why it did not come to its end; null where it did, or was killed.</summary>
    public PlanFailure? Failure { get; init; }

    /// <summary>What has to hold; empty where nothing was made.</summary>
    public IReadOnlyList<NetZeroFact> Facts { get; init; } = [];

    /// <summary>What is still there and should not be, or has a name of the run's and is not its own: by exact names, for a person to look at.</summary>
    public IReadOnlyList<string> Remains { get; init; } = [];

    /// <summary>What stays of the run.</summary>
    public IReadOnlyList<KeptFile> Kept { get; init; } = [];

    /// <summary>Whether the run began, and all that has to hold does.</summary>
    public bool IsClean => Facts.Count > 0 && Facts.All(static fact => fact.Holds);

    /// <summary>What the process exits with where the run came to its end, or another process finished it: <see cref="Sandbox.ExitCode.CleanupFailed"/>, <see cref="Sandbox.ExitCode.SandboxesRemain"/>, <see cref="Sandbox.ExitCode.Residue"/> or success.</summary>
    public ExitCode CleanupCode =>
        Remains.Count > 0 ? Facts.Any(static fact => !fact.Holds && fact.After is TeardownWords.Foreign) ? Sandbox.ExitCode.SandboxesRemain : Sandbox.ExitCode.CleanupFailed
        : Facts.Any(static fact => !fact.Holds) ? Sandbox.ExitCode.Residue
        : Sandbox.ExitCode.Success;

    /// <summary>What the process exits with: the run's own failure before that of its teardown.</summary>
    public int ExitCode => Failure?.ExitCode ?? (int)CleanupCode;
}
