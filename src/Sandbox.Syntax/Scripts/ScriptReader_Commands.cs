using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <content>Meta-commands: their arguments, and the \if family, which decides what is read at all.</content>
public sealed partial class ScriptReader
{
    private readonly List<ScannedArgument> _arguments = [];
    private readonly TextBuffer _composed = new();
    private bool _atCommand;
    private MetaCommand? _command;
    private Frame _commandFrame;
    private int _nameStart;
    private int _nameLength;
    private bool _isKnownCommand;
    private bool _hasUnknownArguments;
    private string? _argumentError;

    /// <summary>The meta-command that <see cref="Read"/> stopped at; made of what was scanned when it is asked for.</summary>
    public MetaCommand Command => _command ??= _atCommand ? MakeCommand() : throw new InvalidOperationException("No meta-command was read.");

    /// <summary>
    /// Tells how the meta-command went: after a failure psql throws the rest of the line away, after a success it warns about arguments left over.
    /// </summary>
    /// <param name="succeeded">Whether it succeeded.</param>
    public void EndCommand(bool succeeded)
    {
        if (!_atCommand)
        {
            throw new InvalidOperationException("No meta-command was read.");
        }

        _atCommand = false;
        _command = null;
        if (_readsInstead)
        {
            _readsInstead = false;
            return;
        }

        EndArguments(succeeded, warn: true);
        _top = _quit ? null : _top;
    }

    /// <summary>Whether <see cref="Quit"/> was called.</summary>
    public bool HasQuit => _quit;

    /// <summary>Gives up the rest of the file once the meta-command has ended, as \q does; a statement that stands before it is still read, as at the end of a file.</summary>
    public void Quit() => _quit = true;

    /// <summary>Parses the command behind a backslash; true where the caller has to run it.</summary>
    private bool BeginCommand(Frame frame)
    {
        if (_buffer.Length == _addedLineEnd && _addedLineEnd > 0)
        {
            _buffer.Truncate(_buffer.Length - 1);
        }

        _addedLineEnd = -1;
        var active = _conditions.IsActive;
        var scanner = Scanner(frame, active);
        var name = scanner.ReadName();
        (_commandFrame, _nameStart, _nameLength) = (frame, frame.Position, name.Length);
        (_hasUnknownArguments, _argumentError) = (false, null);
        _arguments.Clear();
        _composed.Length = 0;
        if (name is "if" or "elif" or "else" or "endif")
        {
            frame.Position = scanner.Position;
            var followed = FollowCondition(name);
            EndArguments(followed, warn: _conditions.IsActive);
            _isKnownCommand = true;
            _atCommand = !followed;
            return _atCommand;
        }

        var syntax = MetaCommandSyntax.Find(name);
        if (syntax is not null)
        {
            scanner.KeepsError = active && name is ("echo" or "qecho" or "warn");
            ReadArguments(ref scanner, syntax);
            (_hasUnknownArguments, _argumentError) = (scanner.HasUnknownVariables, scanner.Error);
        }

        frame.Position = scanner.Position;
        if (!active && syntax is not null)
        {
            EndArguments(succeeded: true, warn: false);
            return false;
        }

        _isKnownCommand = syntax is not null;
        _atCommand = true;
        return true;
    }

    private MetaCommand MakeCommand()
    {
        var scanner = Scanner(_commandFrame, evaluates: false);
        var arguments = new MetaCommandArgument[_arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var scanned = _arguments[i];
            arguments[i] = new MetaCommandArgument(scanner.TextOf(scanned).ToString(), scanned.IsQuoted);
        }

        return new MetaCommand
        {
            Name = CommandName,
            Arguments = arguments,
            Path = Path,
            Start = _commandFrame.PositionOf(_nameStart - 1),
            IsKnown = _isKnownCommand,
            HasUnknownVariables = _hasUnknownArguments,
            ArgumentError = _argumentError,
        };
    }

    private string CommandName => _commandFrame.Text.Span.Slice(_nameStart, _nameLength).ToString();

    private ArgumentScanner Scanner(Frame frame, bool evaluates) =>
        new(frame, _context, Path, frame.Variable is null ? frame.Start.Line : LineNumber, _composed, evaluates);

    private void ReadArguments(ref ArgumentScanner scanner, MetaCommandSyntax syntax)
    {
        ScannedArgument argument;
        switch (syntax.Form)
        {
            case ArgumentForm.WholeLine:
                if (scanner.ReadWholeLine(out argument))
                {
                    _arguments.Add(argument);
                }

                break;
            case ArgumentForm.FileOrPipe:
                if (scanner.ReadFileOrPipe(dropSemicolon: true, out argument))
                {
                    _arguments.Add(argument);
                }

                break;
            case ArgumentForm.OptionsAndFile:
                ReadOptionsAndFile(ref scanner);
                break;
            case ArgumentForm.ConnectionWords:
                for (var most = syntax.MaximumArguments; _arguments.Count < most && scanner.HasMore();)
                {
                    scanner.ReadWord(dropSemicolon: true, out argument);
                    most += _arguments.Count == 0 && scanner.TextOf(argument).StartsWith("-reuse-previous=".AsSpan(), StringComparison.Ordinal) ? 1 : 0;
                    _arguments.Add(argument);
                }

                break;
            default:
                while (_arguments.Count < syntax.MaximumArguments && scanner.ReadWord(syntax.Form == ArgumentForm.WordsWithoutSemicolon, out argument))
                {
                    _arguments.Add(argument);
                }

                break;
        }
    }

    private void ReadOptionsAndFile(ref ArgumentScanner scanner)
    {
        var found = scanner.ReadFileOrPipe(dropSemicolon: false, out var argument);
        var inOptions = found && scanner.TextOf(argument) is ['(', ..];
        while (found && inOptions)
        {
            _arguments.Add(argument);
            inOptions = scanner.TextOf(argument) is not [.., ')'];
            found = inOptions ? scanner.ReadWord(dropSemicolon: false, out argument) : scanner.ReadFileOrPipe(dropSemicolon: false, out argument);
        }

        if (found)
        {
            _arguments.Add(argument);
        }
    }

    private void EndArguments(bool succeeded, bool warn)
    {
        if (_top is not { } frame)
        {
            return;
        }

        if (frame.Position < frame.Text.Length)
        {
            PassRest(frame, succeeded, warn);
        }

        if (frame.Position == frame.Text.Length && _buffer.Length == 0)
        {
            Pop(frame);
        }
    }

    private void PassRest(Frame frame, bool succeeded, bool warn)
    {
        var scanner = Scanner(frame, evaluates: false);
        if (succeeded)
        {
            while (scanner.ReadWord(dropSemicolon: false, out var extra))
            {
                if (warn)
                {
                    _context.Report(MessageSeverity.Warning, Path, LineNumber, $"\\{CommandName}: extra argument \"{scanner.TextOf(extra).ToString()}\" ignored");
                }
            }
        }
        else
        {
            scanner.ReadWholeLine(out _);
        }

        scanner.EndArguments();
        frame.Position = scanner.Position;
    }

    /// <summary>Opens, turns or closes an \if block; false where there is none to turn or close.</summary>
    private bool FollowCondition(ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "if":
                OpenCondition();
                return true;
            case "elif":
                return _conditions.IsEmpty ? Misplaced("\\elif: no matching \\if") : _conditions.Top.SeenElse ? Misplaced("\\elif: cannot occur after \\else") : TurnToElif();
            case "else":
                return _conditions.IsEmpty ? Misplaced("\\else: no matching \\if") : _conditions.Top.SeenElse ? Misplaced("\\else: cannot occur after \\else") : TurnToElse();
            default:
                if (_conditions.IsEmpty)
                {
                    return Misplaced("\\endif: no matching \\if");
                }

                LeaveBranch(_conditions.Top);
                _conditions.Pop();
                return true;
        }
    }

    private bool Misplaced(string message)
    {
        _context.Report(MessageSeverity.Error, Path, LineNumber, message);
        return false;
    }

    private void OpenCondition()
    {
        var around = _conditions.IsActive;
        var block = _conditions.Push(ConditionalStack.Branch.Ignored);
        Save(block);
        block.Branch = around ? Evaluate("\\if expression") : IgnoreExpression(ConditionalStack.Branch.Ignored);
    }

    private bool TurnToElif()
    {
        var block = _conditions.Top;
        var before = block.Branch;
        LeaveBranch(block);
        block.Branch = before switch
        {
            ConditionalStack.Branch.Skipped => Evaluate("\\elif expression"),
            ConditionalStack.Branch.Possible when Evaluate("\\elif expression") != ConditionalStack.Branch.Skipped => ConditionalStack.Branch.Possible,
            ConditionalStack.Branch.Possible => ConditionalStack.Branch.Skipped,
            _ => IgnoreExpression(ConditionalStack.Branch.Ignored),
        };
        return true;
    }

    private bool TurnToElse()
    {
        var block = _conditions.Top;
        LeaveBranch(block);
        block.SeenElse = true;
        block.Branch = block.Branch switch
        {
            ConditionalStack.Branch.Skipped => ConditionalStack.Branch.Taken,
            ConditionalStack.Branch.Possible => ConditionalStack.Branch.Possible,
            _ => ConditionalStack.Branch.Ignored,
        };
        return true;
    }

    private void Save(ConditionalStack.Block block)
    {
        block.BufferLength = _buffer.Length;
        block.Boundary = _boundary;
        block.Open = _open;
    }

    /// <summary>Keeps the text of a branch that was taken, and forgets that of one that was not.</summary>
    private void LeaveBranch(ConditionalStack.Block block)
    {
        if (block.Branch is ConditionalStack.Branch.Taken or ConditionalStack.Branch.Possible)
        {
            Save(block);
            return;
        }

        _buffer.Truncate(Math.Min(block.BufferLength, _buffer.Length));
        _boundary = _dialect.RestoresWholeState ? block.Boundary : _boundary.WithParenthesesOf(block.Boundary);
        _open = block.Open;
    }

    private ConditionalStack.Branch IgnoreExpression(ConditionalStack.Branch branch)
    {
        ReadExpression(evaluates: false, out _);
        return branch;
    }

    private ConditionalStack.Branch Evaluate(string what)
    {
        var start = _commandFrame.PositionOf(SkipSpace(_commandFrame.Text.Span, _commandFrame.Position));
        var expression = ReadExpression(evaluates: true, out var unknown);
        if (unknown)
        {
            return ConditionalStack.Branch.Possible;
        }

        if (PsqlBoolean.Parse(expression) is { } value)
        {
            return value ? ConditionalStack.Branch.Taken : ConditionalStack.Branch.Skipped;
        }

        var problem = $"unrecognized value \"{expression.ToString()}\" for \"{what}\": Boolean expected";
        _context.Report(MessageSeverity.Error, Path, LineNumber, problem);
        _context.Found(new ScriptFinding(RuleRegistry.UnknownCondition, Path, start, $"{problem}; it counts as false"));
        return ConditionalStack.Branch.Skipped;
    }

    /// <summary>Reads the words of a condition, which count as one text with a blank between them.</summary>
    private ReadOnlySpan<char> ReadExpression(bool evaluates, out bool unknown)
    {
        var scanner = Scanner(_commandFrame, evaluates);
        while (scanner.ReadWord(dropSemicolon: false, out var word))
        {
            _arguments.Add(word);
        }

        _commandFrame.Position = scanner.Position;
        unknown = scanner.HasUnknownVariables;
        if (_arguments.Count == 1)
        {
            return scanner.TextOf(_arguments[0]);
        }

        var start = _composed.Length;
        for (var i = 0; i < _arguments.Count; i++)
        {
            _composed.Append((i == 0 ? string.Empty : " ").AsSpan());
            _composed.Append(scanner.TextOf(_arguments[i]));
        }

        return _composed.Text.Slice(start);
    }
}
