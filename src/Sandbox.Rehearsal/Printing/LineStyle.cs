namespace Sandbox.Rehearsal.Printing;

/// <summary>The characters that borders and marks of aligned tables are drawn with (<c>\pset linestyle</c>).</summary>
public enum LineStyle
{
    /// <summary>ASCII; a <c>+</c> and a <c>.</c> in the margin mark line ends and wraps.</summary>
    Ascii,

    /// <summary>ASCII as psql before 9.0 drew it; <c>:</c> and <c>;</c> in the column border mark line ends and wraps.</summary>
    OldAscii,

    /// <summary>Box drawing characters.</summary>
    Unicode,
}
