namespace Sandbox.Syntax.Rules.Definitions;

/// <summary>A type as a column names it.</summary>
/// <param name="Name">One name for all spellings of a built-in type: <c>int4</c> and <c>INT</c> are <c>integer</c>; without schema and length.</param>
/// <param name="HasLength">A length, precision or other modifier follows in parentheses.</param>
/// <param name="IsArray">It is an array of that type.</param>
/// <param name="Tokens">How it is written.</param>
internal sealed record TypeFact(string Name, bool HasLength, bool IsArray, SqlTokens Tokens)
{
    private static readonly HashSet<string> Continuations = new(StringComparer.OrdinalIgnoreCase)
    {
        "varying", "precision", "with", "without", "time", "zone", "year", "month", "day", "hour", "minute", "second", "to", "character", "char", "array",
    };

    private static readonly Dictionary<string, string> Spellings = new(StringComparer.Ordinal)
    {
        ["int"] = "integer",
        ["int4"] = "integer",
        ["int2"] = "smallint",
        ["int8"] = "bigint",
        ["serial4"] = "serial",
        ["serial2"] = "smallserial",
        ["serial8"] = "bigserial",
        ["char"] = "character",
        ["bpchar"] = "character",
        ["nchar"] = "character",
        ["national character"] = "character",
        ["national char"] = "character",
        ["varchar"] = "character varying",
        ["char varying"] = "character varying",
        ["national character varying"] = "character varying",
        ["timestamp without time zone"] = "timestamp",
        ["timestamptz"] = "timestamp with time zone",
    };

    /// <summary>A column of a sequence's values by the old spelling.</summary>
    public bool IsSerial => Name is "serial" or "bigserial" or "smallserial";

    /// <summary>Reads a type (gram.y, <c>Typename</c>); null where none stands here.</summary>
    public static TypeFact? Read(TokenReader reader)
    {
        var start = reader.At;
        reader.Take("setof");
        if (reader.Tokens.Name(reader.At) is not { } first)
        {
            return null;
        }

        var name = reader.Tokens.Is(reader.At, Lexing.TokenKind.QuotedIdentifier) && first is "char" ? "\"char\"" : first;
        reader.At++;
        var (hasLength, isArray) = (false, false);
        while (!reader.AtEnd)
        {
            if (reader.TakeSign("."))
            {
                name = reader.TakeName() ?? name;
            }
            else if (reader.TakeParentheses() is not null)
            {
                hasLength = true;
            }
            else if (reader.TakeSign("["))
            {
                isArray = true;
                while (!reader.AtEnd && !reader.TakeSign("]"))
                {
                    reader.At++;
                }
            }
            else if (reader.Tokens.IsAnyWord(reader.At, Continuations))
            {
                isArray |= reader.Is("array");
                name += reader.Is("array") ? string.Empty : " " + reader.Tokens.Name(reader.At);
                reader.At++;
            }
            else
            {
                break;
            }
        }

        return new TypeFact(Spellings.TryGetValue(name, out var usual) ? usual : name, hasLength, isArray, reader.Tokens.Between(start, reader.At));
    }
}
