using System.Text;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <content>Quotes, backticks and variables in arguments.</content>
internal ref partial struct ArgumentScanner
{
    private bool? ReadSingleQuoted()
    {
        for (_position++; !AtEnd; _position++)
        {
            var c = _line[_position];
            if (c == '\'')
            {
                if (_position + 1 >= _line.Length || _line[_position + 1] != '\'')
                {
                    _position++;
                    return true;
                }

                _position++;
            }
            else if (c == '\\' && _position + 1 < _line.Length)
            {
                _position++;
                AppendEscape();
                continue;
            }

            _composed.Append(c);
        }

        return false;
    }

    private void AppendEscape()
    {
        var c = _line[_position];
        switch (c)
        {
            case 'n':
                _composed.Append('\n');
                break;
            case 't':
                _composed.Append('\t');
                break;
            case 'b':
                _composed.Append('\b');
                break;
            case 'r':
                _composed.Append('\r');
                break;
            case 'f':
                _composed.Append('\f');
                break;
            case >= '0' and <= '7':
                AppendNumber(8, 3);
                break;
            case 'x' or 'X' when _position + 1 < _line.Length && Uri.IsHexDigit(_line[_position + 1]):
                _position++;
                AppendNumber(16, 2);
                break;
            default:
                _composed.Append(c);
                break;
        }
    }

    private void AppendNumber(int numberBase, int digits)
    {
        var value = 0;
        var read = 0;
        while (read < digits && _position < _line.Length && Digit(_line[_position]) is var digit && digit < numberBase)
        {
            value = (value * numberBase) + digit;
            _position++;
            read++;
        }

        _position--;
        AppendByte((byte)value);
    }

    /// <summary>An escape stands for a byte: those of one character in UTF-8 that follow each other make that character.</summary>
    private void AppendByte(byte value)
    {
        if (value < 0x80)
        {
            _composed.Append((char)value);
            return;
        }

        if (_escapedBytes == 0 || _composed.Length != _escapedEnd)
        {
            _escaped = 0;
            _escapedBytes = 0;
        }

        _escaped = (_escaped << 8) | value;
        _escapedBytes++;
        _composed.Append((char)value);
        _escapedEnd = _composed.Length;
        if (Decode(_escaped, _escapedBytes) is { } character)
        {
            _composed.Length -= _escapedBytes;
            _composed.Append(char.ConvertFromUtf32(character).AsSpan());
            _escapedBytes = 0;
        }
    }

    /// <summary>The character that up to four bytes of UTF-8 stand for; null where they are too few, or no UTF-8.</summary>
    private static int? Decode(uint bytes, int count)
    {
        var lead = (byte)(bytes >> (8 * (count - 1)));
        var expected = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
        if (expected != count)
        {
            return null;
        }

        var character = lead & (0x7F >> count);
        for (var i = count - 2; i >= 0; i--)
        {
            var next = (byte)(bytes >> (8 * i));
            if ((next & 0xC0) != 0x80)
            {
                return null;
            }

            character = (character << 6) | (next & 0x3F);
        }

        return character is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) ? null : character;
    }

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => 99,
    };

    private bool? ReadDoubleQuoted()
    {
        var close = _line.Slice(_position + 1).IndexOf('"');
        if (close < 0)
        {
            _position = _line.Length;
            return false;
        }

        _composed.Append(_line.Slice(_position, close + 2));
        _position += close + 2;
        return true;
    }

    private bool? ReadBackticks()
    {
        var start = _position;
        var close = _line.Slice(start + 1).IndexOf('`');
        if (close < 0)
        {
            _position = _line.Length;
            return false;
        }

        var command = _line.Slice(start + 1, close);
        _position = start + close + 2;
        if (_evaluates)
        {
            var output = _context.RunShell(ShellText(command), _path, _frame.PositionOf(start));
            HasUnknownVariables |= output is null;
            _composed.Append((output ?? string.Empty).AsSpan());
        }
        else
        {
            _composed.Append(command);
        }

        return true;
    }

    private static int Next(ReadOnlySpan<char> command, int colon) =>
        command.Slice(colon + 1).IndexOf(':') is >= 0 and var next ? colon + 1 + next : -1;

    /// <summary>In backticks <c>:name</c> stands for its value and <c>:'name'</c> for that value quoted for the shell.</summary>
    private string ShellText(ReadOnlySpan<char> command)
    {
        var text = new StringBuilder();
        var from = 0;
        for (var i = command.IndexOf(':'); i >= 0; i = Next(command, i))
        {
            var lexer = new Lexer(command, LexerOptions.Psql, default, i);
            lexer.Read(out var token);
            var name = token.Kind switch
            {
                TokenKind.Variable => command.Slice(i + 1, token.End - i - 1),
                TokenKind.VariableLiteral => command.Slice(i + 2, token.End - i - 3),
                _ => default,
            };
            if (name.IsEmpty)
            {
                continue;
            }

            HasUnknownVariables |= !_context.IsKnown(name.ToString());
            if (_context.Variable(name.ToString()) is { } value)
            {
                text.Append(command.Slice(from, i - from).ToString()).Append(token.Kind == TokenKind.Variable ? value : $"'{value.Replace("'", "'\"'\"'")}'");
                from = token.End;
            }
        }

        text.Append(command.Slice(from).ToString());
        return text.ToString();
    }

    /// <summary>A variable; null where the colon is only a colon.</summary>
    private bool? ReadColon()
    {
        var lexer = new Lexer(_line, LexerOptions.Psql, default, _position);
        lexer.Read(out var token);
        var text = token.In(_line);
        var name = token.Kind switch
        {
            TokenKind.Variable => text.Slice(1),
            TokenKind.VariableLiteral or TokenKind.VariableIdentifier => text.Slice(2, text.Length - 3),
            TokenKind.VariableTest => text.Slice(3, text.Length - 4),
            _ => default,
        };
        if (name.IsEmpty)
        {
            return null;
        }

        _position = token.End;
        var value = _evaluates ? Value(token.Kind, name.ToString()) : null;
        _composed.Append(value is null ? text : value.AsSpan());
        return true;
    }

    private string? Value(TokenKind kind, string name)
    {
        HasUnknownVariables |= !_context.IsKnown(name);
        var value = _context.Variable(name);
        return kind switch
        {
            TokenKind.VariableTest => value is null ? "FALSE" : "TRUE",
            TokenKind.VariableLiteral when value is not null => PsqlQuoting.Literal(value),
            TokenKind.VariableIdentifier when value is not null => PsqlQuoting.Identifier(value),
            _ => value,
        };
    }
}
