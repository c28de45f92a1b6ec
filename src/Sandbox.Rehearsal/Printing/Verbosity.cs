namespace Sandbox.Rehearsal.Printing;

/// <summary>How much of a server message is shown (psql's VERBOSITY, libpq's PQsetErrorVerbosity).</summary>
public enum Verbosity
{
    /// <summary>Severity, text, position, detail, hint, query and context.</summary>
    Default,

    /// <summary>All fields.</summary>
    Verbose,

    /// <summary>Severity, text and the position as a number, in one line.</summary>
    Terse,

    /// <summary>Severity and SQLSTATE.</summary>
    SqlState,
}
