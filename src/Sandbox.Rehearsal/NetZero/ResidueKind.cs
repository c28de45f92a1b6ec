namespace Sandbox.Rehearsal.NetZero;

/// <summary>What kind of thing a rollback left behind.</summary>
public enum ResidueKind
{
    /// <summary>Rows, catalog, settings and the like: exit code 7.</summary>
    Logical,

    /// <summary>Sequence positions, a session's own locks: listed, exit code 0 unless the policy is strict; heap growth, dead rows, statistics: listed.</summary>
    Physical,
}
