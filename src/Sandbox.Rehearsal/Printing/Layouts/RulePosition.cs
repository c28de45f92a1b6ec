namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>Where a horizontal rule stands.</summary>
internal enum RulePosition
{
    Top,
    Middle,
    Bottom,
}
