namespace Sandbox.Syntax.Lexing;

/// <summary>What a token is. Every character of a text belongs to exactly one token.</summary>
public enum TokenKind : byte
{
    /// <summary>Blanks, tabs, line ends, form feeds and vertical tabs.</summary>
    Whitespace,

    /// <summary><c>-- ...</c> up to the end of the line, the line end not included.</summary>
    LineComment,

    /// <summary><c>/* ... */</c>, nested ones included.</summary>
    BlockComment,

    /// <summary><c>'...'</c> in which a backslash is an ordinary character, or the part of <c>N'...'</c> after the N.</summary>
    String,

    /// <summary><c>E'...'</c>, or <c>'...'</c> while <c>standard_conforming_strings</c> is off: a backslash escapes.</summary>
    EscapeString,

    /// <summary><c>U&amp;'...'</c>.</summary>
    UnicodeString,

    /// <summary><c>B'...'</c> or <c>X'...'</c>.</summary>
    BitString,

    /// <summary><c>$tag$ ... $tag$</c>.</summary>
    DollarString,

    /// <summary>An unquoted identifier or key word.</summary>
    Identifier,

    /// <summary><c>"..."</c>.</summary>
    QuotedIdentifier,

    /// <summary><c>U&amp;"..."</c>.</summary>
    UnicodeIdentifier,

    /// <summary>A number, with whatever letters are glued to it.</summary>
    Number,

    /// <summary><c>$1</c>.</summary>
    Parameter,

    /// <summary>An operator, <c>::</c>, <c>:=</c> and <c>..</c> among them.</summary>
    Operator,

    /// <summary><c>(</c></summary>
    OpenParenthesis,

    /// <summary><c>)</c></summary>
    CloseParenthesis,

    /// <summary><c>;</c></summary>
    Semicolon,

    /// <summary>Any other single character: comma, dot, brackets, a lone colon or dollar.</summary>
    Punctuation,

    /// <summary>psql: <c>:name</c>, replaced by the variable's value as it is.</summary>
    Variable,

    /// <summary>psql: <c>:'name'</c>, replaced by the value as an SQL literal.</summary>
    VariableLiteral,

    /// <summary>psql: <c>:"name"</c>, replaced by the value as an SQL identifier.</summary>
    VariableIdentifier,

    /// <summary>psql: <c>:{?name}</c>, replaced by TRUE or FALSE.</summary>
    VariableTest,

    /// <summary>psql: <c>\;</c> or <c>\:</c>, which put the bare character into the statement.</summary>
    EscapedCharacter,

    /// <summary>psql: the backslash that begins a meta-command.</summary>
    Backslash,
}
