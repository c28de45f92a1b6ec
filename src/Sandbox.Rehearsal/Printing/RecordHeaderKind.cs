namespace Sandbox.Rehearsal.Printing;

/// <summary>The rules for the length of an expanded table's record line.</summary>
public enum RecordHeaderKind
{
    /// <summary>As wide as the widest line.</summary>
    Full,

    /// <summary>To the end of the first column.</summary>
    Column,

    /// <summary>As wide as <c>\pset columns</c>.</summary>
    Page,

    /// <summary>A number of columns.</summary>
    Exact,
}
