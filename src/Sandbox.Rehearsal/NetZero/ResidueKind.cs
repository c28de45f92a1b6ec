namespace Sandbox.Rehearsal.NetZero;

/// <summary>What kind of thing a rollback left behind.</summary>
public enum ResidueKind
{
    /// <summary>Rows, catalog, settings and the like: exit code 7.</summary>
    Logical,

    /// <summary>Sequence positions, heap growth, statistics: listed, exit code 0 unless the policy is strict.</summary>
    Physical,
}
