namespace Sandbox.Syntax.Lexing;

/// <summary>How psql tells the body of an SQL-standard routine (<c>BEGIN ATOMIC ... END</c>); its versions differ.</summary>
public enum AtomicBodies : byte
{
    /// <summary>As psql 17 and 18: words in parentheses do not count, and <c>\;</c> inside of a body changes nothing.</summary>
    Newest,

    /// <summary>As psql 14 to 16: words in parentheses count, and <c>\;</c> makes it forget that it is inside of a routine, its END included.</summary>
    Forgetful,

    /// <summary>As psql 13: not at all, every semicolon of the body ends a statement.</summary>
    Unknown,
}
