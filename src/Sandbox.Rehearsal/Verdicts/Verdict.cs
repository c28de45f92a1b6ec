namespace Sandbox.Rehearsal.Verdicts;

/// <summary>What a run comes to. The order is that of severity: the worst of several verdicts is the greatest.</summary>
public enum Verdict
{
    /// <summary>Every statement, check and snapshot is as expected, and net-zero is proven.</summary>
    Pass,

    /// <summary>A check, a snapshot or a statement of the script failed.</summary>
    Fail,

    /// <summary>Rolled back, but net-zero does not hold or could not be proven.</summary>
    Residue,

    /// <summary>A guard or the plan refused; the script did not run to its end.</summary>
    Refused,

    /// <summary>The run itself could not be done: usage, server, interruption.</summary>
    Error,
}
