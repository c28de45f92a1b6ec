using System.Runtime.InteropServices;
using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Statements;

/// <summary>Walks over the tokens that matter in one statement: white space and comments are skipped.</summary>
[StructLayout(LayoutKind.Auto)]
public ref struct TokenCursor
{
    private readonly ReadOnlySpan<char> _text;
    private Lexer _lexer;
    private Token _current;
    private bool _atEnd;

    /// <summary>Stands on the first token that matters.</summary>
    /// <param name="text">The statement's text.</param>
    /// <param name="options">Whose rules apply.</param>
    public TokenCursor(ReadOnlySpan<char> text, LexerOptions options = LexerOptions.Sql)
    {
        _text = text;
        _lexer = new Lexer(text, options);
        _current = default;
        _atEnd = false;
        Advance();
    }

    /// <summary>Whether no token is left.</summary>
    public readonly bool AtEnd => _atEnd;

    /// <summary>The token that the cursor stands on; meaningless at the end.</summary>
    public readonly Token Current => _current;

    /// <summary>The characters of <see cref="Current"/>; empty at the end.</summary>
    public readonly ReadOnlySpan<char> Text => _atEnd ? default : _current.In(_text);

    /// <summary>Goes to the next token that matters.</summary>
    public void Advance()
    {
        while (_lexer.Read(out _current))
        {
            if (!_current.IsTrivia)
            {
                return;
            }
        }

        _atEnd = true;
    }

    /// <summary>Whether the cursor stands on this unquoted word, in any case.</summary>
    /// <param name="word">The word in lower case.</param>
    public readonly bool IsWord(string word) =>
        !_atEnd && _current.Kind == TokenKind.Identifier && Text.Equals(word.AsSpan(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the cursor stands on a token of this kind.</summary>
    /// <param name="kind">The kind.</param>
    public readonly bool Is(TokenKind kind) => !_atEnd && _current.Kind == kind;

    /// <summary>Steps over this word if the cursor stands on it.</summary>
    /// <param name="word">The word in lower case.</param>
    public bool Take(string word)
    {
        if (!IsWord(word))
        {
            return false;
        }

        Advance();
        return true;
    }

    /// <summary>Steps over these words if all of them follow each other from here; otherwise stays where it is.</summary>
    /// <param name="first">The first word in lower case.</param>
    /// <param name="second">The second word in lower case.</param>
    public bool Take(string first, string second)
    {
        var ahead = this;
        if (!ahead.Take(first) || !ahead.Take(second))
        {
            return false;
        }

        this = ahead;
        return true;
    }

    /// <summary>Steps over a name, quoted or not, and returns it as the server would know it (folded to lower case, or unquoted); null where none stands here.</summary>
    public string? TakeName()
    {
        if (_atEnd)
        {
            return null;
        }

        var name = _current.Kind switch
        {
            TokenKind.Identifier => FoldedNames.Of(Text),
            TokenKind.QuotedIdentifier => Unquote(Text),
            _ => null,
        };
        if (name is not null)
        {
            Advance();
        }

        return name;
    }

    /// <summary>What stands between the quotes of the literal that the cursor stands on, escapes as they are written; up to its end where it is not closed.</summary>
    public readonly ReadOnlySpan<char> LiteralBody
    {
        get
        {
            var literal = Text;
            var open = literal[0] == '$' ? literal.Slice(1).IndexOf('$') + 2 : literal.IndexOf('\'') + 1;
            var close = literal[0] == '$' ? open : 1;
            var body = literal.Slice(open);
            return body.EndsWith(literal.Slice(open - close, close)) ? body.Slice(0, body.Length - close) : body;
        }
    }

    /// <summary>Steps over what stands in parentheses here, them included; stays where none opens.</summary>
    public void SkipParentheses()
    {
        if (!Is(TokenKind.OpenParenthesis))
        {
            return;
        }

        var depth = 0;
        do
        {
            depth += Is(TokenKind.OpenParenthesis) ? 1 : Is(TokenKind.CloseParenthesis) ? -1 : 0;
            Advance();
        }
        while (!_atEnd && depth > 0);
    }

    private static string Unquote(ReadOnlySpan<char> quoted) =>
        quoted.Length < 2 ? string.Empty : quoted.Slice(1, quoted.Length - 2).ToString().Replace("\"\"", "\"");
}
