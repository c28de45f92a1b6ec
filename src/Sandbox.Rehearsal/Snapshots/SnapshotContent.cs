namespace Sandbox.Rehearsal.Snapshots;

/// <summary>What a snapshot holds: the values of the directive <c>snapshot</c>.</summary>
public enum SnapshotContent
{
    /// <summary>The script asked for no snapshot.</summary>
    None,

    /// <summary>The result tables.</summary>
    Results,

    /// <summary>The tables written to, with numbers of rows.</summary>
    Effects,

    /// <summary>Result tables and effects.</summary>
    All,
}
