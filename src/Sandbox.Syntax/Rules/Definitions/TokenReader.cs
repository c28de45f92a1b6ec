using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules.Definitions;

/// <summary>Reads a run of tokens from left to right.</summary>
internal sealed class TokenReader(SqlTokens tokens)
{
    public SqlTokens Tokens => tokens;

    public int At { get; set; }

    public bool AtEnd => At >= tokens.Count;

    public SqlTokens Rest => tokens.From(At);

    public bool Is(string word) => tokens.IsWord(At, word);

    public bool Is(string first, string second) => tokens.IsWord(At, first) && tokens.IsWord(At + 1, second);

    public bool IsOpen => tokens.Is(At, TokenKind.OpenParenthesis);

    public bool Take(string word) => Skip(Is(word), 1);

    public bool Take(string first, string second) => Skip(Is(first, second), 2);

    public bool TakeSign(string sign) => Skip(tokens.IsSign(At, sign), 1);

    public bool TakeIfExists() => Take("if", "exists");

    public bool TakeIfNotExists() => Skip(Is("if", "not") && tokens.IsWord(At + 2, "exists"), 3);

    /// <summary>A name, with a hole for a variable of psql; null where none stands here.</summary>
    public string? TakeName()
    {
        var name = NameHere();
        Skip(name is not null, 1);
        return name;
    }

    /// <summary>A name with the schema that may stand before it, and the star of inheritance behind it.</summary>
    public ObjectName? TakeObject()
    {
        var start = At;
        string? schema = null;
        var name = TakeName();
        while (name is not null && TakeSign("."))
        {
            schema = name;
            name = TakeName();
        }

        if (name is null)
        {
            return null;
        }

        var written = tokens.Between(start, At);
        TakeSign("*");
        return new ObjectName(schema, name, written);
    }

    /// <summary>Names with commas between them.</summary>
    public List<ObjectName> TakeObjects()
    {
        var names = new List<ObjectName>();
        do
        {
            if (TakeObject() is { } name)
            {
                names.Add(name);
            }
        }
        while (TakeSign(","));
        return names;
    }

    /// <summary>What stands between the parenthesis here and the one that closes it; null where none opens.</summary>
    public SqlTokens? TakeParentheses()
    {
        if (!IsOpen)
        {
            return null;
        }

        var (open, end) = (At, tokens.SkipParentheses(At));
        At = end;
        return tokens.Between(open + 1, tokens.Is(end - 1, TokenKind.CloseParenthesis) && end - 1 > open ? end - 1 : end);
    }

    /// <summary>The names in a list of columns: of <c>(lower(a), b DESC)</c> the second alone; the first is null.</summary>
    public List<string?> TakeColumns()
    {
        var columns = new List<string?>();
        if (TakeParentheses() is { } list)
        {
            foreach (var item in list.SplitAtCommas())
            {
                columns.Add(item.Is(1, TokenKind.OpenParenthesis) || item.IsSign(1, ".") ? null : item.Name(0));
            }
        }

        return columns;
    }

    private string? NameHere()
    {
        if (tokens.Name(At) is { } name)
        {
            return name;
        }

        return tokens.Is(At, TokenKind.Variable) || tokens.Is(At, TokenKind.VariableIdentifier) || tokens.Is(At, TokenKind.VariableLiteral)
            ? MappedText.Hole.ToString()
            : null;
    }

    private bool Skip(bool here, int count)
    {
        At += here ? count : 0;
        return here;
    }
}
