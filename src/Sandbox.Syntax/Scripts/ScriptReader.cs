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
    private readonly Stack<Frame> _frames = new();
    private readonly ConditionalStack _conditions = new();
    private StatementBoundary _boundary;
    private OpenToken _open;
    private LexerOptions _options;
    private int _addedLineEnd = -1;
    private bool _ended;

    /// <summary>Begins to read a script.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="context">Answers for variables and settings, and takes messages.</param>
    /// <param name="dialect">Which psql's rules apply where versions differ.</param>
    public ScriptReader(LineReader lines, IScriptContext context, PsqlDialect dialect)
    {
        _lines = lines;
        _context = context;
        _dialect = dialect;
    }

    /// <summary>The file's path as messages name it.</summary>
    public string Path => _lines.Path;

    /// <summary>The line that was read last.</summary>
    public int LineNumber => _lines.LineNumber;

    /// <summary>Called for every line comment outside a branch that is not taken, with its text and place.</summary>
    public Action<string, TextPosition>? OnLineComment { get; init; }

    /// <summary>Called with each line before it is lexed; psql echoes it, and samples its settings, then.</summary>
    public Action<ReadOnlyMemory<char>>? OnLine { get; init; }

    /// <summary>The text of the statement so far.</summary>
    public ReadOnlySpan<char> Buffer => _buffer.Text;

    /// <summary>Whether an \if block is open.</summary>
    public bool HasOpenCondition => !_conditions.IsEmpty;

    /// <summary>Reads on until a statement is complete, a meta-command begins or the file ends.</summary>
    public ScriptItem Read()
    {
        if (_command is not null)
        {
            EndCommand(succeeded: true);
        }

        while (true)
        {
            if (_frames.Count == 0 && !NextLine())
            {
                return EndOfFile();
            }

            while (_frames.Count > 0)
            {
                switch (Scan())
                {
                    case Stop.Statement when _conditions.IsActive:
                        return ScriptItem.Statement;
                    case Stop.Backslash when BeginCommand():
                        return ScriptItem.MetaCommand;
                }
            }

            if (_context.SingleLine && _buffer.Length > 0 && !_open.IsOpen && _boundary is { ParenthesisDepth: 0, BeginDepth: 0 } && _conditions.IsActive)
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

    /// <summary>Empties the buffer without making a statement of it.</summary>
    /// <param name="forced">As for <see cref="TakeStatement"/>.</param>
    public void DropStatement(bool forced = false)
    {
        _buffer.Clear();
        _addedLineEnd = -1;
        if (forced)
        {
            _boundary = default;
            _open = default;
        }
    }

    /// <summary>
    /// Reads the next line as it is, for the data of a COPY FROM STDIN. What is left of the current line is lexed after the data, as psql does.
    /// </summary>
    /// <param name="line">The line; valid until the next call.</param>
    public bool ReadData(out ReadOnlyMemory<char> line)
    {
        foreach (var frame in _frames)
        {
            frame.Detach();
        }

        return _lines.Read(out line);
    }

    private bool NextLine()
    {
        while (_lines.Read(out var line))
        {
            if (line.IsEmpty && !_open.IsOpen)
            {
                continue;
            }

            if (_buffer.Length > 0)
            {
                _buffer.AppendUnmapped("\n".AsSpan());
                _addedLineEnd = _buffer.Length;
            }
            else
            {
                _addedLineEnd = -1;
            }

            OnLine?.Invoke(line);
            _options = LexerOptions.Psql | (_context.StandardConformingStrings ? LexerOptions.Sql : LexerOptions.BackslashEscapes);
            _frames.Push(new Frame(line, null, new TextPosition(LineNumber, 1)));
            return true;
        }

        return false;
    }

    private ScriptItem EndOfFile()
    {
        if (!_ended)
        {
            _ended = true;
            if (_buffer.Length > 0 && _conditions.IsActive)
            {
                return ScriptItem.Statement;
            }
        }

        return ScriptItem.EndOfFile;
    }

    /// <summary>Lexes the topmost frame until a statement ends, a meta-command begins or the frame is used up.</summary>
    private Stop Scan()
    {
        var frame = _frames.Peek();
        var text = frame.Text.Span;
        var lexer = new Lexer(text, _options, _open, frame.Position);
        var from = frame.Position;
        _open = default;
        while (lexer.Read(out var token))
        {
            switch (token.Kind)
            {
                case TokenKind.Whitespace when _buffer.Length == 0 && from == token.Start:
                    from = token.End;
                    continue;
                case TokenKind.LineComment:
                    if (_conditions.IsActive)
                    {
                        OnLineComment?.Invoke(token.In(text).ToString(), frame.PositionOf(token.Start));
                    }

                    if ((_buffer.Length == 0 && from == token.Start) || !_dialect.KeepsInnerComments)
                    {
                        Flush(frame, from, token.Start);
                        from = token.End;
                    }

                    continue;
                case TokenKind.Backslash:
                    Flush(frame, from, token.Start);
                    frame.Position = token.End;
                    return Stop.Backslash;
                case TokenKind.EscapedCharacter:
                    Flush(frame, from, token.Start);
                    from = token.Start + 1;
                    break;
                case TokenKind.Variable or TokenKind.VariableLiteral or TokenKind.VariableIdentifier or TokenKind.VariableTest:
                    Flush(frame, from, token.Start);
                    from = token.End;
                    frame.Position = token.End;
                    if (Substitute(frame, token))
                    {
                        return Stop.Frame;
                    }

                    continue;
            }

            if (_boundary.Ends(token, text))
            {
                Flush(frame, from, token.End);
                frame.Position = token.End;
                return Stop.Statement;
            }
        }

        // Only the last token of a text can be left open.
        _open = lexer.Open;
        Flush(frame, from, text.Length);
        _frames.Pop();
        return Stop.Frame;
    }

    private void Flush(Frame frame, int from, int to)
    {
        if (to <= from)
        {
            return;
        }

        var text = frame.Text.Span.Slice(from, to - from);
        if (frame.Variable is null)
        {
            _buffer.Append(text, frame.PositionOf(from));
        }
        else
        {
            _buffer.AppendValue(text, frame.Start);
        }
    }

    /// <summary>Replaces a variable; true where its value was pushed as a text of its own to be lexed next.</summary>
    private bool Substitute(Frame frame, in Token token)
    {
        var text = token.In(frame.Text.Span);
        var position = frame.PositionOf(token.Start);
        var name = token.Kind switch
        {
            TokenKind.Variable => text.Slice(1),
            TokenKind.VariableTest => text.Slice(3, text.Length - 4),
            _ => text.Slice(2, text.Length - 3),
        };
        var variable = name.ToString();
        var active = _conditions.IsActive;
        var value = active ? _context.Variable(variable) : null;
        _buffer.HasUnknownVariables |= active && !_context.IsKnown(variable);
        switch (token.Kind)
        {
            case TokenKind.VariableTest:
                _buffer.AppendValue((value is null ? "FALSE" : "TRUE").AsSpan(), position);
                return false;
            case TokenKind.VariableLiteral when value is not null:
                _buffer.AppendValue(PsqlQuoting.Literal(value).AsSpan(), position);
                return false;
            case TokenKind.VariableIdentifier when value is not null:
                _buffer.AppendValue(PsqlQuoting.Identifier(value).AsSpan(), position);
                return false;
            case TokenKind.Variable when value is not null && !IsBeingExpanded(variable):
                _frames.Push(new Frame(value.AsMemory(), variable, position));
                return true;
        }

        if (value is not null)
        {
            _context.Report(MessageSeverity.Warning, Path, LineNumber, $"skipping recursive expansion of variable \"{variable}\"");
        }

        _buffer.Append(text, position);
        return false;
    }

    private bool IsBeingExpanded(string variable)
    {
        foreach (var frame in _frames)
        {
            if (string.Equals(frame.Variable, variable, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private enum Stop
    {
        Frame,
        Statement,
        Backslash,
    }

    /// <summary>A text that is being lexed: the current line, or on top of it the value of a variable.</summary>
    private sealed class Frame(ReadOnlyMemory<char> text, string? variable, TextPosition start)
    {
        public ReadOnlyMemory<char> Text { get; private set; } = text;

        public string? Variable => variable;

        public TextPosition Start => start;

        public int Position { get; set; }

        public TextPosition PositionOf(int offset) => variable is not null ? start
            : start with { Column = start.Column + TextPosition.CountCharacters(Text.Span.Slice(0, offset)) };

        /// <summary>Keeps the text although the line reader's buffer is about to be used again.</summary>
        public void Detach()
        {
            if (variable is null)
            {
                Text = Text.ToArray();
            }
        }
    }
}
