using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules.Definitions;

/// <summary>Reads constraints (gram.y, <c>ColConstraint</c> and <c>TableConstraint</c>).</summary>
internal static class ConstraintReader
{
    /// <summary>What ends the expression behind DEFAULT.</summary>
    private static readonly HashSet<string> Starts = new(StringComparer.OrdinalIgnoreCase)
    {
        "constraint", "not", "null", "default", "check", "unique", "primary", "references", "generated", "collate", "deferrable", "initially", "storage", "compression",
    };

    /// <summary>Whether a table's constraint begins here, and not a column's definition.</summary>
    public static bool IsTableConstraint(TokenReader reader) =>
        reader.Is("constraint") || reader.Is("primary", "key") || reader.Is("foreign", "key") || reader.Is("not", "null")
        || ((reader.Is("check") || reader.Is("unique")) && (reader.Tokens.Is(reader.At + 1, TokenKind.OpenParenthesis) || reader.Tokens.IsWord(reader.At + 1, "using") || reader.Tokens.IsWord(reader.At + 1, "nulls")))
        || (reader.Is("exclude") && (reader.Tokens.IsWord(reader.At + 1, "using") || reader.Tokens.Is(reader.At + 1, TokenKind.OpenParenthesis)));

    /// <summary>Reads one; null where none begins here, and then the reader has gone one token on.</summary>
    public static ConstraintFact? Read(TokenReader reader)
    {
        var start = reader.At;
        var name = reader.Take("constraint") ? reader.TakeName() : null;
        var constraint = Kind(reader, name);
        if (constraint is null)
        {
            reader.At = Math.Max(reader.At, start + 1);
            return null;
        }

        constraint = Attributes(reader, constraint);
        return constraint with { Tokens = reader.Tokens.Between(start, reader.At) };
    }

    private static ConstraintFact? Kind(TokenReader reader, string? name)
    {
        ConstraintFact Of(ConstraintKind kind) => new(kind, name, reader.Tokens);

        if (reader.Take("not", "null"))
        {
            var columns = reader.AtEnd || reader.Tokens.IsAnyWord(reader.At, Starts) || reader.Is("no") ? null : reader.TakeName();
            return Of(ConstraintKind.NotNull) with { Columns = columns is null ? [] : [columns] };
        }

        if (reader.Take("default"))
        {
            return Of(ConstraintKind.Default) with { Expression = Default(reader) };
        }

        if (reader.Take("check"))
        {
            return Of(ConstraintKind.Check) with { Expression = reader.TakeParentheses() };
        }

        if (reader.Take("primary", "key"))
        {
            return Of(ConstraintKind.PrimaryKey) with { Columns = reader.TakeColumns() };
        }

        if (reader.Take("unique"))
        {
            if (reader.Take("nulls"))
            {
                reader.Take("not");
                reader.Take("distinct");
            }

            return Of(ConstraintKind.Unique) with { Columns = reader.TakeColumns() };
        }

        if (reader.Take("foreign", "key"))
        {
            var columns = reader.TakeColumns();
            return References(reader, Of(ConstraintKind.ForeignKey) with { Columns = columns });
        }

        if (reader.Is("references"))
        {
            return References(reader, Of(ConstraintKind.ForeignKey));
        }

        if (reader.Take("exclude"))
        {
            _ = reader.Take("using") ? reader.TakeName() : null;
            reader.TakeParentheses();
            return Of(ConstraintKind.Exclusion);
        }

        return reader.Take("generated") ? Generated(reader, Of(ConstraintKind.Identity)) : reader.Take("null") ? Of(ConstraintKind.Null) : null;
    }

    private static ConstraintFact References(TokenReader reader, ConstraintFact key)
    {
        reader.Take("references");
        var table = reader.TakeObject();
        reader.TakeParentheses();
        return key with { Referenced = table };
    }

    /// <summary><c>ALWAYS AS IDENTITY</c>, <c>BY DEFAULT AS IDENTITY</c>, <c>ALWAYS AS (...) STORED</c>, since 18 without STORED.</summary>
    private static ConstraintFact Generated(TokenReader reader, ConstraintFact identity)
    {
        _ = reader.Take("always") || reader.Take("by", "default");
        reader.Take("as");
        if (reader.Take("identity"))
        {
            reader.TakeParentheses();
            return identity;
        }

        var expression = reader.TakeParentheses();
        var stored = reader.Take("stored");
        reader.Take("virtual");
        return identity with { Kind = stored ? ConstraintKind.Stored : ConstraintKind.Virtual, Expression = expression };
    }

    private static SqlTokens Default(TokenReader reader)
    {
        var start = reader.At;
        while (!reader.AtEnd && (reader.At == start || !reader.Tokens.IsAnyWord(reader.At, Starts)))
        {
            reader.At = reader.IsOpen ? reader.Tokens.SkipParentheses(reader.At) : reader.At + 1;
        }

        return reader.Tokens.Between(start, reader.At);
    }

    private static ConstraintFact Attributes(TokenReader reader, ConstraintFact constraint)
    {
        while (!reader.AtEnd)
        {
            if (reader.Take("not", "valid") || reader.Take("not", "enforced"))
            {
                constraint = constraint with { NotValid = true };
            }
            else if (reader.Take("using", "index"))
            {
                constraint = reader.Take("tablespace") ? constraint : constraint with { UsingIndex = reader.Tokens.Name(reader.At) };
                reader.TakeName();
            }
            else if (reader.Take("on", "delete") || reader.Take("on", "update"))
            {
                _ = reader.Take("set", "null") || reader.Take("set", "default") || reader.Take("no", "action") || reader.Take("cascade") || reader.Take("restrict");
                reader.TakeParentheses();
            }
            else if (reader.Take("include") || reader.Take("with") || reader.Take("where"))
            {
                reader.TakeParentheses();
            }
            else if (reader.Take("match") || reader.Take("initially"))
            {
                reader.TakeName();
            }
            else if (!(reader.Take("not", "deferrable") || reader.Take("deferrable") || reader.Take("no", "inherit") || reader.Take("enforced")))
            {
                break;
            }
        }

        return constraint;
    }
}
