namespace Sandbox.Syntax.Lexing;

/// <summary>
/// The token that a text ended in the middle of: a quote, a dollar quote or a block comment. Lexing the next line goes on inside it.
/// </summary>
/// <param name="Kind">What is open; <see cref="TokenKind.Whitespace"/> where nothing is.</param>
/// <param name="CommentDepth">How many block comments are open.</param>
/// <param name="DollarTag">The tag of the open dollar quote, dollars included; null for all else.</param>
public readonly record struct OpenToken(TokenKind Kind, int CommentDepth, string? DollarTag)
{
    /// <summary>Nothing is open.</summary>
    public static OpenToken None => default;

    /// <summary>Whether something is open.</summary>
    public bool IsOpen => Kind != TokenKind.Whitespace;
}
