using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules.Teardown;

/// <summary>How much a text takes at most, as SBX1007 counts it.</summary>
internal static class TeardownBreadth
{
    /// <summary>The breadth of the broadest statement; 0 where nothing goes.</summary>
    public static int Of(MappedText text)
    {
        if (!SqlRules.MayMatter(text.Text.AsSpan()))
        {
            return 0;
        }

        var tokens = SqlTokens.Lex(text);
        var (broadest, start) = (0, 0);
        for (var i = 0; i <= tokens.Count; i++)
        {
            if (i < tokens.Count && !tokens.Is(i, TokenKind.Semicolon))
            {
                continue;
            }

            var statement = tokens.Between(start, i);
            broadest = Math.Max(broadest, statement.IsWord(0, "delete") ? 1 : SwallowedFailures.BreadthOf(statement));
            start = i + 1;
        }

        return broadest;
    }
}
