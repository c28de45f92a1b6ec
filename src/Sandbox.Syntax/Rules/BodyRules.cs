using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;
using Sandbox.Syntax.Rules.Teardown;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// Follows a body: where a guard stands before a statement, which names come from the catalogs by a pattern, and which texts are
/// executed.
/// </summary>
internal sealed class BodyRules(RuleRun run, TextContext context, BodySuppressions? suppressions)
{
    private readonly HashSet<string> _checked = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _driven = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _executed = new(StringComparer.OrdinalIgnoreCase);
    private readonly BodyFlow _flow = new();
    private int _swallows;

    /// <summary>Checks a body; returns what it means for the statements behind it.</summary>
    public BodyOutcome Check(SqlTokens body)
    {
        CollectExecuted(body);
        Walk(new BodyParser(body).Parse());
        _flow.Complete();
        return new BodyOutcome(_flow.Guards, _swallows);
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
            else if (node is BlockNode { Handlers.Count: > 0 } tried && !tried.Handlers.TrueForAll(handler => Raises(handler.Statements)))
            {
                var breadth = SwallowedFailures.BreadthOfNode(tried);
                failures.Swallow(breadth);

                // A handler of one condition says IF EXISTS in other words: behind the body that is no failure.
                _swallows = Math.Max(_swallows, tried.Handlers.Exists(static handler => handler.Condition.Mentions("others") && !Raises(handler.Statements)) ? breadth : 0);
            }

            var before = run.Enter(suppressions?.Before(node) ?? []);
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

            run.Leave(before);
        }
    }

    private void WalkBlock(BlockNode block)
    {
        var before = _flow.Now;
        _flow.Enter(block.Label, isLoop: false);
        Walk(block.Statements);

        // A handler that does not raise again swallows what a check inside the block raised.
        var after = _flow.Now;
        foreach (var handler in block.Handlers)
        {
            _flow.Now = before;
            Walk(handler.Statements, Raises(handler.Statements) ? 0 : SwallowedFailures.BreadthOfNode(block));
            after = BodyFlow.Meet(after, _flow.Now);
        }

        _flow.Now = BodyFlow.Meet(after, _flow.Leave());
    }

    private void WalkChoice(ChoiceNode choice)
    {
        // A check is a branch that leaves, on all ways but its own: behind its condition, or, where it is the ELSE, in each branch before.
        var elseLeaves = choice.Branches.Exists(static branch => branch.IsElse && Leaves(branch.Statements));
        var (entry, after) = (_flow.Now, BodyWay.Ended);
        foreach (var branch in choice.Branches)
        {
            var condition = branch.IsElse || choice.IsCase ? null : Condition.Read(branch.Condition);
            _flow.Now = elseLeaves && condition is not null && DatabaseCheck.IsDecided(condition, holds: true, _checked) ? BodyFlow.Checked(entry) : entry;
            Walk(branch.Statements);
            after = BodyFlow.Meet(after, _flow.Now);
            if (condition is not null && Leaves(branch.Statements) && DatabaseCheck.IsDecided(condition, holds: false, _checked))
            {
                entry = BodyFlow.Checked(entry);
            }
        }

        // CASE without ELSE raises where no branch is taken.
        _flow.Now = choice.IsCase || choice.Branches.Exists(static branch => branch.IsElse) ? after : BodyFlow.Meet(after, entry);
    }

    private void WalkLoop(LoopNode loop)
    {
        var before = _flow.Now;
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
        if (header.IsWord(0, "for"))
        {
            UnboundedWrites.Check(run, new OtherStatement(header));
        }

        _flow.Enter(loop.Label, isLoop: true);
        Walk(loop.Statements);
        var left = _flow.Leave();

        // A bare LOOP is left by EXIT alone; any other may not run at all.
        _flow.Now = header.Count == 0 ? left : before;
    }

    private void WalkPlain(PlainNode node)
    {
        var statement = node.Tokens;
        var driven = Note(statement);
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

        Follow(statement);
    }

    /// <summary>Follows a statement on its way: to an end, out of a loop, or past a check.</summary>
    private void Follow(SqlTokens statement)
    {
        if (Raises(statement))
        {
            _flow.Now = BodyWay.Ended;
        }
        else if (Returns(statement))
        {
            _flow.Complete();
        }
        else if (statement.IsWord(0, "exit") || statement.IsWord(0, "continue"))
        {
            var when = statement.FindWord(1, "when");
            if (statement.IsWord(0, "exit"))
            {
                _flow.Exit(when > 1 ? statement.Name(1) : null, _flow.Now);
            }

            _flow.Now = when < statement.Count ? _flow.Now : BodyWay.Ended;
        }
        else if (statement.IsWord(0, "assert") && run.AssertsHold && statement.From(1).SplitAtCommas().FirstOrDefault() is { Count: > 0 } asserted
            && DatabaseCheck.IsDecided(Condition.Read(asserted), holds: true, _checked))
        {
            _flow.Check();
        }
    }

    private bool IsGuarded => context.Guarded || _flow.Now != BodyWay.Open;

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
        foreach (var (name, value) in BodyAssignment.Of(statement))
        {
            Remember(_driven, name, driven);

            // What it held before is gone, unless that is what it gets.
            var holds = value is { } answer && DatabaseCheck.IsIn(answer, _checked) && Condition.Read(answer).Value is null;
            _checked.Remove(name);
            Remember(_checked, name, holds || (value is null && DatabaseCheck.IsIn(statement, _checked)));
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

    private static bool Leaves(List<BodyNode> statements) => statements.Exists(static node => node is PlainNode { Tokens: var tokens } && (Raises(tokens) || Returns(tokens)));

    private static bool Raises(List<BodyNode> statements) =>
        statements.Find(static node => node is PlainNode { Tokens: var tokens } && (Raises(tokens) || Returns(tokens))) is PlainNode { Tokens: var first } && Raises(first);

    private static bool Returns(SqlTokens statement) => statement.IsWord(0, "return") && !statement.IsWord(1, "next") && !statement.IsWord(1, "query");

    private static bool Raises(SqlTokens statement) => statement.IsWord(0, "raise")
        && !statement.IsWord(1, "notice") && !statement.IsWord(1, "warning") && !statement.IsWord(1, "info") && !statement.IsWord(1, "log") && !statement.IsWord(1, "debug");
}
