namespace Sandbox.Syntax.Scripts;

/// <summary>How psql itself would call a message about a script.</summary>
public enum MessageSeverity
{
    /// <summary>Said, and gone on.</summary>
    Warning,

    /// <summary>Said, and the command counts as failed.</summary>
    Error,
}
