using System.Globalization;
using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>Reads a string literal's value, as scan.l does, keeping where every character was written.</summary>
internal static class SqlLiteral
{
    public static bool IsString(TokenKind kind) =>
        kind is TokenKind.String or TokenKind.EscapeString or TokenKind.UnicodeString or TokenKind.DollarString;

    /// <summary>The value of a string token; an unterminated one ends where the text ends.</summary>
    public static MappedText Read(MappedText text, Token token)
    {
        var written = token.In(text.Text.AsSpan());
        if (token.Kind == TokenKind.DollarString)
        {
            return ReadDollar(text, token, written);
        }

        var open = written.IndexOf('\'') + 1;
        var close = written.Length > open && written[written.Length - 1] == '\'' ? written.Length - 1 : written.Length;
        var value = written.Slice(open, close - open);
        if (value.IndexOf('\'') < 0 && (token.Kind == TokenKind.String || value.IndexOf('\\') < 0))
        {
            return text.Slice(token.Start + open, value.Length);
        }

        return Unescape(text, token.Start + open, value, token.Kind);
    }

    private static MappedText ReadDollar(MappedText text, Token token, ReadOnlySpan<char> written)
    {
        var tag = written.Slice(1).IndexOf('$') + 2;
        var closed = written.Length >= 2 * tag && written.Slice(written.Length - tag).SequenceEqual(written.Slice(0, tag));
        return text.Slice(token.Start + tag, written.Length - tag - (closed ? tag : 0));
    }

    private static MappedText Unescape(MappedText text, int offset, ReadOnlySpan<char> value, TokenKind kind)
    {
        var builder = new MappedText.Builder();
        var i = 0;
        while (i < value.Length)
        {
            var c = value[i];
            var (read, length) = c switch
            {
                '\'' when i + 1 < value.Length && value[i + 1] == '\'' => ('\'', 2),
                '\'' => ('\0', SkipJoint(value.Slice(i))),
                '\\' when kind == TokenKind.EscapeString => Escape(value.Slice(i)),
                '\\' when kind == TokenKind.UnicodeString => UnicodeEscape(value.Slice(i)),
                _ => (c, 1),
            };
            if (read != '\0')
            {
                builder.Append(read, text.SourceStart(offset + i), text.SourceEnd(offset + i + length - 1));
            }

            i += length;
        }

        return builder.ToText();
    }

    /// <summary>A lone quote inside a token is the joint of a literal that goes on in the next line: everything up to the next quote is no text.</summary>
    private static int SkipJoint(ReadOnlySpan<char> rest)
    {
        var i = 1;
        while (i < rest.Length)
        {
            if (rest[i] == '\'')
            {
                return i + 1;
            }

            if (rest[i] == '-')
            {
                var end = rest.Slice(i).IndexOfAny('\n', '\r');
                i = end < 0 ? rest.Length : i + end;
            }
            else
            {
                i++;
            }
        }

        return rest.Length;
    }

    private static (char Read, int Length) Escape(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2)
        {
            return ('\\', 1);
        }

        return rest[1] switch
        {
            'n' => ('\n', 2),
            't' => ('\t', 2),
            'r' => ('\r', 2),
            'b' => ('\b', 2),
            'f' => ('\f', 2),
            'x' => Number(rest, 2, 2, NumberStyles.AllowHexSpecifier),
            'u' => Number(rest, 2, 4, NumberStyles.AllowHexSpecifier),
            'U' => Number(rest, 2, 8, NumberStyles.AllowHexSpecifier),
            >= '0' and <= '7' => Octal(rest),
            var other => (other, 2),
        };
    }

    private static (char Read, int Length) UnicodeEscape(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2)
        {
            return ('\\', 1);
        }

        return rest[1] switch
        {
            '\\' => ('\\', 2),
            '+' => Number(rest, 2, 6, NumberStyles.AllowHexSpecifier),
            _ => Number(rest, 1, 4, NumberStyles.AllowHexSpecifier),
        };
    }

    private static (char Read, int Length) Number(ReadOnlySpan<char> rest, int start, int digits, NumberStyles style)
    {
        var length = 0;
        while (length < digits && start + length < rest.Length && Uri.IsHexDigit(rest[start + length]))
        {
            length++;
        }

        if (length == 0)
        {
            return (rest[1], 2);
        }

        var code = int.Parse(rest.Slice(start, length).ToString(), style, CultureInfo.InvariantCulture);

        // Beyond the basic plane there is no letter of any key word: one placeholder keeps the map simple.
        return (code is > 0 and <= char.MaxValue ? (char)code : '\uFFFD', start + length);
    }

    private static (char Read, int Length) Octal(ReadOnlySpan<char> rest)
    {
        var length = 1;
        var code = 0;
        while (length < 4 && length < rest.Length && rest[length] is >= '0' and <= '7')
        {
            code = (code * 8) + rest[length] - '0';
            length++;
        }

        return (code == 0 ? '\uFFFD' : (char)(code & 0xff), length);
    }
}
