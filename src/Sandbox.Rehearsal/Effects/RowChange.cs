namespace Sandbox.Rehearsal.Effects;

/// <summary>What happened to a row, from before the run to after the script.</summary>
public enum RowChange
{
    /// <summary>It was not there before.</summary>
    Inserted,

    /// <summary>Its key stayed, other columns differ.</summary>
    Updated,

    /// <summary>It is gone.</summary>
    Deleted,
}
