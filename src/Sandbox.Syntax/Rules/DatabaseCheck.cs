using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>What makes an expression a check of the database that it runs in.</summary>
internal static class DatabaseCheck
{
    /// <summary>Whether these tokens ask for the current database's name, or use a name that holds the answer.</summary>
    public static bool IsIn(SqlTokens tokens, HashSet<string> names)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (IsQuestion(tokens, i) || tokens.IsAnyWord(i, names))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether whoever goes on where a condition has turned out so, true or not true, knows more of the database by that: <c>wrong database AND something else</c>
    /// raises only sometimes, <c>right database OR something else</c> passes on other databases too, and what every database answers alike says nothing.
    /// </summary>
    public static bool IsDecided(Condition condition, bool holds, HashSet<string> names) =>
        condition.Says(holds, (leaf, _) => IsIn(leaf, names) && !IsAnsweredAlike(leaf));

    /// <summary>Whether all databases answer alike: a comparison with NULL, with no name, or with itself, and whether there is a name.</summary>
    private static bool IsAnsweredAlike(SqlTokens leaf)
    {
        var isNull = leaf.FindWord(0, "is");
        if (leaf.IsWord(leaf.Count - 1, "null") && isNull < leaf.Count)
        {
            return IsName(leaf.Between(0, isNull));
        }

        return Condition.Comparison(leaf) is var (left, _, right) && (IsNothing(left) || IsNothing(right) || (IsName(left) && IsName(right)));
    }

    private static bool IsNothing(SqlTokens side) =>
        side.Count == 1 && (side.IsWord(0, "null") || (side.IsString(0) && SqlLiteral.Read(side.Source, side[0]).Text.Length == 0));

    private static bool IsName(SqlTokens side)
    {
        side = Condition.WithoutCast(side);
        return IsQuestion(side, 0) && (side.Count == 1 || side.SkipParentheses(1) == side.Count);
    }

    private static bool IsQuestion(SqlTokens tokens, int index) =>
        tokens.IsWord(index, "current_database") || tokens.IsWord(index, "current_catalog")
        || (tokens.Is(index, TokenKind.VariableLiteral) && tokens.Text(index).SequenceEqual(":'DBNAME'".AsSpan()));
}
