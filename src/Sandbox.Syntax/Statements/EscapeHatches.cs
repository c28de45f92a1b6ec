using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Statements;

/// <summary>
/// Functions whose work no rollback takes back (PostgreSQL manual, "System Administration Functions", and the extensions that open other sessions), and what
/// runs a program or writes a file. They are looked for in the statement and in the literals inside it, since DO and EXECUTE carry code in literals.
/// </summary>
internal static class EscapeHatches
{
    private static readonly Dictionary<string, (string Kind, string Effect)> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dblink"] = ("dblink", "opens a session of its own"),
        ["dblink_exec"] = ("dblink", "opens a session of its own"),
        ["dblink_connect"] = ("dblink", "opens a session of its own"),
        ["dblink_connect_u"] = ("dblink", "opens a session of its own"),
        ["dblink_send_query"] = ("dblink", "opens a session of its own"),
        ["dblink_open"] = ("dblink", "opens a session of its own"),
        ["http_get"] = ("http", "sends a request to another server"),
        ["http_head"] = ("http", "sends a request to another server"),
        ["http_post"] = ("http", "sends a request to another server"),
        ["http_put"] = ("http", "sends a request to another server"),
        ["http_patch"] = ("http", "sends a request to another server"),
        ["http_delete"] = ("http", "sends a request to another server"),
        ["lo_export"] = ("file", "writes a file on the server's machine"),
        ["pg_file_write"] = ("file", "writes a file on the server's machine"),
        ["pg_file_rename"] = ("file", "renames a file on the server's machine"),
        ["pg_file_unlink"] = ("file", "removes a file on the server's machine"),
        ["pg_file_sync"] = ("file", "writes a file on the server's machine"),
        ["pg_reload_conf"] = ("server", "reloads the whole server's settings"),
        ["pg_rotate_logfile"] = ("server", "rotates the server's log"),
        ["pg_promote"] = ("server", "promotes a standby"),
        ["pg_switch_wal"] = ("wal", "switches the server's WAL segment"),
        ["pg_create_restore_point"] = ("wal", "writes a restore point"),
        ["pg_logical_emit_message"] = ("message", "may write a message to the WAL at once"),
        ["pg_create_logical_replication_slot"] = ("slot", "creates a replication slot"),
        ["pg_create_physical_replication_slot"] = ("slot", "creates a replication slot"),
        ["pg_copy_logical_replication_slot"] = ("slot", "creates a replication slot"),
        ["pg_copy_physical_replication_slot"] = ("slot", "creates a replication slot"),
        ["pg_drop_replication_slot"] = ("slot", "drops a replication slot"),
        ["pg_replication_slot_advance"] = ("slot", "moves a replication slot"),
        ["pg_logical_slot_get_changes"] = ("slot", "moves a replication slot"),
        ["pg_logical_slot_get_binary_changes"] = ("slot", "moves a replication slot"),
        ["pg_replication_origin_create"] = ("origin", "changes the server's replication origins"),
        ["pg_replication_origin_drop"] = ("origin", "changes the server's replication origins"),
        ["pg_replication_origin_advance"] = ("origin", "moves a replication origin"),
        ["pg_stat_reset"] = ("statistics", "resets statistics"),
        ["pg_stat_reset_shared"] = ("statistics", "resets statistics of the whole server"),
        ["pg_stat_reset_single_table_counters"] = ("statistics", "resets statistics"),
        ["pg_stat_reset_single_function_counters"] = ("statistics", "resets statistics"),
        ["pg_stat_reset_slru"] = ("statistics", "resets statistics of the whole server"),
        ["pg_stat_reset_replication_slot"] = ("statistics", "resets statistics of the whole server"),
        ["pg_stat_statements_reset"] = ("statistics", "resets statistics of the whole server"),
        ["pg_terminate_backend"] = ("backend", "ends other sessions"),
        ["pg_cancel_backend"] = ("backend", "cancels other sessions' statements"),
        ["pg_backup_start"] = ("backup", "begins a backup of the whole server"),
        ["pg_backup_stop"] = ("backup", "ends a backup of the whole server"),
        ["pg_start_backup"] = ("backup", "begins a backup of the whole server"),
        ["pg_stop_backup"] = ("backup", "ends a backup of the whole server"),
        ["pg_wal_replay_pause"] = ("server", "pauses a standby"),
        ["pg_wal_replay_resume"] = ("server", "resumes a standby"),
    };

    private const string CopyProgram = "copy program";
    private const string CopyTo = "copy to";
    private const string ForeignTableProgram = "foreign table program";

    /// <summary>The functions' names.</summary>
    public static IReadOnlyCollection<string> Names => Functions.Keys;

    /// <summary>All of them by name, with their kinds: the functions, and what runs a program or writes a file.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = Functions.Select(static function => (Name: function.Key, function.Value.Kind))
        .Concat(new (string Name, string Kind)[] { (CopyProgram, "program"), (CopyTo, "file"), (ForeignTableProgram, "program") })
        .ToDictionary(static hatch => hatch.Name, static hatch => hatch.Kind, StringComparer.Ordinal);

    /// <summary>What a statement would do that cannot be undone; null where no such function is called by name.</summary>
    /// <param name="cursor">The statement.</param>
    /// <param name="admitted">Names and kinds that are passed over.</param>
    public static string? Find(TokenCursor cursor, IReadOnlyCollection<string> admitted) => Find(cursor, admitted, literals: 0);

    /// <summary>One pass: what a COPY has in parentheses is read as all else is, and its other end where they close.</summary>
    private static string? Find(TokenCursor cursor, IReadOnlyCollection<string> admitted, int literals)
    {
        Stack<int>? copies = null;
        for (var parentheses = 0; !cursor.AtEnd; cursor.Advance())
        {
            var ahead = cursor;
            string? found = null;
            switch (cursor.Current.Kind)
            {
                case TokenKind.Identifier when ahead.Take("copy"):
                    SkipTable(ref ahead);
                    if (ahead.Is(TokenKind.OpenParenthesis))
                    {
                        (copies ??= new Stack<int>()).Push(parentheses);
                    }
                    else
                    {
                        found = Copied(ahead, admitted);
                    }

                    break;
                case TokenKind.Identifier or TokenKind.QuotedIdentifier:
                    found = Called(cursor, admitted) ?? Programmed(cursor, admitted);
                    break;
                case TokenKind.OpenParenthesis:
                    parentheses++;
                    break;
                case TokenKind.CloseParenthesis:
                    parentheses--;
                    if (copies is { Count: > 0 } && copies.Peek() == parentheses)
                    {
                        copies.Pop();
                        ahead.Advance();
                        found = Copied(ahead, admitted);
                    }

                    break;
                case TokenKind.DollarString or TokenKind.String or TokenKind.EscapeString when literals < 4 && MayHoldCode(cursor.Text):
                    found = Find(new TokenCursor(cursor.LiteralBody), admitted, literals + 1);
                    break;
            }

            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static string? Called(TokenCursor cursor, IReadOnlyCollection<string> admitted)
    {
        var behind = cursor;
        behind.Advance();
        return behind.Is(TokenKind.OpenParenthesis) && cursor.TakeName() is { } name && Functions.TryGetValue(name, out var function) && !IsAdmitted(name.ToLowerInvariant(), admitted)
            ? $"{name}() {function.Effect}, which no rollback takes back"
            : null;
    }

    /// <summary>A table's name, its database's and its schema's before it.</summary>
    private static void SkipTable(ref TokenCursor cursor)
    {
        for (var names = 0; names < 3 && cursor.TakeName() is not null && cursor.Is(TokenKind.Punctuation) && cursor.Text[0] == '.'; names++)
        {
            cursor.Advance();
        }
    }

    /// <summary>The other end of a COPY: a program, or a file that is written. In a literal the target may be missing, or a placeholder: what is not the client's is the server's.</summary>
    private static string? Copied(TokenCursor cursor, IReadOnlyCollection<string> admitted)
    {
        var writes = cursor.IsWord("to");
        if (!cursor.Take("from") && !cursor.Take("to"))
        {
            return null;
        }

        return cursor.Take("program") && !cursor.Is(TokenKind.Identifier) ? IsAdmitted(CopyProgram, admitted) ? null : "COPY ... PROGRAM runs a command on the server's machine, which no rollback takes back"
            : writes && !cursor.Is(TokenKind.Identifier) && !IsAdmitted(CopyTo, admitted) ? "COPY ... TO a file writes on the server's machine, which no rollback takes back"
            : null;
    }

    /// <summary>The option by which a foreign table of file_fdw is a program's output.</summary>
    private static string? Programmed(TokenCursor cursor, IReadOnlyCollection<string> admitted)
    {
        if (!cursor.Take("options") || !cursor.Is(TokenKind.OpenParenthesis) || IsAdmitted(ForeignTableProgram, admitted))
        {
            return null;
        }

        cursor.Advance();
        while (!cursor.AtEnd && !cursor.Is(TokenKind.OpenParenthesis) && !cursor.Is(TokenKind.CloseParenthesis))
        {
            if (cursor.Take("program") && !cursor.Is(TokenKind.Identifier))
            {
                return "a foreign table with the option program runs a command on the server's machine, which no rollback takes back";
            }

            cursor.Advance();
        }

        return null;
    }

    private static bool IsAdmitted(string name, IReadOnlyCollection<string> admitted) => admitted.Count > 0 && (admitted.Contains(name, StringComparer.Ordinal) || admitted.Contains(Kinds[name], StringComparer.Ordinal));

    private static bool MayHoldCode(ReadOnlySpan<char> literal) => literal.IndexOf('(') >= 0 || literal.IndexOf(' ') >= 0;
}
