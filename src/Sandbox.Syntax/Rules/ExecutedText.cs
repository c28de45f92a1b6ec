using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// Reads an expression that yields a text to be executed: literals, <c>||</c>, <c>format</c>, <c>concat</c>. What cannot be read
/// becomes a hole, so the shape of the command stays.
/// </summary>
internal static class ExecutedText
{
    /// <summary>Parentheses in parentheses: what is deeper is a hole, and the stack stays finite.</summary>
    private const int Deepest = 40;

    private const int LongestSeparator = 16;

    private static readonly HashSet<string> Transparent = new(StringComparer.OrdinalIgnoreCase)
    {
        "concat", "string_agg", "array_to_string", "array_agg", "lower", "upper", "btrim", "trim", "coalesce", "replace", "max", "min", "e", "quote_ident",
    };

    private static readonly HashSet<string> TextTypes = new(StringComparer.OrdinalIgnoreCase) { "text", "varchar", "name", "regclass", "regnamespace" };

    /// <summary>The text that an expression yields, as far as it can be read.</summary>
    public static MappedText Read(SqlTokens expression)
    {
        var builder = new MappedText.Builder();
        Read(expression, builder, null, 0);
        return builder.ToText();
    }

    /// <summary>The texts of a query's columns, for every SELECT in it.</summary>
    public static IEnumerable<MappedText> ReadColumns(SqlTokens query)
    {
        for (var i = 0; i < query.Count; i++)
        {
            if (!query.IsWord(i, "select"))
            {
                continue;
            }

            var list = query.From(i + 1);
            var start = list.IsWord(0, "distinct") || list.IsWord(0, "all") ? 1 : 0;
            for (var at = start; at <= list.Count; at++)
            {
                var ends = at == list.Count || list.Is(at, TokenKind.CloseParenthesis) || list.IsWord(at, "from") || list.IsWord(at, "union") || list.IsWord(at, "select");
                if (ends || list.IsSign(at, ","))
                {
                    yield return Read(list.Between(start, at));
                    start = at + 1;
                }

                if (ends)
                {
                    break;
                }

                if (list.Is(at, TokenKind.OpenParenthesis))
                {
                    at = list.SkipParentheses(at) - 1;
                }
            }
        }
    }

    /// <param name="tokens">The expression.</param>
    /// <param name="builder">Where the text goes.</param>
    /// <param name="template">In the first argument of <c>format</c>: what its placeholders stand for.</param>
    /// <param name="depth">Parentheses around it.</param>
    private static void Read(SqlTokens tokens, MappedText.Builder builder, FormatTemplate? template, int depth)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.IsString(i))
            {
                AppendLiteral(SqlLiteral.Read(tokens.Source, tokens[i]), builder, template);
            }
            else if (tokens.Is(i, TokenKind.OpenParenthesis))
            {
                var end = tokens.SkipParentheses(i);
                if (depth < Deepest)
                {
                    Read(Inner(tokens, i, end), builder, template, depth + 1);
                }
                else
                {
                    AppendHole(tokens, i, end - 1, builder);
                }

                i = end - 1;
            }
            else if (tokens.Is(i, TokenKind.Identifier) && tokens.Is(i + 1, TokenKind.OpenParenthesis))
            {
                i = ReadCall(tokens, i, builder, depth + 1);
            }
            else if (tokens.IsSign(i, "::"))
            {
                i++;
            }
            else if (tokens.IsWord(i, "as") || tokens.IsWord(i, "into") || tokens.IsWord(i, "from") || tokens.IsWord(i, "order"))
            {
                // A column's alias, a target, a sub-select's sources, an aggregate's order: no text.
                return;
            }
            else if (tokens.IsWord(i, "select") || (tokens.IsAnyWord(i, TextTypes) && tokens.IsString(i + 1)))
            {
                continue;
            }
            else if (IsOperand(tokens, i))
            {
                var last = SkipQualified(tokens, i);
                AppendHole(tokens, i, last, builder);
                i = last;
            }
        }
    }

    /// <summary>Reads a function call that begins here; returns the index of its last token.</summary>
    private static int ReadCall(SqlTokens tokens, int function, MappedText.Builder builder, int depth)
    {
        var open = function + 1;
        var end = tokens.SkipParentheses(open);
        var arguments = Inner(tokens, open, end);
        if (depth > Deepest)
        {
            AppendHole(tokens, function, end - 1, builder);
        }
        else if (tokens.IsWord(function, "format"))
        {
            Read(arguments.Between(0, FirstComma(arguments)), builder, new FormatTemplate(arguments), depth);
        }
        else if (tokens.IsWord(function, "string_agg") || tokens.IsWord(function, "array_to_string") || tokens.IsWord(function, "replace"))
        {
            Read(arguments.Between(0, FirstComma(arguments)), builder, null, depth);
        }
        else if (tokens.IsWord(function, "concat_ws"))
        {
            ReadJoined([.. arguments.SplitAtCommas()], builder, depth);
        }
        else if (tokens.IsAnyWord(function, Transparent))
        {
            Read(arguments, builder, null, depth);
        }
        else
        {
            AppendHole(tokens, function, end - 1, builder);
        }

        return end - 1;
    }

    /// <summary><c>concat_ws</c>: the first argument stands between the others.</summary>
    private static void ReadJoined(List<SqlTokens> arguments, MappedText.Builder builder, int depth)
    {
        var separator = arguments.Count > 0 && arguments[0].Count == 1 && arguments[0].IsString(0) ? SqlLiteral.Read(arguments[0].Source, arguments[0][0]).Text : " ";
        for (var i = 1; i < arguments.Count; i++)
        {
            var start = arguments[i].Count > 0 ? arguments[i].Source.SourceStart(arguments[i][0].Start) : 0;

            // A longer separator is no SQL; its first letters are as good, and many arguments do not make a long text of it.
            foreach (var character in i == 1 ? string.Empty : separator.Substring(0, Math.Min(separator.Length, LongestSeparator)))
            {
                builder.Append(character, start, start);
            }

            Read(arguments[i], builder, null, depth);
        }
    }

    private static void AppendHole(SqlTokens tokens, int first, int last, MappedText.Builder builder) =>
        builder.AppendHole(tokens.Source.SourceStart(tokens[first].Start), tokens.Source.SourceEnd(tokens[last].End - 1));

    private static SqlTokens Inner(SqlTokens tokens, int open, int end) =>
        tokens.Between(open + 1, tokens.Is(end - 1, TokenKind.CloseParenthesis) && end - 1 > open ? end - 1 : end);

    private static int FirstComma(SqlTokens arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments.Is(i, TokenKind.OpenParenthesis))
            {
                i = arguments.SkipParentheses(i) - 1;
            }
            else if (arguments.IsSign(i, ","))
            {
                return i;
            }
        }

        return arguments.Count;
    }

    private static bool IsOperand(SqlTokens tokens, int index) => tokens[index].Kind is TokenKind.Identifier or TokenKind.QuotedIdentifier
        or TokenKind.Parameter or TokenKind.Variable or TokenKind.VariableLiteral or TokenKind.VariableIdentifier;

    private static int SkipQualified(SqlTokens tokens, int index)
    {
        while (tokens.IsSign(index + 1, ".") && index + 2 < tokens.Count)
        {
            index += 2;
        }

        return index;
    }

    /// <summary>A literal as it stands, or with its placeholders filled in.</summary>
    private static void AppendLiteral(MappedText literal, MappedText.Builder builder, FormatTemplate? template)
    {
        if (template is null)
        {
            builder.Append(literal);
        }
        else
        {
            template.Append(literal, builder);
        }
    }
}
