namespace Sandbox;

/// <summary>The process exit codes of <c>sandbox</c>. A number, once given, keeps its meaning.</summary>
public enum ExitCode
{
    /// <summary>All well.</summary>
    Success = 0,

    /// <summary>A check, a snapshot or a statement of the script failed; lint reached its threshold.</summary>
    VerdictFail = 1,

    /// <summary>The command line, the policy or another input file is wrong.</summary>
    Usage = 2,

    /// <summary>An input that admission requires is missing.</summary>
    AdmissionDenied = 3,

    /// <summary>A guard refused: not a clone, a name not admitted, a statement or meta-command that is refused.</summary>
    Refused = 4,

    /// <summary>A sandbox has no active row in its registry; nothing was dropped.</summary>
    NotRegistered = 5,

    /// <summary>A drop was made and the database is still there.</summary>
    RetireFailed = 6,

    /// <summary>Rolled back, but net-zero does not hold or could not be proven.</summary>
    Residue = 7,

    /// <summary>The server cannot be reached, or something that the run needs is missing on this machine.</summary>
    Unavailable = 9,

    /// <summary>The gate of a plan or a dry run is closed; nothing was created.</summary>
    GateClosed = 64,

    /// <summary>A sandbox was created, something failed, and it could not be dropped again; the message names it.</summary>
    CompensationFailed = 70,

    /// <summary>The sandbox's id that was reported is not the one that was asked for.</summary>
    OtherSandbox = 71,

    /// <summary>The sandbox's database that was reported is not the one that was asked for.</summary>
    OtherDatabase = 72,

    /// <summary>A plan's candidate was there before the plan created it.</summary>
    CandidateExists = 74,

    /// <summary>A plan's cleanup could not drop the sandbox, or a dry run's teardown not remove what it made.</summary>
    CleanupFailed = 86,

    /// <summary>After a plan sandboxes remain, or their number could not be read; a name of a dry run's belongs to something else.</summary>
    SandboxesRemain = 87,

    /// <summary>Interrupted by the user; rolled back.</summary>
    Interrupted = 130,
}
