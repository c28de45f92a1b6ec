using System.Runtime.CompilerServices;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <summary>psql's second lexer: the name and the arguments of one meta-command on one line (psqlscanslash.l).</summary>
internal ref partial struct ArgumentScanner
{
    private readonly ReadOnlySpan<char> _line;
    private readonly IScriptContext _context;
    private readonly string _path;
    private readonly ScriptReader.Frame _frame;
    private readonly int _lineNumber;
    private readonly TextBuffer _composed;
    private readonly bool _evaluates;
    private int _position;
    private uint _escaped;
    private int _escapedBytes;
    private int _escapedEnd;

    /// <param name="frame">The line, or the variable's value, that holds the command; it stands behind the backslash.</param>
    /// <param name="context">Answers for variables.</param>
    /// <param name="path">The file.</param>
    /// <param name="lineNumber">The line in the file.</param>
    /// <param name="composed">Takes the words that have to be put together, one behind the other.</param>
    /// <param name="evaluates">Whether variables and backticks are replaced: not in a branch that is not taken.</param>
    public ArgumentScanner(ScriptReader.Frame frame, IScriptContext context, string path, int lineNumber, TextBuffer composed, bool evaluates)
    {
        _frame = frame;
        _line = frame.Text.Span;
        _position = frame.Position;
        _context = context;
        _path = path;
        _lineNumber = lineNumber;
        _composed = composed;
        _evaluates = evaluates;
        HasUnknownVariables = false;
    }

    public readonly int Position => _position;

    public bool HasUnknownVariables { get; private set; }

    /// <summary>Whether an argument that cannot be read is kept in <see cref="Error"/>: whoever prints the arguments as they are read says it behind those before.</summary>
    public bool KeepsError { get; set; }

    /// <summary>What psql says of an argument that cannot be read, where that is kept.</summary>
    public string? Error { get; private set; }

    private readonly bool AtEnd => _position >= _line.Length;

    private readonly bool AtBoundary => AtEnd || IsBoundary(_line[_position]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<char> ReadName()
    {
        var rest = _line.Slice(_position);
        var length = 0;
        while (length < rest.Length && !IsBoundary(rest[length]))
        {
            length++;
        }

        Work.Count(length);
        _position += length;
        return rest.Slice(0, length);
    }

    /// <summary>Reads the rest of the line without its leading white space; false where nothing is left.</summary>
    public bool ReadWholeLine(out ScannedArgument line)
    {
        SkipSpace();
        line = ScannedArgument.Part(_position, _line.Length - _position);
        _position = _line.Length;
        return line.Length > 0;
    }

    /// <summary>Reads a file name, or a pipe with everything behind it.</summary>
    public bool ReadFileOrPipe(bool dropSemicolon, out ScannedArgument argument)
    {
        SkipSpace();
        return !AtEnd && _line[_position] == '|' ? ReadWholeLine(out argument) : ReadWord(dropSemicolon, out argument);
    }

    /// <summary>Whether the command has another argument on its line, be it one of which nothing is left.</summary>
    public bool HasMore()
    {
        SkipSpace();
        return !AtBoundary;
    }

    /// <summary>Reads the next word; false where the command has no more of them.</summary>
    public bool ReadWord(bool dropSemicolon, out ScannedArgument word)
    {
        SkipSpace();
        if (AtBoundary)
        {
            word = default;
            return false;
        }

        var start = _position;
        var end = start;
        while (end < _line.Length && !Characters.EndsPlainArgument(_line[end]))
        {
            end++;
        }

        Work.Count(end - start);
        if (end < _line.Length && !IsBoundary(_line[end]))
        {
            return (end == start && ReadPlainlyQuoted(out word)) || ReadComposed(dropSemicolon, out word);
        }

        _position = end;
        while (dropSemicolon && end > start && _line[end - 1] == ';')
        {
            end--;
        }

        word = ScannedArgument.Part(start, end - start);
        return end > start;
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

    private static bool IsBoundary(char c) => Characters.EndsArgument(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipSpace()
    {
        var i = _position;
        while (i < _line.Length && Characters.IsSpace(_line[i]))
        {
            i++;
        }

        Work.Count(i - _position);
        _position = i;
    }

    /// <summary>Reads a word that is one pair of single quotes with nothing in it to replace; false, and nowhere, where it is not.</summary>
    private bool ReadPlainlyQuoted(out ScannedArgument word)
    {
        word = default;
        if (_line[_position] != '\'')
        {
            return false;
        }

        var start = _position + 1;
        var length = _line.Slice(start).IndexOfAny('\'', '\\');
        Work.Count(length < 0 ? _line.Length - start : length);
        var end = start + length + 1;
        if (length < 0 || _line[end - 1] != '\'' || (end < _line.Length && !IsBoundary(_line[end])))
        {
            return false;
        }

        _position = end;
        word = new ScannedArgument(start, length, IsComposed: false, IsQuoted: true);
        return true;
    }

    /// <summary>Puts a word together from what is quoted, replaced and plain in it.</summary>
    private bool ReadComposed(bool dropSemicolon, out ScannedArgument word)
    {
        var start = _composed.Length;
        var quoted = false;
        var unquotedTail = 0;
        _escapedBytes = 0;
        while (!AtBoundary)
        {
            var c = _line[_position];
            var complete = c switch
            {
                '\'' => ReadSingleQuoted(),
                '"' => ReadDoubleQuoted(),
                '`' => ReadBackticks(),
                ':' => ReadColon(),
                _ => null,
            };
            if (complete == false)
            {
                Fail("unterminated quoted string");
                word = default;
                return false;
            }

            if (complete == true)
            {
                quoted = true;
                unquotedTail = 0;
            }
            else
            {
                _composed.Append(c);
                _position++;
                unquotedTail++;
            }
        }

        while (dropSemicolon && unquotedTail-- > 0 && _composed[_composed.Length - 1] == ';')
        {
            _composed.Length--;
        }

        // An escape can write a NUL, where psql's text ends.
        var nul = _composed.Text.Slice(start).IndexOf('\0');
        word = new ScannedArgument(start, nul < 0 ? _composed.Length - start : nul, IsComposed: true, quoted);
        return word.Length > 0 || quoted;
    }

    private void Fail(string error)
    {
        if (KeepsError)
        {
            Error = error;
        }
        else
        {
            _context.Report(MessageSeverity.Error, _path, _lineNumber, error);
        }
    }

    /// <summary>A word's text.</summary>
    public readonly ReadOnlySpan<char> TextOf(ScannedArgument word) => (word.IsComposed ? _composed.Text : _line).Slice(word.Start, word.Length);
}
