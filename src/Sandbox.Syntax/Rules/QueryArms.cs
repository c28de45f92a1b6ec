using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>A query whose halves are joined by UNION: what one half says of its rows, the other's rows need not keep.</summary>
internal static class QueryArms
{
    /// <summary>More halves than this nobody wrote by hand.</summary>
    private const int Most = 40;

    /// <summary>Nor parentheses this deep: the stack is finite.</summary>
    private const int Deepest = 60;

    /// <summary>The query once for each half of its UNIONs, wherever they stand in it, with that half alone; the query itself where it has none.</summary>
    public static IEnumerable<SqlTokens> Of(SqlTokens query)
    {
        if (!query.Mentions("union"))
        {
            return [query];
        }

        var arms = new List<SqlTokens>();
        AddTo(arms, query, 0, query.Count, 0);
        return arms.Count == 0 ? [query] : arms;
    }

    private static void AddTo(List<SqlTokens> arms, SqlTokens query, int start, int end, int depth)
    {
        var first = start;
        for (var i = start; i <= end && arms.Count < Most && depth < Deepest; i++)
        {
            if (i < end && query.Is(i, TokenKind.OpenParenthesis))
            {
                var close = Math.Min(end, query.SkipParentheses(i)) - 1;
                AddTo(arms, query, i + 1, Math.Max(i + 1, close), depth + 1);
                i = Math.Max(i, close);
            }
            else if (i == end ? first > start : query.IsWord(i, "union"))
            {
                arms.Add(Joined(query, start, first, i, end));
                first = i + 1;
            }
        }
    }

    /// <summary>The tokens without those from one index to another, but for a half between them.</summary>
    private static SqlTokens Joined(SqlTokens query, int start, int first, int last, int end)
    {
        var tokens = new List<Token>(query.Count);
        for (var i = 0; i < query.Count; i++)
        {
            if (i < start || i >= end || (i >= first && i < last))
            {
                tokens.Add(query[i]);
            }
        }

        return SqlTokens.Of(query.Source, tokens);
    }
}
