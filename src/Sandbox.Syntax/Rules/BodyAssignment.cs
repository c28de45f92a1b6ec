using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>Which names a statement of a body gives a value: declarations, <c>:=</c>, INTO, cursors.</summary>
internal static class BodyAssignment
{
    /// <summary>The names, with the expression where one stands for the whole value.</summary>
    public static IEnumerable<(string Name, SqlTokens? Value)> Of(SqlTokens statement)
    {
        if (statement.Name(0) is { } first && ValueStart(statement) is var value and > 0)
        {
            yield return (first, statement.From(value));
        }

        if (statement.Name(0) is { } cursor && statement.FindWord(1, "cursor") < Math.Min(4, statement.Count))
        {
            yield return (cursor, null);
        }

        if (statement.IsWord(0, "open") && statement.Name(1) is { } opened)
        {
            yield return (opened, null);
        }

        for (var i = statement.FindWord(0, "into") + 1; i < statement.Count; i++)
        {
            if (statement.IsWord(i, "strict"))
            {
                continue;
            }

            if (statement.Name(i) is not { } name)
            {
                break;
            }

            yield return (name, null);
            if (!statement.IsSign(i + 1, ","))
            {
                break;
            }

            i++;
        }
    }

    private static int ValueStart(SqlTokens statement)
    {
        if (statement.IsSign(1, "="))
        {
            return 2;
        }

        for (var i = 1; i < statement.Count; i++)
        {
            if (statement.Is(i, TokenKind.OpenParenthesis))
            {
                i = statement.SkipParentheses(i) - 1;
            }
            else if (statement.IsSign(i, ":=") || (i < 6 && (statement.IsWord(i, "default") || (statement.IsSign(i, "=") && IsDeclaration(statement)))))
            {
                return i + 1;
            }
        }

        return 0;
    }

    /// <summary><c>name type = value</c>; a comparison in a statement has a key word in front.</summary>
    private static bool IsDeclaration(SqlTokens statement) => statement.IsSign(2, "=") || statement.IsSign(3, "=");
}
