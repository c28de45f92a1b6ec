using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules.Definitions;

/// <summary>Reads what a statement does from its words (gram.y). What it does not know is an <see cref="OtherStatement"/>.</summary>
internal static class StatementReader
{
    public static StatementFact Read(SqlTokens statement)
    {
        StatementFact? fact = Word(statement) switch
        {
            "create" => CreateReader.Read(new(statement)) ?? new OtherDefinition(statement),
            "alter" => Alter(new(statement)) ?? new OtherDefinition(statement),
            "drop" => Drop(new(statement)),
            "comment" => new OtherDefinition(statement),
            "truncate" => ReadTruncate(new(statement)),
            "vacuum" => Vacuum(new(statement)),
            "cluster" => Cluster(new(statement)),
            "reindex" => Reindex(new(statement)),
            "refresh" => Refresh(new(statement)),
            "lock" => Lock(new(statement)),
            "begin" or "start" or "commit" or "end" or "rollback" or "abort" or "savepoint" or "release" => Transaction(new(statement)),
            "prepare" when statement.IsWord(1, "transaction") => new TransactionFact(statement, TransactionStep.Prepare, Chains: false),
            "set" or "reset" => Setting(new(statement)),
            "discard" when statement.IsWord(1, "all") => new SettingFact(statement, "all", HasValue: false, IsLocal: false),
            "select" => SetConfig(statement),
            _ => null,
        };
        return fact ?? new OtherStatement(statement);
    }

    private static string? Word(SqlTokens statement) => statement.Is(0, TokenKind.Identifier) ? statement.Name(0) : null;

    private static StatementFact? Alter(TokenReader reader)
    {
        reader.At = 1;
        if (reader.Take("type"))
        {
            return AlterType(reader);
        }

        if (reader.Take("domain"))
        {
            return reader.TakeObject() is { } domain && reader.Take("add") ? new DomainFact(reader.Tokens, domain, IsNew: false, ConstraintReader.Read(reader)) : null;
        }

        var kind = reader.Take("table") ? "table"
            : reader.Take("foreign", "table") ? "foreign table"
            : reader.Take("index") ? "index"
            : reader.Take("materialized", "view") ? "materialized view"
            : reader.Take("view") ? "view"
            : reader.Take("sequence") ? "sequence"
            : null;
        if (kind is null || reader.Is("all", "in"))
        {
            return null;
        }

        reader.TakeIfExists();
        reader.Take("only");
        return reader.TakeObject() is { } name ? new AlterTable(reader.Tokens, kind, name, Actions(reader.Rest)) : null;
    }

    private static List<TableAction> Actions(SqlTokens rest)
    {
        var actions = new List<TableAction>();
        foreach (var action in rest.SplitAtCommas())
        {
            actions.Add(TableActionReader.Read(action));
        }

        return actions;
    }

    private static AddEnumValue? AlterType(TokenReader reader)
    {
        if (reader.TakeObject() is not { } name || !reader.Take("add", "value"))
        {
            return null;
        }

        reader.TakeIfNotExists();
        reader.At++;
        return new AddEnumValue(reader.Tokens, name, HasPlace: reader.Is("before") || reader.Is("after"));
    }

    private static StatementFact Drop(TokenReader reader)
    {
        reader.At = 1;
        var kind = reader.Take("materialized", "view") ? "materialized view"
            : reader.Take("foreign", "table") ? "foreign table"
            : reader.Is("table") || reader.Is("index") || reader.Is("view") || reader.Is("type") || reader.Is("schema") || reader.Is("sequence") || reader.Is("domain") || reader.Is("trigger") || reader.Is("rule") || reader.Is("policy") || reader.Is("database")
                ? reader.TakeName() : null;
        if (kind is null)
        {
            return new OtherDefinition(reader.Tokens);
        }

        var concurrently = reader.Take("concurrently");
        var conditional = reader.TakeIfExists();
        var names = reader.TakeObjects();
        if (kind is "trigger" or "rule" or "policy" && reader.Take("on"))
        {
            names = reader.TakeObjects();
        }

        return new DropObjects(reader.Tokens, kind, names) { Concurrently = concurrently, IsConditional = conditional, Cascades = reader.Is("cascade") };
    }

    private static Truncate ReadTruncate(TokenReader reader)
    {
        reader.At = 1;
        reader.Take("table");
        var names = new List<ObjectName>();
        do
        {
            reader.Take("only");
            if (reader.TakeObject() is { } name)
            {
                names.Add(name);
            }
        }
        while (reader.TakeSign(","));
        return new Truncate(reader.Tokens, names, Cascades: reader.Tokens.FindWord(reader.At, "cascade") < reader.Tokens.Count);
    }

    private static Maintenance? Vacuum(TokenReader reader)
    {
        reader.At = 1;
        var full = reader.Take("full");
        full |= IsOn(reader.TakeParentheses(), "full");
        while (reader.Take("freeze") || reader.Take("verbose") || reader.Take("analyze") || reader.Take("analyse"))
        {
        }

        return full ? new Maintenance(reader.Tokens, "VACUUM FULL", reader.TakeObject(), Concurrently: false) : null;
    }

    /// <summary>Whether options in parentheses switch one on: <c>FULL</c> and <c>FULL true</c> do, <c>FULL off</c> does not.</summary>
    private static bool IsOn(SqlTokens? options, string name) => options?.SplitAtCommas().Any(option =>
        option.IsWord(0, name) && !option.IsWord(1, "false") && !option.IsWord(1, "off") && !(option.Is(1, TokenKind.Number) && option.Text(1).SequenceEqual("0".AsSpan()))) is true;

    private static Maintenance Cluster(TokenReader reader)
    {
        reader.At = 1;
        reader.TakeParentheses();
        reader.Take("verbose");
        var name = reader.TakeObject();
        return new Maintenance(reader.Tokens, "CLUSTER", reader.Take("on") ? reader.TakeObject() : name, Concurrently: false);
    }

    private static Maintenance Reindex(TokenReader reader)
    {
        reader.At = 1;
        var concurrently = IsOn(reader.TakeParentheses(), "concurrently");
        var kind = reader.Tokens.Name(reader.At)?.ToUpperInvariant() ?? string.Empty;
        reader.At++;
        concurrently |= reader.Take("concurrently");
        var name = reader.TakeObject();
        return new Maintenance(reader.Tokens, "REINDEX " + kind, kind is "TABLE" or "INDEX" ? name : null, concurrently);
    }

    private static Maintenance Refresh(TokenReader reader)
    {
        reader.At = 1;
        reader.Take("materialized", "view");
        var concurrently = reader.Take("concurrently");
        return new Maintenance(reader.Tokens, "REFRESH MATERIALIZED VIEW", reader.TakeObject(), concurrently);
    }

    private static LockTable Lock(TokenReader reader)
    {
        reader.At = 1;
        reader.Take("table");
        reader.Take("only");
        var names = reader.TakeObjects();
        var mode = new List<string>();
        if (reader.Take("in"))
        {
            while (!reader.AtEnd && !reader.Is("mode") && reader.TakeName() is { } word)
            {
                mode.Add(word);
            }
        }

        return new LockTable(reader.Tokens, names, mode.Count == 0 ? "access exclusive" : string.Join(" ", mode));
    }

    private static TransactionFact? Transaction(TokenReader reader)
    {
        var word = reader.TakeName()!;
        var within = word is "savepoint" or "release" || (word is "rollback" && reader.Tokens.FindWord(1, "to") < reader.Tokens.Count);
        if (reader.Is("prepared") || (word is "start" && !reader.Is("transaction")))
        {
            return null;
        }

        var chains = reader.Tokens.FindWord(1, "chain") is var chain && chain < reader.Tokens.Count && !reader.Tokens.IsWord(chain - 1, "no");
        var step = within ? TransactionStep.Within
            : word is "begin" or "start" ? TransactionStep.Begin
            : word is "commit" or "end" ? TransactionStep.Commit
            : TransactionStep.Rollback;
        return new TransactionFact(reader.Tokens, step, chains);
    }

    private static StatementFact? Setting(TokenReader reader)
    {
        var resets = !reader.Take("set");
        reader.At = 1;
        var local = reader.Take("local");
        _ = !local && reader.Take("session");
        if (reader.Is("transaction") || reader.Is("constraints"))
        {
            return new TransactionFact(reader.Tokens, TransactionStep.Within, Chains: false);
        }

        if (reader.TakeObject() is not { } name)
        {
            return null;
        }

        _ = reader.TakeSign("=") || reader.Take("to");
        return new SettingFact(reader.Tokens, name.Shown, !resets && !reader.Is("default") && !IsZero(reader.Tokens, reader.At), local) { IsOff = !resets && IsOff(reader.Tokens, reader.At) };
    }

    /// <summary><c>SELECT set_config('lock_timeout', '2s', false)</c>.</summary>
    private static StatementFact? SetConfig(SqlTokens statement)
    {
        var call = statement.IsSign(2, ".") ? 3 : 1;
        if (!statement.IsWord(call, "set_config") || !statement.Is(call + 1, TokenKind.OpenParenthesis) || !statement.IsString(call + 2))
        {
            return SelectInto(statement);
        }

        var name = SqlLiteral.Read(statement.Source, statement[call + 2]).Text.ToLowerInvariant();
        return new SettingFact(statement, name, !IsZero(statement, call + 4), statement.IsWord(call + 6, "true")) { IsOff = IsOff(statement, call + 4) };
    }

    private static CreateTable? SelectInto(SqlTokens statement)
    {
        var into = statement.FindWord(1, "into", "from");
        if (!statement.IsWord(into, "into"))
        {
            return null;
        }

        var reader = new TokenReader(statement) { At = into + 1 };
        var temporary = reader.Take("temporary") || reader.Take("temp");
        reader.Take("unlogged");
        reader.Take("table");
        return reader.TakeObject() is { } name ? new CreateTable(statement, name) { IsTemporary = temporary } : null;
    }

    private static bool IsOff(SqlTokens tokens, int index) =>
        (tokens.IsString(index) ? SqlLiteral.Read(tokens.Source, tokens[index]).Text : tokens.Name(index))?.ToLowerInvariant() is "off" or "false" or "no" or "f" or "n" || IsZero(tokens, index);

    private static bool IsZero(SqlTokens tokens, int index) =>
        (tokens.Is(index, TokenKind.Number) && tokens.Text(index).Trim('0').IsEmpty)
        || (tokens.IsString(index) && SqlLiteral.Read(tokens.Source, tokens[index]).Text.Trim() is "0" or "0s" or "0ms" or "0min");
}
