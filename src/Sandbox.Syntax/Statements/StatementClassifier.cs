using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Statements;

/// <summary>Tells what a statement is from its words. It is the first layer of defence only: the server's own refusal of a COMMIT and the proof stand behind it.</summary>
public static class StatementClassifier
{
    /// <summary>Classifies one statement.</summary>
    /// <param name="text">The statement as it is sent.</param>
    /// <param name="standardConformingStrings">Whether a backslash is an ordinary character in <c>'...'</c>.</param>
    public static StatementClass Classify(ReadOnlySpan<char> text, bool standardConformingStrings = true)
    {
        var cursor = new TokenCursor(text, standardConformingStrings ? LexerOptions.Sql : LexerOptions.BackslashEscapes);
        while (cursor.Is(TokenKind.OpenParenthesis))
        {
            cursor.Advance();
        }

        if (cursor.AtEnd || cursor.Is(TokenKind.Semicolon))
        {
            return new StatementClass { Command = string.Empty };
        }

        var start = cursor;
        if (!cursor.Is(TokenKind.Identifier))
        {
            return Unknown(cursor.Text.ToString());
        }

        var first = cursor.Text.ToString().ToUpperInvariant();
        cursor.Advance();
        var classified = first switch
        {
            "BEGIN" => Begin("BEGIN", cursor, text),
            "START" when cursor.Take("transaction") => Begin("START TRANSACTION", cursor, text, takesNoise: false),
            "COMMIT" when cursor.IsWord("prepared") => TwoPhase("COMMIT PREPARED"),
            "ROLLBACK" when cursor.IsWord("prepared") => TwoPhase("ROLLBACK PREPARED"),
            "PREPARE" when PreparesTransaction(cursor) => TwoPhase("PREPARE TRANSACTION"),
            "COMMIT" or "END" => End(TransactionControl.Commit, "COMMIT", cursor),
            "ROLLBACK" or "ABORT" => Rollback(cursor),
            "SAVEPOINT" => new StatementClass
            {
                Command = first,
                Control = TransactionControl.Savepoint,
                Name = cursor.TakeName(),
                Traits = StatementTraits.NeedsTransactionBlock,
            },
            "RELEASE" => Release(cursor),
            "SET" => Set(cursor, text),
            "COPY" => CopyClassifier.Classify(cursor),
            _ => CommandClassifier.Classify(first, cursor),
        };
        return classified with { Escapes = classified.Escapes ?? EscapeHatches.Find(start, []), ChangesServer = SharedObjects.Find(start, classified.Command) };
    }

    /// <summary>What a text of any form calls that no rollback takes back, the code in its literals included; null where no such function is called by name.</summary>
    /// <param name="text">A statement, or a function's definition.</param>
    /// <param name="admitted">Names and kinds of escape hatches (<see cref="EscapeKinds"/>) that are passed over.</param>
    public static string? FindEscape(ReadOnlySpan<char> text, IReadOnlyCollection<string> admitted) => EscapeHatches.Find(new TokenCursor(text), admitted);

    /// <summary>The escape hatches that <see cref="FindEscape"/> knows, by name, each with its kind; those that are no functions too.</summary>
    public static IReadOnlyDictionary<string, string> EscapeKinds => EscapeHatches.Kinds;

    /// <summary>The names of the functions that <see cref="FindEscape"/> knows.</summary>
    public static IReadOnlyCollection<string> EscapingFunctions => EscapeHatches.Names;

    internal static StatementClass Unknown(string command) => new() { Command = command, Traits = StatementTraits.Opaque | StatementTraits.MayWrite };

    /// <summary>A prepared statement may be called <c>transaction</c> too.</summary>
    private static bool PreparesTransaction(TokenCursor cursor) =>
        cursor.Take("transaction") && !cursor.IsWord("as") && !cursor.Is(TokenKind.OpenParenthesis);

    private static StatementClass TwoPhase(string command) => new()
    {
        Command = command,
        Control = TransactionControl.TwoPhase,
        RefusesTransaction = "two-phase commit leaves the transaction that the rehearsal would roll back",
    };

    private static StatementClass Begin(string command, TokenCursor cursor, ReadOnlySpan<char> text, bool takesNoise = true)
    {
        if (takesNoise && !cursor.Take("work"))
        {
            cursor.Take("transaction");
        }

        return new StatementClass { Command = command, Control = TransactionControl.Begin, Modes = Rest(cursor, text) };
    }

    private static StatementClass End(TransactionControl control, string command, TokenCursor cursor)
    {
        if (!cursor.Take("work"))
        {
            cursor.Take("transaction");
        }

        var chains = cursor.Take("and") && !cursor.Take("no") && cursor.Take("chain");
        return new StatementClass { Command = command, Control = control, Chains = chains };
    }

    private static StatementClass Rollback(TokenCursor cursor)
    {
        var ahead = cursor;
        if (!ahead.Take("work"))
        {
            ahead.Take("transaction");
        }

        if (!ahead.Take("to"))
        {
            return End(TransactionControl.Rollback, "ROLLBACK", cursor);
        }

        ahead.Take("savepoint");
        return new StatementClass
        {
            Command = "ROLLBACK TO SAVEPOINT",
            Control = TransactionControl.RollbackTo,
            Name = ahead.TakeName(),
            Traits = StatementTraits.NeedsTransactionBlock,
        };
    }

    private static StatementClass Release(TokenCursor cursor)
    {
        cursor.Take("savepoint");
        return new StatementClass
        {
            Command = "RELEASE SAVEPOINT",
            Control = TransactionControl.Release,
            Name = cursor.TakeName(),
            Traits = StatementTraits.NeedsTransactionBlock,
        };
    }

    private static StatementClass Set(TokenCursor cursor, ReadOnlySpan<char> text)
    {
        if (cursor.Take("transaction"))
        {
            return new StatementClass { Command = "SET TRANSACTION", Control = TransactionControl.SetTransaction, Modes = Rest(cursor, text) };
        }

        if (cursor.Take("constraints"))
        {
            return new StatementClass { Command = "SET CONSTRAINTS", Control = TransactionControl.SetConstraints };
        }

        if (cursor.Take("local"))
        {
            if (cursor.Take("transaction"))
            {
                return new StatementClass { Command = "SET TRANSACTION", Control = TransactionControl.SetTransaction, Modes = Rest(cursor, text) };
            }

            return new StatementClass { Command = "SET", Control = TransactionControl.SetLocal, Name = SettingName(ref cursor) };
        }

        var ahead = cursor;
        if (!ahead.Take("session", "authorization"))
        {
            cursor.Take("session");
        }

        return cursor.IsWord("characteristics")
            ? new StatementClass { Command = "SET SESSION CHARACTERISTICS" }
            : new StatementClass { Command = "SET", Name = SettingName(ref cursor) };
    }

    /// <summary>The setting's name; the SQL-standard spellings name theirs in words of their own (manual, "SET").</summary>
    private static string? SettingName(ref TokenCursor cursor)
    {
        if (cursor.Take("time", "zone"))
        {
            return "timezone";
        }

        if (cursor.Take("session", "authorization"))
        {
            return "session_authorization";
        }

        if (cursor.Take("xml", "option"))
        {
            return "xmloption";
        }

        var name = cursor.TakeName();
        while (name is not null && cursor.Is(TokenKind.Punctuation) && cursor.Text[0] == '.')
        {
            cursor.Advance();
            name = $"{name}.{cursor.TakeName()}";
        }

        return name switch
        {
            "names" => "client_encoding",
            "schema" => "search_path",
            "catalog" => null,
            _ => name,
        };
    }

    private static string Rest(TokenCursor cursor, ReadOnlySpan<char> text)
    {
        if (cursor.AtEnd)
        {
            return string.Empty;
        }

        var rest = text.Slice(cursor.Current.Start).TrimEnd();
        return (rest.Length > 0 && rest[rest.Length - 1] == ';' ? rest.Slice(0, rest.Length - 1).TrimEnd() : rest).ToString();
    }
}
