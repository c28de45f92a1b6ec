namespace Sandbox.Rehearsal.Printing;

/// <summary>For which server messages the CONTEXT lines are shown (psql's SHOW_CONTEXT).</summary>
public enum ShowContext
{
    /// <summary>For errors only, the default.</summary>
    Errors,

    /// <summary>For none.</summary>
    Never,

    /// <summary>For notices too.</summary>
    Always,
}
