namespace Sandbox.Rehearsal.Printing;

/// <summary>Single or double strokes of line style unicode (<c>\pset unicode_border_linestyle</c> and its kin).</summary>
public enum StrokeStyle
{
    /// <summary>One stroke.</summary>
    Single,

    /// <summary>Two strokes.</summary>
    Double,
}
