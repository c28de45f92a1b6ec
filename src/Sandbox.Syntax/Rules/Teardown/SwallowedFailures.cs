using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Teardown;

/// <summary>SBX1007: a teardown step that may fail unseen, and then one that takes more.</summary>
internal sealed class SwallowedFailures(RuleRun run)
{
    private int _broadest;

    /// <summary>How much a statement takes at most: 0 for none, an object, objects that hang on it, a schema, all of a role, a database.</summary>
    public static int BreadthOf(SqlTokens statement)
    {
        var cascades = statement.Count > 0 && statement.IsWord(statement.Count - 1, "cascade");
        return statement.IsWord(0, "truncate") ? (cascades ? 2 : 1)
            : !statement.IsWord(0, "drop") ? 0
            : statement.IsWord(1, "database") ? 5
            : statement.IsWord(1, "owned") ? 4
            : statement.IsWord(1, "schema") ? 3
            : cascades ? 2 : 1;
    }

    /// <summary>The same of a statement of a body, which may execute a text.</summary>
    public static int BreadthOfNode(BodyNode node)
    {
        if (node is BlockNode block)
        {
            return block.Statements.Count == 0 ? 0 : block.Statements.Max(BreadthOfNode);
        }

        if (node is not PlainNode { Tokens: var tokens })
        {
            return 0;
        }

        return tokens.IsWord(0, "execute") ? BreadthOf(SqlTokens.Lex(ExecutedText.Read(tokens.Between(1, tokens.FindWord(1, "into", "using"))))) : BreadthOf(tokens);
    }

    /// <summary>A step of which nobody hears that it failed.</summary>
    public void Swallow(int breadth) => _broadest = Math.Max(_broadest, breadth);

    /// <summary>The step that follows; its failure may be swallowed in its turn.</summary>
    public void Check(SqlTokens statement, int breadth)
    {
        if (_broadest > 0 && breadth > _broadest)
        {
            run.Report(
                RuleRegistry.SwallowedTeardown, statement.Source, statement[0].Start, statement[statement.Count - 1].End,
                "the step before may have failed unseen, and this one takes more than it would have: stop where a step fails");
        }
    }
}
