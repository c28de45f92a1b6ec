using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>How the parts of a condition are joined.</summary>
internal enum ConditionKind
{
    /// <summary>A comparison, a call, a name: no part of it is a condition to us.</summary>
    Leaf,
    And,
    Or,
    Not,
}

/// <summary>A condition of a WHERE, an ON, an IF or an ASSERT, taken apart at AND, OR and NOT.</summary>
internal sealed partial class Condition
{
    /// <summary>Nesting beyond this is a leaf: no program is written so, and the stack is finite.</summary>
    private const int Deepest = 60;

    private Condition(ConditionKind kind, SqlTokens tokens, List<Condition> parts)
    {
        Kind = kind;
        Tokens = tokens;
        Parts = parts;
        Value = ValueOf();
    }

    public ConditionKind Kind { get; }

    /// <summary>The condition as it is written, without parentheses around all of it.</summary>
    public SqlTokens Tokens { get; }

    public IReadOnlyList<Condition> Parts { get; }

    /// <summary>What the condition is if its text alone decides that; null where the run does. A column counts as not null.</summary>
    public bool? Value { get; }

    public static Condition Read(SqlTokens tokens) => Read(tokens, 0);

    /// <summary>Whether a condition that turns out so, true or not true, says what a test of its leaves asks for: one side says it for all of AND, each side has to for OR.</summary>
    /// <param name="holds">The condition is true; otherwise it is not.</param>
    /// <param name="leaf">The test of a leaf that turned out so.</param>
    public bool Says(bool holds, Func<SqlTokens, bool, bool> leaf)
    {
        if (Value is not null)
        {
            return false;
        }

        return Kind switch
        {
            ConditionKind.Leaf => leaf(Tokens, holds),
            ConditionKind.Not => Parts[0].Says(!holds, leaf),
            _ when (Kind == ConditionKind.And) == holds => Parts.Any(part => part.Says(holds, leaf)),
            _ => Parts.All(part => part.Value is not null || part.Says(holds, leaf)),
        };
    }

    private static Condition Read(SqlTokens tokens, int depth)
    {
        tokens = Unwrap(tokens);
        if (depth < Deepest)
        {
            foreach (var (joiner, kind) in new[] { ("or", ConditionKind.Or), ("and", ConditionKind.And) })
            {
                var parts = Split(tokens, joiner);
                if (parts.Count > 1)
                {
                    return new Condition(kind, tokens, parts.ConvertAll(part => Read(part, depth + 1)));
                }
            }

            if (tokens.IsWord(0, "not"))
            {
                return Negate(tokens, Read(tokens.From(1), depth + 1));
            }

            var last = tokens.Count - 1;
            if (tokens.IsWord(last, "true") || tokens.IsWord(last, "false"))
            {
                var negated = tokens.IsWord(last - 1, "not");
                var end = negated ? last - 2 : last - 1;
                if (end > 0 && tokens.IsWord(end, "is"))
                {
                    var tested = Read(tokens.Between(0, end), depth + 1);
                    return negated == tokens.IsWord(last, "true") ? Negate(tokens, tested) : tested;
                }
            }
        }

        return new Condition(ConditionKind.Leaf, tokens, []);
    }

    private static Condition Negate(SqlTokens tokens, Condition part) => new(ConditionKind.Not, tokens, [part]);

    /// <summary>Takes parentheses away that stand around all of it, but for those of a query or a row.</summary>
    private static SqlTokens Unwrap(SqlTokens tokens)
    {
        while (tokens.Is(0, TokenKind.OpenParenthesis) && tokens.Is(tokens.Count - 1, TokenKind.CloseParenthesis) && tokens.SkipParentheses(0) == tokens.Count
            && !tokens.IsWord(1, "select") && !tokens.IsWord(1, "with") && !tokens.IsWord(1, "values"))
        {
            tokens = tokens.Between(1, tokens.Count - 1);
        }

        return tokens;
    }

    /// <summary>The parts between a joining word that stands outside parentheses, CASE and BETWEEN.</summary>
    private static List<SqlTokens> Split(SqlTokens tokens, string joiner)
    {
        var parts = new List<SqlTokens>();
        var (start, cases, between) = (0, 0, false);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Is(i, TokenKind.OpenParenthesis))
            {
                i = tokens.SkipParentheses(i) - 1;
            }
            else if (tokens.IsWord(i, "case"))
            {
                cases++;
            }
            else if (tokens.IsWord(i, "end"))
            {
                cases = Math.Max(0, cases - 1);
            }
            else if (cases == 0 && tokens.IsWord(i, "between"))
            {
                between = true;
            }
            else if (cases == 0 && between && tokens.IsWord(i, "and"))
            {
                between = false;
            }
            else if (cases == 0 && tokens.IsWord(i, joiner))
            {
                parts.Add(tokens.Between(start, i));
                start = i + 1;
            }
        }

        parts.Add(tokens.From(start));
        return parts;
    }
}
