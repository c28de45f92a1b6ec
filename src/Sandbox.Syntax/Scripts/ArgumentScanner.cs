using System.Text;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <summary>psql's second lexer: the name and the arguments of one meta-command on one line (psqlscanslash.l).</summary>
internal ref struct ArgumentScanner
{
    private readonly ReadOnlySpan<char> _line;
    private readonly IScriptContext _context;
    private readonly string _path;
    private readonly TextPosition _lineStart;
    private readonly bool _evaluates;
    private int _position;
    private uint _escaped;
    private int _escapedBytes;
    private int _escapedEnd;

    /// <param name="line">The line, or the variable's value, that holds the command.</param>
    /// <param name="position">The offset behind the backslash.</param>
    /// <param name="context">Answers for variables.</param>
    /// <param name="path">The file.</param>
    /// <param name="lineStart">Where the line starts in the file.</param>
    /// <param name="evaluates">Whether variables and backticks are replaced: not in a branch that is not taken.</param>
    public ArgumentScanner(ReadOnlySpan<char> line, int position, IScriptContext context, string path, TextPosition lineStart, bool evaluates)
    {
        _line = line;
        _position = position;
        _context = context;
        _path = path;
        _lineStart = lineStart;
        _evaluates = evaluates;
        HasUnknownVariables = false;
    }

    public readonly int Position => _position;

    public bool HasUnknownVariables { get; private set; }

    private readonly bool AtEnd => _position >= _line.Length;

    private readonly bool AtBoundary => AtEnd || IsSpace(_line[_position]) || _line[_position] == '\\';

    public string ReadName()
    {
        var start = _position;
        while (!AtBoundary)
        {
            _position++;
        }

        return _line.Slice(start, _position - start).ToString();
    }

    /// <summary>The rest of the line without its leading white space; null where nothing is left.</summary>
    public string? ReadWholeLine(bool dropSemicolon)
    {
        SkipSpace();
        var rest = _line.Slice(_position);
        _position = _line.Length;
        if (dropSemicolon)
        {
            rest = rest.TrimEnd("; \t\r\f\v".AsSpan());
        }

        return rest.IsEmpty ? null : rest.ToString();
    }

    /// <summary>A file name, or a pipe with everything behind it.</summary>
    public MetaCommandArgument? ReadFileOrPipe(bool dropSemicolon)
    {
        SkipSpace();
        if (!AtEnd && _line[_position] == '|')
        {
            var pipe = _line.Slice(_position).ToString();
            _position = _line.Length;
            return new MetaCommandArgument(pipe, false);
        }

        return ReadWord(dropSemicolon);
    }

    /// <summary>The next word; null where the command has no more of them.</summary>
    public MetaCommandArgument? ReadWord(bool dropSemicolon)
    {
        SkipSpace();
        if (AtBoundary)
        {
            return null;
        }

        var word = new StringBuilder();
        var quoted = false;
        var unquotedTail = 0;
        while (!AtBoundary)
        {
            var c = _line[_position];
            var before = word.Length;
            var complete = c switch
            {
                '\'' => ReadSingleQuoted(word),
                '"' => ReadDoubleQuoted(word),
                '`' => ReadBackticks(word),
                ':' => ReadColon(word),
                _ => null,
            };
            if (complete == false)
            {
                _context.Report(MessageSeverity.Error, _path, _lineStart.Line, "unterminated quoted string");
                return null;
            }

            if (complete == true)
            {
                quoted = true;
                unquotedTail = 0;
            }
            else if (word.Length == before)
            {
                word.Append(c);
                _position++;
                unquotedTail++;
            }
        }

        while (dropSemicolon && unquotedTail-- > 0 && word.Length > 0 && word[word.Length - 1] == ';')
        {
            word.Length--;
        }

        return word.Length == 0 && !quoted ? null : new MetaCommandArgument(BeforeNul(word.ToString()), quoted);
    }

    /// <summary>Swallows the <c>\\</c> that ends a list of arguments.</summary>
    public void EndArguments()
    {
        SkipSpace();
        if (_position + 1 < _line.Length && _line[_position] == '\\' && _line[_position + 1] == '\\')
        {
            _position += 2;
        }
    }

    private static bool IsSpace(char c) => Characters.IsSpace(c);

    // An escape can write a NUL, where psql's text ends.
    private static string BeforeNul(string text) => text.IndexOf('\0') is var end && end < 0 ? text : text.Substring(0, end);

    private void SkipSpace()
    {
        while (!AtEnd && IsSpace(_line[_position]))
        {
            _position++;
        }
    }

    private bool? ReadSingleQuoted(StringBuilder word)
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
                AppendEscape(word);
                continue;
            }

            word.Append(c);
        }

        return false;
    }

    private void AppendEscape(StringBuilder word)
    {
        var c = _line[_position];
        switch (c)
        {
            case 'n':
                word.Append('\n');
                break;
            case 't':
                word.Append('\t');
                break;
            case 'b':
                word.Append('\b');
                break;
            case 'r':
                word.Append('\r');
                break;
            case 'f':
                word.Append('\f');
                break;
            case >= '0' and <= '7':
                AppendNumber(word, 8, 3);
                break;
            case 'x' or 'X' when _position + 1 < _line.Length && Uri.IsHexDigit(_line[_position + 1]):
                _position++;
                AppendNumber(word, 16, 2);
                break;
            default:
                word.Append(c);
                break;
        }
    }

    private void AppendNumber(StringBuilder word, int numberBase, int digits)
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
        AppendByte(word, (byte)value);
    }

    /// <summary>An escape stands for a byte: those of one character in UTF-8 that follow each other make that character.</summary>
    private void AppendByte(StringBuilder word, byte value)
    {
        if (value < 0x80)
        {
            word.Append((char)value);
            return;
        }

        if (_escapedBytes == 0 || word.Length != _escapedEnd)
        {
            _escaped = 0;
            _escapedBytes = 0;
        }

        _escaped = (_escaped << 8) | value;
        _escapedBytes++;
        word.Append((char)value);
        _escapedEnd = word.Length;
        if (Decode(_escaped, _escapedBytes) is { } character)
        {
            word.Length -= _escapedBytes;
            word.Append(char.ConvertFromUtf32(character));
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

    private bool? ReadDoubleQuoted(StringBuilder word)
    {
        var close = _line.Slice(_position + 1).IndexOf('"');
        if (close < 0)
        {
            _position = _line.Length;
            return false;
        }

        word.Append(_line.Slice(_position, close + 2).ToString());
        _position += close + 2;
        return true;
    }

    private bool? ReadBackticks(StringBuilder word)
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
            word.Append(_context.RunShell(command.ToString(), _path, PositionOf(start)));
        }
        else
        {
            word.Append(command.ToString());
        }

        return true;
    }

    /// <summary>A variable; null where the colon is only a colon.</summary>
    private bool? ReadColon(StringBuilder word)
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
        word.Append(value ?? text.ToString());
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

    private readonly TextPosition PositionOf(int offset) =>
        _lineStart with { Column = _lineStart.Column + TextPosition.CountCharacters(_line.Slice(0, offset)) };
}
