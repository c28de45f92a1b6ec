using System.Text;

namespace Sandbox.Rehearsal.Describing;

/// <summary>
/// A name as psql's describe commands take it (psql's manual, "Patterns"): letters fold to lower case, <c>*</c> and <c>?</c> are
/// wildcards, a dot parts database, schema and name, double quotes take their content as it is, all else is a regular expression.
/// </summary>
internal sealed class NamePattern
{
    private const string RegexCharacters = "|*+?()[]{}.^$\\";

    private NamePattern(string? schema, string name, string firstPart, int dots)
    {
        Schema = schema;
        Name = name;
        FirstPart = firstPart;
        Dots = dots;
    }

    /// <summary>The anchored regular expression of the schema; null where none was given.</summary>
    public string? Schema { get; }

    /// <summary>The anchored regular expression of the name.</summary>
    public string Name { get; }

    /// <summary>What stands before the first dot, as a name and not as an expression.</summary>
    public string FirstPart { get; }

    /// <summary>The dots outside quotes.</summary>
    public int Dots { get; }

    /// <summary>Whether an expression restricts nothing.</summary>
    public static bool IsAny(string expression) => string.Equals(expression, "^(.*)$", StringComparison.Ordinal);

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern as typed.</param>
    /// <param name="parts">How many parts dots can make: 1 or 3; a dot too many stays in the last part.</param>
    /// <param name="isLiteral">Whether there are no regular expressions, as for operators.</param>
    public static NamePattern Parse(string pattern, int parts, bool isLiteral = false)
    {
        var expressions = new List<StringBuilder> { new("^(") };
        var first = new StringBuilder();
        var dots = 0;
        var isQuoted = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            var last = expressions[^1];
            if (c == '"')
            {
                if (isQuoted && i + 1 < pattern.Length && pattern[i + 1] == '"')
                {
                    i++;
                    last.Append('"');
                    AppendFirst('"');
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (!isQuoted && c == '.')
            {
                dots++;
                if (expressions.Count < parts)
                {
                    expressions.Add(new StringBuilder("^("));
                }
                else
                {
                    last.Append('.');
                }
            }
            else if (!isQuoted && c is '*' or '?')
            {
                last.Append(c == '*' ? ".*" : ".");
                AppendFirst(c);
            }
            else
            {
                // A dollar is part of a name here, and [] of an array type's: neither is the expression that it could be.
                if (c == '$' || ((isQuoted || isLiteral) && RegexCharacters.Contains(c, StringComparison.Ordinal)) || (c == '[' && i + 1 < pattern.Length && pattern[i + 1] == ']'))
                {
                    last.Append('\\');
                }

                var folded = isQuoted ? c : char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c;
                last.Append(folded);
                AppendFirst(folded);
            }
        }

        var closed = expressions.ConvertAll(expression => expression.Append(")$").ToString());
        return new NamePattern(closed.Count > 1 ? closed[^2] : null, closed[^1], first.ToString(), dots);

        void AppendFirst(char c)
        {
            if (dots == 0)
            {
                first.Append(c);
            }
        }
    }
}
