using System.Runtime.CompilerServices;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Lexing;

/// <summary>
/// Cuts a text into tokens by the rules of psqlscan.l, which are the server's own (scan.l) plus psql's. It allocates nothing but the
/// tag of a dollar quote that stays open, never backtracks further than one token, and never fails: an unfinished quote or comment is
/// a token too, and <see cref="Open"/> says so.
/// </summary>
/// <remarks>Line by line or a whole file at once, the tokens are the same: no token but quotes and comments spans a line end.</remarks>
public ref partial struct Lexer
{
    private readonly ReadOnlySpan<char> _text;
    private readonly LexerOptions _options;
    private int _position;
    private OpenToken _open;
    private int _signsEnd;

    /// <summary>Begins to lex a text.</summary>
    /// <param name="text">The text, whole or from anywhere in it.</param>
    /// <param name="options">Whose rules apply.</param>
    /// <param name="open">What the text before ended in the middle of.</param>
    /// <param name="position">The offset to begin at.</param>
    public Lexer(ReadOnlySpan<char> text, LexerOptions options, OpenToken open = default, int position = 0)
    {
        _text = text;
        _options = options;
        _open = open;
        _position = position;
    }

    /// <summary>The offset of the next token.</summary>
    public readonly int Position => _position;

    /// <summary>What is open behind the last token.</summary>
    public readonly OpenToken Open => _open;

    private readonly TokenKind PlainQuote => (_options & LexerOptions.BackslashEscapes) != LexerOptions.Sql ? TokenKind.EscapeString : TokenKind.String;

    private readonly bool Psql => (_options & LexerOptions.Psql) != LexerOptions.Sql;

    /// <summary>Reads the next token; false at the end of the text.</summary>
    public bool Read(out Token token)
    {
        var start = _position;
        if (start >= _text.Length)
        {
            token = new Token(TokenKind.Whitespace, start, 0);
            return false;
        }

        var kind = _open.IsOpen ? Continue() : Scan();
        Work.Count(_position - start);
        token = new Token(kind, start, _position - start);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly char Peek(int offset) => (uint)(_position + offset) < (uint)_text.Length ? _text[_position + offset] : '\0';

    private TokenKind Continue()
    {
        var kind = _open.Kind;
        switch (kind)
        {
            case TokenKind.BlockComment:
                ScanBlockComment(_open.CommentDepth);
                break;
            case TokenKind.DollarString:
                ScanDollarString(_open.DollarTag.AsSpan(), _open.DollarTag);
                break;
            default:
                ScanQuoted(kind);
                break;
        }

        return kind;
    }

    private TokenKind Scan()
    {
        var c = _text[_position];
        if (Characters.IsSpace(c))
        {
            SkipSpace();
            return TokenKind.Whitespace;
        }

        if (Characters.IsIdentifierStart(c))
        {
            return ScanWord(c);
        }

        if (Characters.IsDigit(c) || (c == '.' && Characters.IsDigit(Peek(1))))
        {
            ScanNumber();
            return TokenKind.Number;
        }

        switch (c)
        {
            case '\'':
                _position++;
                return ScanQuoted(PlainQuote);
            case '"':
                _position++;
                return ScanQuoted(TokenKind.QuotedIdentifier);
            case '$':
                return ScanDollar();
            case '(':
                return One(TokenKind.OpenParenthesis);
            case ')':
                return One(TokenKind.CloseParenthesis);
            case ';':
                return One(TokenKind.Semicolon);
            case ':':
                return ScanColon();
            case '.' when Peek(1) == '.':
                _position += 2;
                return TokenKind.Operator;
            case '\\' when Psql:
                return ScanBackslash();
            default:
                return Characters.IsOperator(c) ? ScanOperator() : One(TokenKind.Punctuation);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TokenKind One(TokenKind kind)
    {
        _position++;
        return kind;
    }

    /// <summary>Whether a token <see cref="TokenKind.Backslash"/> stands at an offset that is in no quote or comment, by psql's rules.</summary>
    /// <param name="text">The text.</param>
    /// <param name="i">The offset.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsBackslash(ReadOnlySpan<char> text, int i) =>
        (uint)i < (uint)text.Length && text[i] == '\\' && (i + 1 == text.Length || text[i + 1] is not (';' or ':'));

    /// <summary>The length of the line comment that stands at an offset that is in no quote or comment; 0 where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="i">The offset.</param>
    internal static int LineCommentAt(ReadOnlySpan<char> text, int i)
    {
        if ((uint)i >= (uint)text.Length || text[i] != '-' || i + 1 == text.Length || text[i + 1] != '-')
        {
            return 0;
        }

        var length = text[i..].IndexOfAny('\n', '\r');
        length = length < 0 ? text.Length - i : length;
        Work.Count(length);
        return length;
    }

    private TokenKind ScanBackslash()
    {
        if (IsBackslash(_text, _position))
        {
            return One(TokenKind.Backslash);
        }

        _position += 2;
        return TokenKind.EscapedCharacter;
    }

    private void SkipSpace()
    {
        var i = _position + 1;
        while (i < _text.Length && Characters.IsSpace(_text[i]))
        {
            i++;
        }

        _position = i;
    }

    private TokenKind ScanWord(char first)
    {
        switch (first)
        {
            case 'e' or 'E' when Peek(1) == '\'':
                _position += 2;
                return ScanQuoted(TokenKind.EscapeString);
            case 'b' or 'B' or 'x' or 'X' when Peek(1) == '\'':
                _position += 2;
                return ScanQuoted(TokenKind.BitString);
            case 'u' or 'U' when Peek(1) == '&' && Peek(2) == '\'':
                _position += 3;
                return ScanQuoted(TokenKind.UnicodeString);
            case 'u' or 'U' when Peek(1) == '&' && Peek(2) == '"':
                _position += 3;
                return ScanQuoted(TokenKind.UnicodeIdentifier);
        }

        _position = SkipWord(_position + 1);
        return TokenKind.Identifier;
    }

    /// <summary>Digits, point, exponent, and (since PostgreSQL 15 one token with them) the word that is glued behind.</summary>
    private void ScanNumber()
    {
        var i = SkipDigits(_position);

        // "1..10" is a slice's bounds, not a number with two points.
        if (i < _text.Length && _text[i] == '.' && !(i + 1 < _text.Length && _text[i + 1] == '.'))
        {
            i = SkipDigits(i + 1);
        }

        if (i + 2 < _text.Length && _text[i] is 'e' or 'E' && _text[i + 1] is '+' or '-' && Characters.IsDigit(_text[i + 2]))
        {
            i = SkipDigits(i + 2);
        }

        _position = SkipGluedWord(i);
    }

    private readonly int SkipDigits(int i)
    {
        while (i < _text.Length && Characters.IsDigit(_text[i]))
        {
            i++;
        }

        return i;
    }

    private readonly int SkipWord(int i)
    {
        while (i < _text.Length && Characters.IsIdentifierPart(_text[i]))
        {
            i++;
        }

        return i;
    }

    private readonly int SkipGluedWord(int i) => i < _text.Length && Characters.IsIdentifierStart(_text[i]) ? SkipWord(i + 1) : i;

    private TokenKind ScanDollar()
    {
        if (Characters.IsDigit(Peek(1)))
        {
            _position = SkipGluedWord(SkipDigits(_position + 2));
            return TokenKind.Parameter;
        }

        var end = _position + 1;
        if (end < _text.Length && Characters.IsIdentifierStart(_text[end]))
        {
            do
            {
                end++;
            }
            while (end < _text.Length && Characters.IsTagPart(_text[end]));
        }

        if (end >= _text.Length || _text[end] != '$')
        {
            Work.Count(end - _position);
            return One(TokenKind.Punctuation);
        }

        var tag = _text.Slice(_position, end + 1 - _position);
        _position = end + 1;
        ScanDollarString(tag, null);
        return TokenKind.DollarString;
    }

    private TokenKind ScanColon()
    {
        var next = Peek(1);
        if (next is ':' or '=')
        {
            _position += 2;
            return TokenKind.Operator;
        }

        if (!Psql)
        {
            return One(TokenKind.Punctuation);
        }

        if (Characters.IsVariable(next))
        {
            _position = SkipVariable(_position + 1);
            return TokenKind.Variable;
        }

        var (close, skip, kind) = next switch
        {
            '\'' => ('\'', 2, TokenKind.VariableLiteral),
            '"' => ('"', 2, TokenKind.VariableIdentifier),
            '{' when Peek(2) == '?' => ('}', 3, TokenKind.VariableTest),
            _ => ('\0', 0, TokenKind.Punctuation),
        };
        if (skip != 0)
        {
            var end = SkipVariable(_position + skip);
            if (end > _position + skip && end < _text.Length && _text[end] == close)
            {
                _position = end + 1;
                return kind;
            }

            Work.Count(end - _position);
        }

        return One(TokenKind.Punctuation);
    }

    private readonly int SkipVariable(int i)
    {
        while (i < _text.Length && Characters.IsVariable(_text[i]))
        {
            i++;
        }

        return i;
    }

    private TokenKind ScanOperator()
    {
        var i = _position;
        if (LineCommentAt(_text, i) is > 0 and var comment)
        {
            _position = i + comment;
            return TokenKind.LineComment;
        }

        if (_text[i] == '/' && Peek(1) == '*')
        {
            _position += 2;
            ScanBlockComment(1);
            return TokenKind.BlockComment;
        }

        if (i < _signsEnd)
        {
            return One(TokenKind.Operator);
        }

        // An operator ends where a comment begins inside it.
        i++;
        while (i < _text.Length && Characters.IsOperator(_text[i]))
        {
            if (i + 1 < _text.Length && ((_text[i] == '-' && _text[i + 1] == '-') || (_text[i] == '/' && _text[i + 1] == '*')))
            {
                break;
            }

            i++;
        }

        // A trailing + or - belongs to what follows, unless the operator holds a character that no SQL operator has (manual, "Operators").
        var length = i - _position;
        Work.Count(length);
        if (length > 1 && _text[i - 1] is '+' or '-' && _text.Slice(_position, length - 1).IndexOfAny("~!@#^&|`?%".AsSpan()) < 0)
        {
            while (length > 1 && _text[_position + length - 1] is '+' or '-')
            {
                length--;
            }

            // What was cut off is signs alone: they are not looked at over and over again.
            _signsEnd = i;
        }

        _position += length;
        return TokenKind.Operator;
    }
}
