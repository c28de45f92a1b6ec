using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>Which columns the conditions of a query pin down to values: by <c>=</c> or IN, on every way that the condition can be true.</summary>
internal static class QueryPins
{
    private static readonly string[] s_ends =
    [
        "where", "on", "group", "order", "having", "window", "limit", "offset", "fetch", "union", "intersect", "except", "returning", "join", "left", "right", "full", "inner", "cross", "natural", "loop", "into",
    ];

    /// <summary>Whether a WHERE or ON of a query pins down one of the columns that are asked for.</summary>
    /// <param name="query">The query, with those in it.</param>
    /// <param name="isPin">Whether a column's name, in lower case, and what it is compared with are a pin.</param>
    /// <param name="deep">The queries in it count, too, and are asked where their values come from.</param>
    public static bool Pin(SqlTokens query, Func<string, SqlTokens, bool> isPin, bool deep = true)
    {
        for (var i = 0; i < query.Count; i++)
        {
            if (!deep && query.Is(i, TokenKind.OpenParenthesis))
            {
                i = query.SkipParentheses(i) - 1;
                continue;
            }

            if (!query.IsWord(i, "where") && !(query.IsWord(i, "on") && !query.IsWord(i - 1, "distinct")))
            {
                continue;
            }

            var condition = Condition.Read(query.Between(i + 1, ConditionEnd(query, i + 1)));
            if (condition.Says(true, (leaf, holds) => Pinned(leaf, holds, (column, value) => isPin(column, value) && !(deep && IsAnyOf(value)))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of the column that these tokens are, without its table's; null where they are something else.</summary>
    public static string? Column(SqlTokens side)
    {
        side = Condition.WithoutCast(side);
        for (var i = 0; i < side.Count; i++)
        {
            if (i % 2 == 0 ? side.Name(i) is null : !side.IsSign(i, "."))
            {
                return null;
            }
        }

        return side.Count % 2 == 1 ? side.Name(side.Count - 1) : null;
    }

    /// <summary>The end of a condition: the next clause, or where the parenthesis around it closes.</summary>
    private static int ConditionEnd(SqlTokens query, int start)
    {
        for (var i = start; i < query.Count; i++)
        {
            if (query.Is(i, TokenKind.OpenParenthesis))
            {
                i = query.SkipParentheses(i) - 1;
            }
            else if (query.Is(i, TokenKind.CloseParenthesis) || (Array.Exists(s_ends, word => query.IsWord(i, word)) && !IsCall(query, i)))
            {
                return i;
            }
        }

        return query.Count;
    }

    private static bool IsCall(SqlTokens query, int index) => query.Is(index + 1, TokenKind.OpenParenthesis) && (query.IsWord(index, "left") || query.IsWord(index, "right"));

    private static bool Pinned(SqlTokens leaf, bool holds, Func<string, SqlTokens, bool> isPin)
    {
        if (Condition.Comparison(leaf) is var (left, sign, right))
        {
            return (holds ? sign is "=" : sign is "<>" or "!=")
                && ((Column(left) is { } column && isPin(column, right)) || (Column(right) is { } other && isPin(other, left)));
        }

        var member = leaf.FindWord(0, "in");
        var negated = leaf.IsWord(member - 1, "not");
        return member < leaf.Count && negated != holds && Column(leaf.Between(0, negated ? member - 1 : member)) is { } listed && isPin(listed, leaf.From(member + 1));
    }

    /// <summary>Whether a value is one of those that a query takes out of the catalogs by a pattern.</summary>
    private static bool IsAnyOf(SqlTokens value)
    {
        var open = value.FindWord(0, "any") is var any && any < value.Count ? any + 1 : 0;
        return value.Is(open, TokenKind.OpenParenthesis) && value.IsWord(open + 1, "select") && CatalogQuery.IsWildcard(value.Between(open + 1, value.SkipParentheses(open) - 1), deep: false);
    }
}
