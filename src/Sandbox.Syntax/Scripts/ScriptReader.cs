using System.Runtime.CompilerServices;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <summary>
/// Reads one script file as psql's main loop does (mainloop.c): line by line, into a buffer, until a semicolon ends a statement or a backslash begins a
/// meta-command. Variables are replaced and \if branches followed on the way, so that what comes out is exactly what psql would send, in its order.
/// </summary>
/// <remarks>It does no I/O but through its <see cref="LineReader"/>, and keeps no more of the file than one line and one statement.</remarks>
public sealed partial class ScriptReader
{
    private readonly LineReader _lines;
    private readonly IScriptContext _context;
    private readonly PsqlDialect _dialect;
    private readonly StatementBuffer _buffer = new();
    private readonly ConditionalStack _conditions = new();
    private readonly Frame _line = new();
    private Frame? _top;
    private StatementBoundary _boundary;
    private OpenToken _open;
    private LexerOptions _options;
    private int _addedLineEnd = -1;
    private bool _ended;
    private bool _quit;
    private bool _readsInstead;

    /// <summary>Begins to read a script.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="context">Answers for variables and settings, and takes messages.</param>
    /// <param name="dialect">Which psql's rules apply where versions differ.</param>
    public ScriptReader(LineReader lines, IScriptContext context, PsqlDialect dialect)
    {
        _lines = lines;
        _context = context;
        _dialect = dialect;
        _boundary = new StatementBoundary(dialect.AtomicBodies);
        _commandFrame = _line;
    }

    /// <summary>The file's path as messages name it.</summary>
    public string Path => _lines.Path;

    /// <summary>The line that was read last.</summary>
    public int LineNumber => _lines.LineNumber;

    /// <summary>Called for every line comment outside a branch that is not taken, with its text and place.</summary>
    public Action<string, TextPosition>? OnLineComment { get; init; }

    /// <summary>Called with each line before it is lexed; psql echoes it, and samples its settings, then.</summary>
    public Action<ReadOnlyMemory<char>>? OnLine { get; init; }

    /// <summary>
    /// Asked before a meta-command is read (null) and before a variable is replaced (its name), where statements were read ahead of their replies: true makes
    /// <see cref="Read"/> stop there with <see cref="ScriptItem.Pause"/>.
    /// </summary>
    public Func<string?, bool>? Waits { get; init; }

    /// <summary>The text of the statement so far.</summary>
    public ReadOnlySpan<char> Buffer => _buffer.Text;

    /// <summary>Whether an \if block is open.</summary>
    public bool HasOpenCondition => !_conditions.IsEmpty;

    /// <summary>Reads on until a statement is complete, a meta-command begins or the file ends.</summary>
    public ScriptItem Read()
    {
        if (_atCommand)
        {
            EndCommand(succeeded: true);
        }

        while (true)
        {
            if (_top is null && !NextLine())
            {
                return EndOfFile();
            }

            while (_top is { } frame)
            {
                switch (Scan(frame))
                {
                    case Stop.Statement when _conditions.IsActive:
                        return ScriptItem.Statement;
                    case Stop.Backslash when BeginCommand(frame):
                        return ScriptItem.MetaCommand;
                    case Stop.Pause:
                        return ScriptItem.Pause;
                }
            }

            if (_buffer.Length > 0 && _context.SingleLine && !_open.IsOpen && _boundary is { ParenthesisDepth: 0, BeginDepth: 0 } && _conditions.IsActive)
            {
                return ScriptItem.Statement;
            }
        }
    }

    /// <summary>Takes the statement out of the buffer, which is empty afterwards.</summary>
    /// <param name="forced">Whether a meta-command such as \g ended it, and not its own semicolon: open parentheses are forgotten then.</param>
    public Statement TakeStatement(bool forced = false)
    {
        var statement = _buffer.ToStatement(Path, LineNumber);
        DropStatement(forced);
        return statement;
    }

    /// <summary>A statement that a meta-command makes up, from that command's place.</summary>
    /// <param name="start">Where the command stands.</param>
    /// <param name="text">The statement's text.</param>
    public Statement StatementAt(TextPosition start, string text) =>
        new(Path, text, [(0, start with { Column = -start.Column })], LineNumber, hasUnknownVariables: false);

    /// <summary>Goes on with a text in the place of the statement so far and of the rest of its line, as psql does with what an editor left.</summary>
    /// <param name="text">The text, which ends in a line feed; empty for none.</param>
    public void ReadInstead(string text)
    {
        DropStatement(forced: true);
        BeginLine(text.AsMemory(), Command.Start, $"\\{Command.Name}");
        _readsInstead = true;
    }

    /// <summary>Empties the buffer without making a statement of it.</summary>
    /// <param name="forced">As for <see cref="TakeStatement"/>.</param>
    public void DropStatement(bool forced = false)
    {
        _buffer.Clear();
        _addedLineEnd = -1;
        if (forced)
        {
            _boundary = _boundary.Reset();
            _open = default;
        }
    }

    /// <summary>
    /// Reads the next lines as they are, for the data of a COPY FROM STDIN. What is left of the current line is lexed after the data, as psql does.
    /// </summary>
    /// <param name="lines">Lines before the one that ends the data, or that one alone, as <see cref="LineReader.ReadData"/> gives them.</param>
    public bool ReadData(out ReadOnlyMemory<byte> lines)
    {
        if (_top is not null)
        {
            _line.Detach();
        }

        return _lines.ReadData(out lines);
    }

    private bool NextLine()
    {
        while (!_quit && _lines.Read(out var line))
        {
            if (line.IsEmpty && !_open.IsOpen)
            {
                continue;
            }

            _addedLineEnd = -1;
            if (_buffer.Length > 0 && _conditions.IsActive)
            {
                _buffer.AppendLineEnd();
                _addedLineEnd = _buffer.Length;
            }

            OnLine?.Invoke(line);
            BeginLine(line, new TextPosition(LineNumber, 1), command: null);
            return true;
        }

        return false;
    }

    private void BeginLine(ReadOnlyMemory<char> line, TextPosition start, string? command)
    {
        _options = LexerOptions.Psql | (_context.StandardConformingStrings ? LexerOptions.Sql : LexerOptions.BackslashEscapes);
        _line.Begin(line, start, command);
        _top = _line;
    }

    private ScriptItem EndOfFile()
    {
        if (!_ended)
        {
            _ended = true;
            if (_buffer.Length > 0 && _conditions.IsActive)
            {
                FindUnfinished(_buffer.ToStatement(Path, LineNumber));
                return ScriptItem.Statement;
            }
        }

        return ScriptItem.EndOfFile;
    }

    /// <summary>Reads the topmost frame until a statement ends, a meta-command begins or the frame is used up.</summary>
    private Stop Scan(Frame frame)
    {
        var text = frame.Text.Span;
        var from = frame.Position;
        if (_buffer.Length > 0 || _open.IsOpen)
        {
            return ScanStatement(frame, text, from);
        }

        from = SkipToStatement(frame, text, from);
        if (from == text.Length)
        {
            Pop(frame);
            return Stop.Frame;
        }

        if (Lexer.IsBackslash(text, from))
        {
            // A meta-command on a line of its own.
            return StopAtBackslash(frame, from);
        }

        if (_boundary.ParenthesisDepth == 0)
        {
            _boundary.Begin(text.Slice(from));
        }

        return ScanStatement(frame, text, from);
    }

    /// <summary>Lexes a frame from inside a statement, or from where one begins.</summary>
    private Stop ScanStatement(Frame frame, ReadOnlySpan<char> text, int from)
    {
        var lexer = new Lexer(text, _options, _open, from);
        if (_open.IsOpen)
        {
            _open = default;
        }

        // Words matter to the boundary at a statement's start and in routines only; behind that most of a text is stepped over.
        while (_boundary.TakesWords ? lexer.Read(out var token) : lexer.ReadSignificant(out token))
        {
            switch (token.Kind)
            {
                case TokenKind.Whitespace when _buffer.Length == 0 && from == token.Start:
                    from = SkipSpace(text, from);
                    continue;
                case TokenKind.LineComment:
                    from = TakeLineComment(frame, text, from, token);
                    continue;
                case TokenKind.Backslash:
                    Flush(frame, text, from, token.Start);
                    return StopAtBackslash(frame, token.Start);
                case TokenKind.EscapedCharacter:
                    Flush(frame, text, from, token.Start);
                    from = token.Start + 1;
                    break;
                case TokenKind.Variable or TokenKind.VariableLiteral or TokenKind.VariableIdentifier or TokenKind.VariableTest:
                    Flush(frame, text, from, token.Start);
                    if (_conditions.IsActive && Waits?.Invoke(VariableName(token, text).ToString()) == true)
                    {
                        frame.Position = token.Start;
                        return Stop.Pause;
                    }

                    from = token.End;
                    frame.Position = token.End;
                    if (Substitute(frame, text, token))
                    {
                        return Stop.Frame;
                    }

                    continue;
            }

            if (_boundary.Ends(token, text))
            {
                Flush(frame, text, from, token.End);
                frame.Position = token.End;
                if (SkipSpace(text, token.End) == text.Length)
                {
                    Pop(frame);
                }

                return Stop.Statement;
            }
        }

        // Only the last token of a text can be left open.
        if (lexer.Open.IsOpen)
        {
            _open = lexer.Open;
        }

        Flush(frame, text, from, text.Length);
        Pop(frame);
        return Stop.Frame;
    }

    private Stop StopAtBackslash(Frame frame, int position)
    {
        if (Waits?.Invoke(null) == true)
        {
            frame.Position = position;
            return Stop.Pause;
        }

        frame.Position = position + 1;
        return Stop.Backslash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SkipSpace(ReadOnlySpan<char> text, int i)
    {
        var start = i;
        while (i < text.Length && Characters.IsSpace(text[i]) && (text[i] != '\v' || _dialect.TakesVerticalTabForSpace))
        {
            i++;
        }

        Work.Count(i - start);
        return i;
    }

    /// <summary>Steps over the white space and the line comments before a statement.</summary>
    private int SkipToStatement(Frame frame, ReadOnlySpan<char> text, int from)
    {
        from = SkipSpace(text, from);
        while (Lexer.LineCommentAt(text, from) is > 0 and var length)
        {
            TellLineComment(frame, text.Slice(from, length), from);
            from = SkipSpace(text, from + length);
        }

        return from;
    }

    private void TellLineComment(Frame frame, ReadOnlySpan<char> comment, int start)
    {
        if (OnLineComment is not null && _conditions.IsActive)
        {
            OnLineComment(comment.ToString(), frame.PositionOf(start));
        }
    }

    /// <summary>Steps over a line comment; returns the start of the text that is still to be put into the buffer.</summary>
    private int TakeLineComment(Frame frame, ReadOnlySpan<char> text, int from, in Token comment)
    {
        TellLineComment(frame, comment.In(text), comment.Start);
        if ((_buffer.Length > 0 || from < comment.Start) && _dialect.KeepsInnerComments)
        {
            return from;
        }

        Flush(frame, text, from, comment.Start);
        return _buffer.Length == 0 ? SkipSpace(text, comment.End) : comment.End;
    }

    private void Flush(Frame frame, ReadOnlySpan<char> text, int from, int to)
    {
        // The text of a branch that is not taken is thrown away at its end in any case.
        if (to <= from || !_conditions.IsActive)
        {
            return;
        }

        var part = text.Slice(from, to - from);
        if (frame.Variable is null)
        {
            _buffer.Append(part, frame.PositionOf(from));
        }
        else
        {
            _buffer.AppendValue(part, frame.Start);
        }
    }

    private enum Stop
    {
        Frame,
        Statement,
        Backslash,
        Pause,
    }
}
