namespace Sandbox.Rehearsal.Snapshots;

/// <summary>How the run's results compare with the accepted ones.</summary>
public enum SnapshotStatus
{
    /// <summary>There is nothing to compare: the script returns no table, or asked for no snapshot.</summary>
    None,

    /// <summary>Equal to the accepted results.</summary>
    Matched,

    /// <summary>Different from the accepted results; the received file is beside them.</summary>
    Changed,

    /// <summary>Nothing was accepted yet; the received file waits for it.</summary>
    New,
}
