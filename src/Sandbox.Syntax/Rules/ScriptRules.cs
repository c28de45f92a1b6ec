using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;
using Sandbox.Syntax.Rules.Secrets;
using Sandbox.Syntax.Rules.Teardown;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// Checks a text statement by statement: a psql script with its meta-commands, or SQL as one message. A guard holds for what stands
/// behind it in the same text.
/// </summary>
internal sealed class ScriptRules
{
    private const string Marker = "sandbox:";

    private readonly RuleRun _run;
    private readonly MappedText _text;
    private readonly bool _psql;
    private readonly TextContext _context;
    private readonly ScriptGuard _guard;
    private readonly List<Token> _statement = [];
    private readonly List<Suppression> _disabledNext = [];
    private readonly SwallowedFailures _swallowed;
    private readonly HashSet<MappedText> _executed = [];
    private StatementBoundary _boundary;
    private bool _dataFollows;

    public ScriptRules(RuleRun run, MappedText text, bool psql, TextContext context)
    {
        _run = run;
        _text = text;
        _psql = psql;
        _context = context;
        _guard = new ScriptGuard(context.Guarded);
        _swallowed = new SwallowedFailures(run);
        _swallowed.Swallow(run.Options.FailedUnseen);
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
                NoteDirective(token, characters);
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

    private void NoteDirective(in Token comment, ReadOnlySpan<char> characters)
    {
        var text = comment.In(characters).TrimStart('-').Trim();
        if (!text.StartsWith(Marker.AsSpan(), StringComparison.Ordinal))
        {
            return;
        }

        var words = text.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && string.Equals(words[0], Marker, StringComparison.Ordinal))
        {
            _run.Rehearsal.NoteDirective(words[1], words.Length > 2 ? words[2] : string.Empty);
        }

        // In a statement it still speaks of the statement that follows; before one, of that one.
        foreach (var suppression in Suppression.In(_text, comment))
        {
            _disabledNext.Add(suppression);
            _run.Note(suppression);
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
                CheckStatement(all.Between(start, i), executesRows, isBundled: start > 0 || i < all.Count);
                start = i + 1;
            }
        }

        _statement.Clear();
        _boundary = default;
    }

    private void CheckStatement(SqlTokens statement, bool executesRows, bool isBundled)
    {
        if (statement.Count == 0)
        {
            return;
        }

        var before = _run.Enter(_disabledNext);
        _disabledNext.Clear();
        if (_guard.Left.Database || _run.Options.GuardedElsewhere)
        {
            GuardsElsewhere.Check(_run, StatementReader.Read(statement), sameServer: !_guard.Left.Server && !_run.Options.GuardedElsewhere);
        }

        var breadth = SwallowedFailures.BreadthOf(statement);
        _swallowed.Check(statement, breadth);
        if (_guard.GoesOnAfterErrors)
        {
            _swallowed.Swallow(breadth);
        }

        var outcome = StatementRules.Check(_run, statement, _context with { Guarded = _guard.Holds, IsBundled = isBundled }, executesRows);
        _swallowed.Swallow(outcome.Swallows);
        if (outcome.Guards)
        {
            _guard.Raise();
        }

        CheckVariable(statement);

        _run.Leave(before);
        if (_context.Depth == 0)
        {
            _run.Migrations.EndStatement();
        }

        _dataFollows = _psql && statement.IsWord(0, "copy") && statement.FindWord(1, "stdin") is var stdin && statement.IsWord(stdin - 1, "from");
    }

    /// <summary>Takes the meta-command behind a backslash; returns where the script goes on.</summary>
    private int TakeMetaCommand(Token backslash)
    {
        var command = PsqlCommand.Read(_text.Text, backslash.Start);
        var arguments = _text.Text.AsSpan(command.ArgumentsStart, command.ArgumentsEnd - command.ArgumentsStart);

        // Between two statements a comment speaks of the command that follows; a condition is passed over, to what it is about.
        var standsAlone = _statement.Count == 0 && command.Name is not ("if" or "elif" or "else" or "endif");
        var disabled = _run.Enter(standsAlone ? _disabledNext : []);
        if (standsAlone)
        {
            _disabledNext.Clear();
        }

        _run.Rehearsal.Take(_text, backslash.Start, command);
        MetaCommandSecrets.Check(_run, _text, command);
        _run.Constants.Take(command.Name, _text.Slice(command.ArgumentsStart, arguments.Length), SqlTokens.Of(_text, command.Name is "gset" ? _statement : []), _guard.Quits);
        switch (command.Name)
        {
            case "gset":
                _guard.NoteVariables(SqlTokens.Of(_text, _statement), arguments.Trim().ToString());
                EndStatement(executesRows: false);
                break;
            case "gexec":
                EndStatement(executesRows: true);
                break;
            case "g" or "gx" or "crosstabview" or "watch":
                EndStatement(executesRows: false);
                break;
            case "r" or "reset" or "gdesc":
                // The server only describes what \gdesc sends.
                _statement.Clear();
                _boundary = default;
                break;
            case "copy":
                var before = _run.Enter(_disabledNext);
                UnboundedWrites.Check(_run, new OtherStatement(SqlTokens.Lex(_text.Slice(backslash.End, command.ArgumentsEnd - backslash.End))));
                _run.Leave(before);
                break;
            case "!":
                ShellRules.Check(_run, _text.Slice(command.ArgumentsStart, arguments.Length), 0);
                break;
            case "set" when _context.Depth == 0 && arguments.Trim().StartsWith("AUTOCOMMIT".AsSpan(), StringComparison.Ordinal):
                _run.Migrations.SetAutocommit(arguments.TrimEnd().ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is not [.., "off" or "OFF" or "0" or "false" or "no"]);
                break;
            case "if" or "elif" or "else" or "endif" when _context.Depth == 0:
                _run.Migrations.Branch(command.Name, _guard.Quits);
                _guard.Take(command.Name, arguments);
                break;
            case "c" or "connect" when _context.Depth == 0:
                _run.Migrations.Connect(toOtherDatabase: arguments.Trim() is { IsEmpty: false } words && words[0] != '-');
                _guard.Take(command.Name, arguments);
                break;
            default:
                _guard.Take(command.Name, arguments);
                break;
        }

        _run.Leave(disabled);
        if (_dataFollows || command.CopiesFromScript(arguments))
        {
            return SkipData(command.End);
        }

        return command.End;
    }

    /// <summary>A statement that is nothing but a variable is what <c>\set</c> has put there; its text is read where it is first executed.</summary>
    private void CheckVariable(SqlTokens statement)
    {
        if (statement.Count == 1 && statement.Is(0, TokenKind.Variable) && statement.Text(0).Slice(1).ToString() is var name && _run.Constants.TextOf(name) is { } text && _executed.Add(text))
        {
            new ScriptRules(_run, text, psql: false, _context.Nested(_guard.Holds, driven: false)).Check();
        }
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
