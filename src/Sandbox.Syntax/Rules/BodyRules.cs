using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Teardown;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// Follows a body: where a guard stands before a statement, which names come from the catalogs by a pattern, and which texts are
/// executed.
/// </summary>
internal sealed class BodyRules(RuleRun run, TextContext context)
{
    private readonly HashSet<string> _checked = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _driven = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _executed = new(StringComparer.OrdinalIgnoreCase);
    private Guard _guard;

    /// <summary>How a check leaves the way to what follows it: the greater, the surer.</summary>
    private enum Guard
    {
        None,

        /// <summary>RETURN: the rest of the body does not run, the rest of the script does.</summary>
        Leaves,

        /// <summary>RAISE: nothing behind it runs.</summary>
        Raises,
    }

    /// <summary>Checks a body; true where it raises in the wrong database, so that it guards the statements behind it.</summary>
    public bool Check(SqlTokens body)
    {
        CollectExecuted(body);
        Walk(new BodyParser(body).Parse());
        return _guard == Guard.Raises;
    }

    private void CollectExecuted(SqlTokens body)
    {
        for (var i = 0; i + 1 < body.Count; i++)
        {
            if (body.IsWord(i, "execute") && !body.Is(i + 2, TokenKind.OpenParenthesis) && body.Name(i + 1) is { } name)
            {
                _executed.Add(name);
            }
        }
    }

    private void Walk(List<BodyNode> nodes, int swallowed = 0)
    {
        var failures = new SwallowedFailures(run);
        failures.Swallow(swallowed);
        foreach (var node in nodes)
        {
            if (node is PlainNode { Tokens.Count: > 0 } step)
            {
                failures.Check(step.Tokens, SwallowedFailures.BreadthOfNode(step));
            }
            else if (node is BlockNode { Handlers.Count: > 0 } tried && !tried.Handlers.TrueForAll(handler => Exit(handler.Statements) == Guard.Raises))
            {
                failures.Swallow(SwallowedFailures.BreadthOfNode(tried));
            }

            switch (node)
            {
                case PlainNode plain:
                    WalkPlain(plain);
                    break;
                case BlockNode block:
                    WalkBlock(block);
                    break;
                case ChoiceNode choice:
                    WalkChoice(choice);
                    break;
                case LoopNode loop:
                    WalkLoop(loop);
                    break;
            }
        }
    }

    private void WalkBlock(BlockNode block)
    {
        var before = _guard;
        Walk(block.Statements);
        if (block.Handlers.Count == 0)
        {
            return;
        }

        // A handler that does not raise again swallows what a check inside the block raised.
        var after = block.Handlers.TrueForAll(handler => Exit(handler.Statements) == Guard.Raises) ? _guard : before;
        foreach (var handler in block.Handlers)
        {
            _guard = before;
            Walk(handler.Statements, Exit(handler.Statements) == Guard.Raises ? 0 : SwallowedFailures.BreadthOfNode(block));
        }

        _guard = after;
    }

    private void WalkChoice(ChoiceNode choice)
    {
        var before = _guard;
        var guards = choice.Branches.ConvertAll(branch => choice.IsCase ? Guard.None : CheckOf(choice, branch));
        for (var i = 0; i < guards.Count; i++)
        {
            var branch = choice.Branches[i];
            _guard = before;
            for (var other = 0; other < guards.Count; other++)
            {
                _guard = other == i ? _guard : Surer(_guard, guards[other]);
            }

            Note(branch.Condition);
            Walk(branch.Statements);
        }

        _guard = before;
        guards.ForEach(guard => _guard = Surer(_guard, guard));
    }

    /// <summary>The guard that a branch is to all other ways: it leaves, and only the database's name decides whether it is taken.</summary>
    private Guard CheckOf(ChoiceNode choice, BodyBranch branch)
    {
        var exit = Exit(branch.Statements);
        if (exit == Guard.None)
        {
            return exit;
        }

        var isCheck = branch.IsElse
            ? choice.Branches.TrueForAll(other => other.IsElse || DatabaseCheck.IsInEveryPart(other.Condition, _checked, "or"))
            : DatabaseCheck.IsInEveryPart(branch.Condition, _checked, "and");
        return isCheck ? exit : Guard.None;
    }

    private void WalkLoop(LoopNode loop)
    {
        var before = _guard;
        var header = loop.Header;
        var at = header.FindWord(0, "in");
        var driven = Note(at < header.Count ? header.From(at) : header);
        for (var i = 1; i < at; i++)
        {
            if (header.Name(i) is { } name)
            {
                // What an earlier loop gave it is over.
                _driven.Remove(name);
                Remember(_driven, name, driven);
                if (_executed.Contains(name))
                {
                    CheckTexts(ExecutedText.ReadColumns(header), driven);
                }
            }
        }

        CheckExecute(header, driven);
        Walk(loop.Statements);
        _guard = before;
    }

    private void WalkPlain(PlainNode node)
    {
        var statement = node.Tokens;
        var driven = Note(statement);
        if (statement.IsWord(0, "assert") && DatabaseCheck.IsIn(statement, _checked))
        {
            _guard = Guard.Raises;
            return;
        }

        if (!CheckExecute(statement, driven))
        {
            CheckAssignment(statement, driven);
            if (node.IsDeclaration || statement.IsSign(1, ":=") || statement.IsSign(1, "="))
            {
                // A variable may be called as a command is.
                return;
            }

            StatementRules.Check(run, statement, context.Nested(IsGuarded, driven, inBody: true) with { Depth = context.Depth });
        }
    }

    private bool IsGuarded => context.Guarded || _guard != Guard.None;

    private bool CheckExecute(SqlTokens statement, bool driven)
    {
        var execute = statement.FindWord(0, "execute");
        if (execute == statement.Count)
        {
            return false;
        }

        CheckTexts([ExecutedText.Read(ExecutedBy(statement, execute))], driven);
        return true;
    }

    private static SqlTokens ExecutedBy(SqlTokens statement, int execute) => statement.Between(execute + 1, statement.FindWord(execute, "into", "using"));

    private void CheckAssignment(SqlTokens statement, bool driven)
    {
        foreach (var (name, value) in BodyAssignment.Of(statement))
        {
            if (_executed.Contains(name))
            {
                CheckTexts(value is { } expression ? [ExecutedText.Read(expression)] : ExecutedText.ReadColumns(statement), driven);
            }
        }
    }

    private void CheckTexts(IEnumerable<MappedText> texts, bool driven)
    {
        if (context.Depth >= RuleRun.DeepestText)
        {
            return;
        }

        foreach (var text in texts)
        {
            new ScriptRules(run, text, psql: false, context.Nested(IsGuarded, driven)).Check();
        }
    }

    /// <summary>Notes which names a statement fills with what; true where it works on names that a pattern chose.</summary>
    private bool Note(SqlTokens statement)
    {
        var execute = statement.FindWord(0, "execute");
        var driven = CatalogQuery.IsWildcard(statement) || statement.MentionsAny(_driven)
            || (execute < statement.Count && CatalogQuery.IsWildcard(SqlTokens.Lex(ExecutedText.Read(ExecutedBy(statement, execute)))));
        var isCheck = DatabaseCheck.IsIn(statement, _checked);
        foreach (var (name, _) in BodyAssignment.Of(statement))
        {
            Remember(_driven, name, driven);
            Remember(_checked, name, isCheck);
        }

        return driven;
    }

    private static void Remember(HashSet<string> names, string name, bool holds)
    {
        if (holds)
        {
            names.Add(name);
        }
    }

    private static Guard Exit(List<BodyNode> statements)
    {
        foreach (var node in statements)
        {
            if (node is PlainNode { Tokens: var tokens })
            {
                if (tokens.IsWord(0, "raise") && Raises(tokens))
                {
                    return Guard.Raises;
                }

                if (tokens.IsWord(0, "return") && !tokens.IsWord(1, "next") && !tokens.IsWord(1, "query"))
                {
                    return Guard.Leaves;
                }
            }
        }

        return Guard.None;
    }

    private static bool Raises(SqlTokens raise) =>
        !raise.IsWord(1, "notice") && !raise.IsWord(1, "warning") && !raise.IsWord(1, "info") && !raise.IsWord(1, "log") && !raise.IsWord(1, "debug");

    private static Guard Surer(Guard one, Guard other) => one > other ? one : other;
}
