namespace Sandbox.Rehearsal.States;

/// <summary>Which rows of a table a state has with their values.</summary>
public enum RowsKept
{
    /// <summary>None: the digest alone.</summary>
    None,

    /// <summary>All of them.</summary>
    All,

    /// <summary>Those that were written since the state that this one is compared with, up to the bound; what they were before is not known.</summary>
    Written,
}
