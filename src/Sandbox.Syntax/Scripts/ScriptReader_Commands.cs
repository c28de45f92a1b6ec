using System.Text;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <content>Meta-commands: their arguments, and the \if family, which decides what is read at all.</content>
public sealed partial class ScriptReader
{
    private MetaCommand? _command;

    /// <summary>The meta-command that <see cref="Read"/> stopped at.</summary>
    public MetaCommand Command => _command ?? throw new InvalidOperationException("No meta-command was read.");

    /// <summary>
    /// Tells how the meta-command went: after a failure psql throws the rest of the line away, after a success it warns about arguments left over.
    /// </summary>
    /// <param name="succeeded">Whether it succeeded.</param>
    public void EndCommand(bool succeeded)
    {
        var command = Command;
        _command = null;
        EndArguments(command.Name, succeeded, warn: true);
    }

    /// <summary>Whether <see cref="Quit"/> was called.</summary>
    public bool HasQuit => _quit;

    /// <summary>Gives up the rest of the file, as \q does; a statement that stands before it is still read, as at the end of a file.</summary>
    public void Quit()
    {
        _frames.Clear();
        _quit = true;
    }

    /// <summary>Parses the command behind a backslash; true where the caller has to run it.</summary>
    private bool BeginCommand()
    {
        if (_buffer.Length == _addedLineEnd && _addedLineEnd > 0)
        {
            _buffer.Truncate(_buffer.Length - 1);
        }

        _addedLineEnd = -1;
        var frame = _frames.Peek();
        var start = frame.PositionOf(frame.Position - 1);
        var active = _conditions.IsActive;
        var scanner = Scanner(frame, active);
        var name = scanner.ReadName();
        var syntax = MetaCommandSyntax.Find(name);
        if (name is "if" or "elif" or "else" or "endif")
        {
            frame.Position = scanner.Position;
            var followed = FollowCondition(name);
            EndArguments(name, followed, warn: _conditions.IsActive);
            if (followed)
            {
                return false;
            }

            _command = new MetaCommand { Name = name, Arguments = [], Path = Path, Start = start, IsKnown = true };
            return true;
        }

        var arguments = syntax is null ? [] : ReadArguments(ref scanner, syntax);
        frame.Position = scanner.Position;
        if (!active && syntax is not null)
        {
            EndArguments(name, succeeded: true, warn: false);
            return false;
        }

        _command = new MetaCommand
        {
            Name = name,
            Arguments = arguments,
            Path = Path,
            Start = start,
            IsKnown = syntax is not null,
            HasUnknownVariables = scanner.HasUnknownVariables,
        };
        return true;
    }

    private ArgumentScanner Scanner(Frame frame, bool evaluates) =>
        new(frame.Text.Span, frame.Position, _context, Path, frame.Variable is null ? frame.Start : new TextPosition(LineNumber, 1), evaluates);

    private static List<MetaCommandArgument> ReadArguments(ref ArgumentScanner scanner, MetaCommandSyntax syntax)
    {
        var arguments = new List<MetaCommandArgument>();
        var form = syntax.Form;
        if (form == ArgumentForm.WholeLine)
        {
            if (scanner.ReadWholeLine(dropSemicolon: false) is { } line)
            {
                arguments.Add(new MetaCommandArgument(line, false));
            }

            return arguments;
        }

        if (form is ArgumentForm.FileOrPipe or ArgumentForm.OptionsAndFile)
        {
            var argument = scanner.ReadFileOrPipe(dropSemicolon: form == ArgumentForm.FileOrPipe);
            while (form == ArgumentForm.OptionsAndFile && argument is { } option && (arguments.Count > 0 || option.Text.StartsWith("(", StringComparison.Ordinal)))
            {
                arguments.Add(option);
                var closed = option.Text.EndsWith(")", StringComparison.Ordinal);
                argument = closed ? scanner.ReadFileOrPipe(dropSemicolon: false) : scanner.ReadWord(dropSemicolon: false);
                if (closed)
                {
                    break;
                }
            }

            if (argument is { } file)
            {
                arguments.Add(file);
            }

            return arguments;
        }

        while (arguments.Count < syntax.MaximumArguments && scanner.ReadWord(form == ArgumentForm.WordsWithoutSemicolon) is { } word)
        {
            arguments.Add(word);
        }

        return arguments;
    }

    private void EndArguments(string name, bool succeeded, bool warn)
    {
        if (_frames.Count == 0)
        {
            return;
        }

        var frame = _frames.Peek();
        var scanner = Scanner(frame, evaluates: false);
        if (succeeded)
        {
            while (scanner.ReadWord(dropSemicolon: false) is { } extra)
            {
                if (warn)
                {
                    _context.Report(MessageSeverity.Warning, Path, LineNumber, $"\\{name}: extra argument \"{extra.Text}\" ignored");
                }
            }
        }
        else
        {
            scanner.ReadWholeLine(dropSemicolon: false);
        }

        scanner.EndArguments();
        frame.Position = scanner.Position;
    }

    /// <summary>Opens, turns or closes an \if block; false where there is none to turn or close.</summary>
    private bool FollowCondition(string name)
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
        var frame = _frames.Peek();
        var start = frame.PositionOf(SkipSpace(frame.Text.Span, frame.Position));
        var expression = ReadExpression(evaluates: true, out var unknown);
        if (unknown)
        {
            return ConditionalStack.Branch.Possible;
        }

        if (PsqlBoolean.Parse(expression) is { } value)
        {
            return value ? ConditionalStack.Branch.Taken : ConditionalStack.Branch.Skipped;
        }

        var problem = $"unrecognized value \"{expression}\" for \"{what}\": Boolean expected";
        _context.Report(MessageSeverity.Error, Path, LineNumber, problem);
        _context.Found(new ScriptFinding(RuleRegistry.UnknownCondition, Path, start, $"{problem}; it counts as false"));
        return ConditionalStack.Branch.Skipped;
    }

    private string ReadExpression(bool evaluates, out bool unknown)
    {
        var frame = _frames.Peek();
        var scanner = Scanner(frame, evaluates);
        var expression = new StringBuilder();
        while (scanner.ReadWord(dropSemicolon: false) is { } word)
        {
            expression.Append(expression.Length > 0 ? " " : string.Empty).Append(word.Text);
        }

        frame.Position = scanner.Position;
        unknown = scanner.HasUnknownVariables;
        return expression.ToString();
    }
}
