using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// Checks a text statement by statement: a psql script with its meta-commands, or SQL as one message. A guard holds for what stands
/// behind it in the same text.
/// </summary>
internal sealed class ScriptRules
{
    private const string Directive = "sandbox:disable-next";

    private readonly RuleRun _run;
    private readonly MappedText _text;
    private readonly bool _psql;
    private readonly TextContext _context;
    private readonly ScriptGuard _guard;
    private readonly List<Token> _statement = [];
    private readonly List<string> _disabledNext = [];
    private StatementBoundary _boundary;
    private bool _dataFollows;

    public ScriptRules(RuleRun run, MappedText text, bool psql, TextContext context)
    {
        _run = run;
        _text = text;
        _psql = psql;
        _context = context;
        _guard = new ScriptGuard(context.Guarded);
    }

    public void Check()
    {
        if (_context.Depth > RuleRun.DeepestText)
        {
            return;
        }

        var characters = _text.Text.AsSpan();
        var lexer = Restart(0);
        while (lexer.Read(out var token))
        {
            if (token.Kind == TokenKind.Backslash)
            {
                lexer = Restart(TakeMetaCommand(token));
            }
            else if (token.Kind == TokenKind.LineComment)
            {
                NoteDirective(token.In(characters));
            }
            else if (!token.IsTrivia)
            {
                var ends = _boundary.Ends(token, characters);
                if (!ends)
                {
                    _statement.Add(token);
                    continue;
                }

                EndStatement(executesRows: false);
                if (_dataFollows)
                {
                    lexer = Restart(SkipData(token.End));
                }
            }
        }

        EndStatement(executesRows: false);
    }

    private Lexer Restart(int position) =>
        new(_text.Text.AsSpan(), _psql ? LexerOptions.Psql : LexerOptions.Sql, OpenToken.None, position);

    private void NoteDirective(ReadOnlySpan<char> comment)
    {
        var words = comment.TrimStart('-').Trim().ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && string.Equals(words[0], Directive, StringComparison.Ordinal))
        {
            // In a statement it still speaks of the statement that follows; before one, of that one.
            _disabledNext.Add(words[1]);
        }
    }

    private void EndStatement(bool executesRows)
    {
        var all = SqlTokens.Of(_text, _statement);
        var start = 0;
        for (var i = 0; i <= all.Count; i++)
        {
            // psql's \; ends a statement, and sends it together with the next one.
            if (i == all.Count || (all.Is(i, TokenKind.EscapedCharacter) && all.Text(i)[1] == ';'))
            {
                CheckStatement(all.Between(start, i), executesRows);
                start = i + 1;
            }
        }

        _statement.Clear();
        _boundary = default;
    }

    private void CheckStatement(SqlTokens statement, bool executesRows)
    {
        if (statement.Count == 0)
        {
            return;
        }

        var added = _disabledNext.FindAll(_run.Disabled.Add);
        _disabledNext.Clear();
        if (StatementRules.Check(_run, statement, _context with { Guarded = _guard.Holds }, executesRows))
        {
            _guard.Raise();
        }

        _run.Disabled.ExceptWith(added);
        _dataFollows = _psql && statement.IsWord(0, "copy") && statement.FindWord(1, "stdin") is var stdin && statement.IsWord(stdin - 1, "from");
    }

    /// <summary>Takes the meta-command behind a backslash; returns where the script goes on.</summary>
    private int TakeMetaCommand(Token backslash)
    {
        var command = PsqlCommand.Read(_text.Text, backslash.Start);
        var arguments = _text.Text.AsSpan(command.ArgumentsStart, command.ArgumentsEnd - command.ArgumentsStart);
        switch (command.Name)
        {
            case "gset":
                _guard.NoteVariables(SqlTokens.Of(_text, _statement), arguments.Trim().ToString());
                EndStatement(executesRows: false);
                break;
            case "gexec":
                EndStatement(executesRows: true);
                break;
            case "g" or "gx" or "gdesc" or "crosstabview" or "watch":
                EndStatement(executesRows: false);
                break;
            case "r" or "reset":
                _statement.Clear();
                _boundary = default;
                break;
            case "!":
                ShellRules.Check(_run, _text.Slice(command.ArgumentsStart, arguments.Length), 0);
                break;
            default:
                _guard.Take(command.Name, arguments);
                break;
        }

        if (_dataFollows || command.CopiesFromScript(arguments))
        {
            return SkipData(command.End);
        }

        return command.End;
    }

    /// <summary>COPY's data begin on the next line and end with a line <c>\.</c></summary>
    private int SkipData(int position)
    {
        _dataFollows = false;
        var text = _text.Text;
        var line = text.IndexOf('\n', position);
        while (line >= 0)
        {
            var end = text.IndexOf('\n', line + 1);
            var length = (end < 0 ? text.Length : end) - line - 1;
            if (text.AsSpan(line + 1, length).TrimEnd('\r').SequenceEqual("\\.".AsSpan()))
            {
                return line + 1 + length;
            }

            line = end;
        }

        return text.Length;
    }
}
