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
            if (tokens.IsWord(i, "current_database") || tokens.IsWord(i, "current_catalog") || tokens.IsAnyWord(i, names)
                || (tokens.Is(i, TokenKind.VariableLiteral) && tokens.Text(i).SequenceEqual(":'DBNAME'".AsSpan())))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether every part of a condition that these words join is such a check: <c>wrong database AND something else</c> raises only
    /// sometimes, <c>right database OR something else</c> passes on other databases too.
    /// </summary>
    public static bool IsInEveryPart(SqlTokens condition, HashSet<string> names, string joiner)
    {
        var start = 0;
        while (true)
        {
            var end = condition.FindWord(start, joiner);
            if (!IsIn(condition.Between(start, end), names))
            {
                return false;
            }

            if (end >= condition.Count)
            {
                return true;
            }

            start = end + 1;
        }
    }
}
