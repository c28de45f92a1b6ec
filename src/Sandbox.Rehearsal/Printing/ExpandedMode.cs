namespace Sandbox.Rehearsal.Printing;

/// <summary>Whether each row is printed as a record of its own (<c>\x</c>).</summary>
public enum ExpandedMode
{
    /// <summary>Rows are lines.</summary>
    Off,

    /// <summary>Each column of each row is a line.</summary>
    On,

    /// <summary>On for aligned tables that are wider than <c>\pset columns</c>.</summary>
    Auto,
}
