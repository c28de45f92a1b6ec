using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Lexing;

/// <content>Quotes, dollar quotes and block comments: the tokens that may span lines.</content>
public ref partial struct Lexer
{
    private void ScanDollarString(ReadOnlySpan<char> tag, string? tagText)
    {
        var found = _text[_position..].IndexOf(tag);
        if (found >= 0)
        {
            _position += found + tag.Length;
            _open = default;
            return;
        }

        _position = _text.Length;
        _open = new OpenToken(TokenKind.DollarString, 0, tagText ?? tag.ToString());
    }

    private void ScanBlockComment(int depth)
    {
        var i = _position;
        while (depth > 0)
        {
            var next = _text[i..].IndexOfAny('*', '/');
            if (next < 0 || i + next + 1 >= _text.Length)
            {
                _position = _text.Length;
                _open = new OpenToken(TokenKind.BlockComment, depth, null);
                return;
            }

            i += next;
            if (_text[i] == '*' && _text[i + 1] == '/')
            {
                depth--;
                i += 2;
            }
            else if (_text[i] == '/' && _text[i + 1] == '*')
            {
                depth++;
                i += 2;
            }
            else
            {
                i++;
            }
        }

        _position = i;
        _open = default;
    }

    private TokenKind ScanQuoted(TokenKind kind)
    {
        var quote = kind is TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier ? '"' : '\'';
        var escapes = kind == TokenKind.EscapeString;
        var i = _position;
        while (true)
        {
            var next = escapes ? _text[i..].IndexOfAny(quote, '\\') : _text[i..].IndexOf(quote);
            if (next < 0)
            {
                _position = _text.Length;
                _open = new OpenToken(kind, 0, null);
                return kind;
            }

            i += next;
            if (_text[i] == '\\')
            {
                // In line mode a backslash at the very end escapes nothing: the lexer never sees the line end behind it.
                i = Math.Min(i + 2, _text.Length);
            }
            else if (kind != TokenKind.BitString && i + 1 < _text.Length && _text[i + 1] == quote)
            {
                i += 2;
            }
            else if (quote == '\'' && ContinuesAt(i + 1) is var continued and > 0)
            {
                i = continued;
            }
            else
            {
                _position = i + 1;
                _open = default;
                return kind;
            }
        }
    }

    /// <summary>
    /// The server joins literals that only white space with a line end (and line comments) separates. So does psql, but as it sees one line at a time,
    /// only a bare CR is a line end to it.
    /// Returns the offset behind the continuing quote, or -1.
    /// </summary>
    private readonly int ContinuesAt(int i)
    {
        var lineEnd = false;
        while (i < _text.Length)
        {
            var c = _text[i];
            Work.Count(1);
            if (c == '\n' && Psql)
            {
                return -1;
            }

            if (c == '\'')
            {
                return lineEnd ? i + 1 : -1;
            }

            if (c == '-' && i + 1 < _text.Length && _text[i + 1] == '-')
            {
                var end = _text[i..].IndexOfAny('\n', '\r');
                if (end < 0)
                {
                    Work.Count(_text.Length - i);
                    return -1;
                }

                Work.Count(end);
                i += end;
            }
            else if (Characters.IsSpace(c))
            {
                lineEnd |= c is '\n' or '\r';
                i++;
            }
            else
            {
                return -1;
            }
        }

        return -1;
    }
}
