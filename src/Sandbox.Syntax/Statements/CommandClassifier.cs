using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Statements;

/// <summary>Classifies what is not transaction control: by its first word, and for CREATE, ALTER and DROP by the object.</summary>
internal static class CommandClassifier
{
    private static readonly string[] Modifiers =
        ["or", "replace", "temporary", "temp", "unlogged", "global", "local", "unique", "recursive", "constraint", "default", "trusted", "procedural"];

    private static readonly string[] PairedObjects =
        ["materialized", "foreign", "event", "user", "access", "text", "operator"];

    public static StatementClass Classify(string first, TokenCursor cursor) => first switch
    {
        "SELECT" or "WITH" or "TABLE" or "VALUES" => Of(first, StatementTraits.MayWrite | StatementTraits.ReturnsRows | Calls(first, cursor)),
        "INSERT" or "UPDATE" or "DELETE" or "MERGE" => Of(first, StatementTraits.MayWrite | Calls(first, cursor)),
        "TRUNCATE" => Of(first, StatementTraits.MayWrite),
        "SHOW" => Of(first, StatementTraits.ReturnsRows),
        "EXPLAIN" => Of(first, StatementTraits.MayWrite | StatementTraits.Opaque | StatementTraits.ReturnsRows),
        "FETCH" => Of(first, StatementTraits.Opaque | StatementTraits.MayWrite | StatementTraits.ReturnsRows),
        "DO" or "CALL" or "EXECUTE" => Of(first, StatementTraits.MayWrite | StatementTraits.Opaque),
        "LOCK" => Of(first, StatementTraits.NeedsTransactionBlock),
        "DECLARE" => Declare(cursor),
        "CREATE" or "ALTER" or "DROP" => Definition(first, cursor),
        "VACUUM" => NoTransaction(first, "VACUUM cannot run in a transaction block"),
        "CLUSTER" => cursor.AtEnd || cursor.Is(TokenKind.Semicolon)
            ? NoTransaction(first, "CLUSTER without a table cannot run in a transaction block")
            : Of(first, StatementTraits.DataDefinition),
        "REINDEX" => Reindex(cursor),
        "DISCARD" => new StatementClass
        {
            Command = cursor.IsWord("all") ? "DISCARD ALL" : first,
            Control = cursor.IsWord("all") ? TransactionControl.DiscardAll
                : cursor.IsWord("temp") || cursor.IsWord("temporary") ? TransactionControl.DiscardTemporary
                : TransactionControl.None,
            Traits = StatementTraits.Opaque,
        },
        "REFRESH" or "COMMENT" or "GRANT" or "REVOKE" or "SECURITY" or "REASSIGN" or "IMPORT" => Of(first, StatementTraits.DataDefinition | StatementTraits.MayWrite),
        "ANALYZE" or "ANALYSE" => Of("ANALYZE", StatementTraits.MayWrite),
        "LISTEN" or "UNLISTEN" or "NOTIFY" or "PREPARE" or "DEALLOCATE" or "CLOSE" or "MOVE" or "RESET" or "CHECKPOINT" or "LOAD" => Of(first, StatementTraits.None),
        _ => StatementClassifier.Unknown(first),
    };

    private static StatementTraits Calls(string first, TokenCursor cursor) => PlainCalls.AreAll(first, cursor) ? StatementTraits.None : StatementTraits.Opaque;

    private static StatementClass Of(string command, StatementTraits traits) => new() { Command = command, Traits = traits };

    private static StatementClass NoTransaction(string command, string reason) =>
        new() { Command = command, Traits = StatementTraits.DataDefinition, RefusesTransaction = reason };

    /// <summary>A cursor WITH HOLD outlives its transaction, so it may be declared outside a block.</summary>
    private static StatementClass Declare(TokenCursor cursor)
    {
        var holds = false;
        while (!cursor.AtEnd && !cursor.IsWord("for"))
        {
            holds |= cursor.Take("with", "hold");
            if (!cursor.AtEnd && !cursor.IsWord("for"))
            {
                cursor.Advance();
            }
        }

        return Of("DECLARE", holds ? StatementTraits.Opaque : StatementTraits.Opaque | StatementTraits.NeedsTransactionBlock);
    }

    private static StatementClass Reindex(TokenCursor cursor)
    {
        if (HasWord(cursor, "concurrently"))
        {
            return NoTransaction("REINDEX", "REINDEX CONCURRENTLY cannot run in a transaction block");
        }

        cursor.SkipParentheses();

        return cursor.IsWord("database") || cursor.IsWord("system") || cursor.IsWord("schema")
            ? NoTransaction("REINDEX", $"REINDEX {cursor.Text.ToString().ToUpperInvariant()} cannot run in a transaction block")
            : Of("REINDEX", StatementTraits.DataDefinition);
    }

    private static StatementClass Definition(string verb, TokenCursor cursor)
    {
        var temporary = false;
        while (IsAny(cursor, Modifiers))
        {
            temporary |= cursor.IsWord("temporary") || cursor.IsWord("temp");
            cursor.Advance();
        }

        var subject = cursor.Text.ToString().ToUpperInvariant();
        var paired = IsAny(cursor, PairedObjects);
        cursor.Advance();
        if (paired && cursor.Is(TokenKind.Identifier))
        {
            subject = $"{subject} {cursor.Text.ToString().ToUpperInvariant()}";
            cursor.Advance();
        }

        var command = $"{verb} {subject}";
        var definition = Of(command, StatementTraits.DataDefinition | StatementTraits.MayWrite);
        return (command switch
        {
            "CREATE DATABASE" or "DROP DATABASE" or "CREATE TABLESPACE" or "DROP TABLESPACE" or "ALTER SYSTEM" =>
                definition with { RefusesTransaction = $"{command} cannot run in a transaction block" },
            "ALTER DATABASE" when HasWord(cursor, "tablespace") =>
                definition with { RefusesTransaction = "ALTER DATABASE ... SET TABLESPACE cannot run in a transaction block" },
            "CREATE INDEX" or "DROP INDEX" when HasWord(cursor, "concurrently") =>
                definition with { RefusesTransaction = $"{command} CONCURRENTLY cannot run in a transaction block" },
            "ALTER TABLE" when HasWord(cursor, "detach") && HasWord(cursor, "concurrently") =>
                definition with { RefusesTransaction = "ALTER TABLE ... DETACH PARTITION ... CONCURRENTLY cannot run in a transaction block" },
            "CREATE SUBSCRIPTION" or "DROP SUBSCRIPTION" or "ALTER SUBSCRIPTION" =>
                definition with { Escapes = $"{command} reaches another server" },
            _ => definition,
        }) with { Temporary = temporary && string.Equals(subject, "TABLE", StringComparison.Ordinal) ? Temporary(cursor) : null };
    }

    private static TemporaryTable? Temporary(TokenCursor cursor)
    {
        if (cursor.Take("if", "not"))
        {
            cursor.Take("exists");
        }

        var name = cursor.TakeName();
        if (name is not null && cursor.Is(TokenKind.Punctuation) && cursor.Text[0] == '.')
        {
            cursor.Advance();
            name = cursor.TakeName();
        }

        while (!cursor.AtEnd && name is not null)
        {
            if (cursor.Take("on", "commit"))
            {
                return cursor.IsWord("drop") ? new TemporaryTable(name, DropsOnCommit: true)
                    : cursor.IsWord("delete") ? new TemporaryTable(name, DropsOnCommit: false)
                    : null;
            }

            cursor.Advance();
        }

        return null;
    }

    private static bool IsAny(TokenCursor cursor, string[] words)
    {
        foreach (var word in words)
        {
            if (cursor.IsWord(word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasWord(TokenCursor cursor, string word)
    {
        while (!cursor.AtEnd)
        {
            if (cursor.IsWord(word))
            {
                return true;
            }

            cursor.Advance();
        }

        return false;
    }
}
