using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Lexing;

/// <summary>A token as a span of the text that was lexed; it holds no text of its own.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">The offset of its first character.</param>
/// <param name="Length">Its length in UTF-16 units.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Token(TokenKind Kind, int Start, int Length)
{
    /// <summary>The offset behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>Whether the server's parser would skip it.</summary>
    public bool IsTrivia => Kind is TokenKind.Whitespace or TokenKind.LineComment or TokenKind.BlockComment;

    /// <summary>The token's characters.</summary>
    /// <param name="text">The text that was lexed.</param>
    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
