using System.Globalization;
using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <content>What a condition's text alone decides.</content>
internal sealed partial class Condition
{
    private static readonly string[] s_comparisons = ["=", "<>", "!=", "<", ">", "<=", ">="];

    /// <summary>The two sides of a leaf that is one comparison, and its operator; null for any other.</summary>
    public static (SqlTokens Left, string Operator, SqlTokens Right)? Comparison(SqlTokens leaf)
    {
        (SqlTokens Left, string Operator, SqlTokens Right)? found = null;
        for (var i = 0; i < leaf.Count; i++)
        {
            if (leaf.Is(i, TokenKind.OpenParenthesis))
            {
                i = leaf.SkipParentheses(i) - 1;
            }
            else if (Array.Find(s_comparisons, sign => leaf.IsSign(i, sign)) is { } sign)
            {
                if (found is not null)
                {
                    return null;
                }

                found = (WithoutCast(leaf.Between(0, i)), sign, WithoutCast(leaf.From(i + 1)));
            }
        }

        return found is { Left.Count: > 0, Right.Count: > 0 } ? found : null;
    }

    /// <summary><c>value::type</c> without the type, in parentheses or not.</summary>
    public static SqlTokens WithoutCast(SqlTokens side)
    {
        side = Unwrap(side);
        for (var i = 1; i < side.Count; i++)
        {
            if (side.Is(i, TokenKind.OpenParenthesis))
            {
                i = side.SkipParentheses(i) - 1;
            }
            else if (side.IsSign(i, "::"))
            {
                return Unwrap(side.Between(0, i));
            }
        }

        return side;
    }

    private bool? ValueOf() => Kind switch
    {
        ConditionKind.Not => !Parts[0].Value,
        ConditionKind.And => Parts.Any(static part => part.Value is false) ? false : Parts.All(static part => part.Value is true) ? true : null,
        ConditionKind.Or => Parts.Any(static part => part.Value is true) ? true : Parts.All(static part => part.Value is false) ? false : null,
        _ => Constant(Tokens) ?? Existence(Tokens) ?? Pattern(Tokens) ?? Compared(Tokens),
    };

    /// <summary><c>true</c>, <c>'t'</c>, <c>true::boolean</c>.</summary>
    private static bool? Constant(SqlTokens leaf)
    {
        var plain = leaf.Count == 1 || leaf.IsSign(1, "::") ? leaf.Between(0, 1) : leaf;
        if (plain.Count != 1)
        {
            return null;
        }

        var text = plain.IsString(0) ? SqlLiteral.Read(plain.Source, plain[0]).Text.Trim().ToLowerInvariant() : plain.Is(0, TokenKind.Identifier) ? plain.Name(0) : null;
        return text switch
        {
            "true" => true,
            "false" => false,
            "t" or "yes" or "y" or "on" or "1" when plain.IsString(0) => true,
            "f" or "no" or "n" or "off" or "0" when plain.IsString(0) => false,
            _ => null,
        };
    }

    /// <summary><c>EXISTS (SELECT 1)</c>: a query over nothing has one row.</summary>
    private static bool? Existence(SqlTokens leaf) =>
        leaf.IsWord(0, "exists") && leaf.IsWord(2, "select") && leaf.SkipParentheses(1) == leaf.Count
        && leaf.Between(2, leaf.Count - 1) is var query && query.Count <= 2 && !query.IsSign(1, "*") ? true : null;

    /// <summary>A pattern that all texts match.</summary>
    private static bool? Pattern(SqlTokens leaf)
    {
        var last = leaf.Count - 1;
        if (last < 2 || !leaf.IsString(last))
        {
            return null;
        }

        var pattern = SqlLiteral.Read(leaf.Source, leaf[last]).Text;
        if (leaf.IsWord(last - 1, "like") || leaf.IsWord(last - 1, "ilike"))
        {
            return pattern.Length > 0 && pattern.Trim('%').Length == 0 ? !leaf.IsWord(last - 2, "not") : null;
        }

        return pattern is "" or ".*" or "^" or "^.*" or "^.*$"
            ? leaf.IsSign(last - 1, "~") || leaf.IsSign(last - 1, "~*") ? true : leaf.IsSign(last - 1, "!~") || leaf.IsSign(last - 1, "!~*") ? false : null
            : null;
    }

    /// <summary>Two literals, or a column with itself.</summary>
    private static bool? Compared(SqlTokens leaf)
    {
        if (Comparison(leaf) is not var (left, sign, right))
        {
            return null;
        }

        return IsSame(left, right) ? sign is "=" or "<=" or ">="
            : left.Count == 1 && right.Count == 1 && left.IsString(0) && right.IsString(0) && sign is "=" or "<>" or "!=" ? IsEqual(left, right) == sign is "="
            : Number(left) is { } one && Number(right) is { } other ? Holds(one.CompareTo(other), sign)
            : null;
    }

    private static bool Holds(int order, string sign) => sign switch
    {
        "=" => order == 0,
        "<" => order < 0,
        ">" => order > 0,
        "<=" => order <= 0,
        ">=" => order >= 0,
        _ => order != 0,
    };

    private static decimal? Number(SqlTokens side)
    {
        var sign = side.IsSign(0, "-") ? 1 : 0;
        return side.Count == sign + 1 && side.Is(sign, TokenKind.Number)
            && decimal.TryParse(side.Text(sign).ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? (sign == 1 ? -number : number) : null;
    }

    private static bool IsEqual(SqlTokens left, SqlTokens right) =>
        string.Equals(SqlLiteral.Read(left.Source, left[0]).Text, SqlLiteral.Read(right.Source, right[0]).Text, StringComparison.Ordinal);

    /// <summary>Whether two sides are one literal, or one column.</summary>
    private static bool IsSame(SqlTokens left, SqlTokens right)
    {
        for (var i = 0; i < left.Count; i++)
        {
            var isValue = left.Is(i, TokenKind.Number) || left.IsString(i) || left.Name(i) is not null || left.IsSign(i, ".");
            if (!isValue || left.Count != right.Count || !left.Text(i).SequenceEqual(right.Text(i)) || left.Text(i).IndexOf(MappedText.Hole) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
