namespace Sandbox.Syntax.Lexing;

/// <summary>Whose rules a text is lexed by.</summary>
[Flags]
public enum LexerOptions
{
    /// <summary>SQL as the server lexes it, with <c>standard_conforming_strings</c> on.</summary>
    Sql = 0,

    /// <summary>psql's additions: variables, <c>\;</c>, meta-commands; a quote is never continued on the next line.</summary>
    Psql = 1,

    /// <summary><c>standard_conforming_strings</c> is off: a backslash escapes in plain <c>'...'</c> too.</summary>
    BackslashEscapes = 2,
}
