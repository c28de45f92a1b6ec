using System.Text;
using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Tests.Lexing;

/// <summary>A text's tokens, as values.</summary>
internal static class Tokens
{
    public static List<Token> Of(string text, LexerOptions options)
    {
        var tokens = new List<Token>();
        var lexer = new Lexer(text, options);
        while (lexer.Read(out var token))
        {
            tokens.Add(token);
        }

        return tokens;
    }

    /// <summary>Whether splitting has to see a token.</summary>
    public static bool IsSignificant(Token token) => token.Kind is TokenKind.OpenParenthesis or TokenKind.CloseParenthesis or TokenKind.Semicolon or TokenKind.LineComment
        or TokenKind.Variable or TokenKind.VariableLiteral or TokenKind.VariableIdentifier or TokenKind.VariableTest or TokenKind.EscapedCharacter or TokenKind.Backslash;

    public static List<Token> SignificantOf(string text, LexerOptions options)
    {
        var tokens = new List<Token>();
        var lexer = new Lexer(text, options);
        while (lexer.ReadSignificant(out var token))
        {
            tokens.Add(token);
        }

        return tokens;
    }

    /// <summary>The tokens of a text that is lexed one line at a time, line ends as tokens of white space; pieces of one token are joined.</summary>
    public static List<Token> OfLines(string text, LexerOptions options)
    {
        var tokens = new List<Token>();
        var open = OpenToken.None;
        for (var start = 0; start < text.Length;)
        {
            var found = text.IndexOf('\n', start);
            var end = found < 0 ? text.Length : found;
            var wasOpen = open.IsOpen;
            var lexer = new Lexer(text.AsSpan(start, end - start), options, open);
            while (lexer.Read(out var token))
            {
                Add(new Token(token.Kind, start + token.Start, token.Length), joins: wasOpen && token.Start == 0);
            }

            open = wasOpen && end == start ? open : lexer.Open;
            if (found >= 0)
            {
                Add(new Token(open.IsOpen ? open.Kind : TokenKind.Whitespace, end, 1), joins: open.IsOpen);
            }

            start = end + 1;
        }

        return tokens;

        void Add(Token token, bool joins)
        {
            if (tokens.Count > 0 && (joins || (token.Kind == TokenKind.Whitespace && tokens[^1].Kind == TokenKind.Whitespace)))
            {
                tokens[^1] = tokens[^1] with { Length = token.End - tokens[^1].Start };
            }
            else
            {
                tokens.Add(token);
            }
        }
    }

    /// <summary>The tokens that are not blanks as <c>Kind text</c>, one a line.</summary>
    public static string Listed(string text, LexerOptions options)
    {
        var listing = new StringBuilder();
        foreach (var token in Of(text, options).Where(static token => token.Kind != TokenKind.Whitespace))
        {
            listing.Append(listing.Length > 0 ? " | " : string.Empty).Append(token.Kind).Append(' ').Append(token.In(text));
        }

        return listing.ToString();
    }
}
