using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Statements;

/// <summary>
/// Functions whose work no rollback takes back (PostgreSQL manual, "System Administration Functions", and the extensions that open other sessions), and what
/// runs a program or writes a file. They are looked for in the statement and in the literals inside it, since DO and EXECUTE carry code in literals.
/// </summary>
internal static class EscapeHatches
{
    private static readonly Dictionary<string, string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dblink"] = "opens a session of its own",
        ["dblink_exec"] = "opens a session of its own",
        ["dblink_connect"] = "opens a session of its own",
        ["dblink_connect_u"] = "opens a session of its own",
        ["dblink_send_query"] = "opens a session of its own",
        ["dblink_open"] = "opens a session of its own",
        ["http_get"] = "sends a request to another server",
        ["http_head"] = "sends a request to another server",
        ["http_post"] = "sends a request to another server",
        ["http_put"] = "sends a request to another server",
        ["http_patch"] = "sends a request to another server",
        ["http_delete"] = "sends a request to another server",
        ["lo_export"] = "writes a file on the server's machine",
        ["pg_file_write"] = "writes a file on the server's machine",
        ["pg_file_rename"] = "renames a file on the server's machine",
        ["pg_file_unlink"] = "removes a file on the server's machine",
        ["pg_file_sync"] = "writes a file on the server's machine",
        ["pg_reload_conf"] = "reloads the whole server's settings",
        ["pg_rotate_logfile"] = "rotates the server's log",
        ["pg_promote"] = "promotes a standby",
        ["pg_switch_wal"] = "switches the server's WAL segment",
        ["pg_create_restore_point"] = "writes a restore point",
        ["pg_logical_emit_message"] = "may write a message to the WAL at once",
        ["pg_create_logical_replication_slot"] = "creates a replication slot",
        ["pg_create_physical_replication_slot"] = "creates a replication slot",
        ["pg_copy_logical_replication_slot"] = "creates a replication slot",
        ["pg_copy_physical_replication_slot"] = "creates a replication slot",
        ["pg_drop_replication_slot"] = "drops a replication slot",
        ["pg_replication_slot_advance"] = "moves a replication slot",
        ["pg_logical_slot_get_changes"] = "moves a replication slot",
        ["pg_logical_slot_get_binary_changes"] = "moves a replication slot",
        ["pg_replication_origin_create"] = "changes the server's replication origins",
        ["pg_replication_origin_drop"] = "changes the server's replication origins",
        ["pg_replication_origin_advance"] = "moves a replication origin",
        ["pg_stat_reset"] = "resets statistics",
        ["pg_stat_reset_shared"] = "resets statistics of the whole server",
        ["pg_stat_reset_single_table_counters"] = "resets statistics",
        ["pg_stat_reset_single_function_counters"] = "resets statistics",
        ["pg_stat_reset_slru"] = "resets statistics of the whole server",
        ["pg_stat_reset_replication_slot"] = "resets statistics of the whole server",
        ["pg_stat_statements_reset"] = "resets statistics of the whole server",
        ["pg_terminate_backend"] = "ends other sessions",
        ["pg_cancel_backend"] = "cancels other sessions' statements",
        ["pg_backup_start"] = "begins a backup of the whole server",
        ["pg_backup_stop"] = "ends a backup of the whole server",
        ["pg_start_backup"] = "begins a backup of the whole server",
        ["pg_stop_backup"] = "ends a backup of the whole server",
        ["pg_wal_replay_pause"] = "pauses a standby",
        ["pg_wal_replay_resume"] = "resumes a standby",
    };

    /// <summary>The functions' names.</summary>
    public static IReadOnlyCollection<string> Names => Functions.Keys;

    /// <summary>What a statement would do that cannot be undone; null where no such function is called by name.</summary>
    public static string? Find(TokenCursor cursor) => Find(cursor, depth: 0);

    private static string? Find(TokenCursor cursor, int depth)
    {
        while (!cursor.AtEnd)
        {
            var found = cursor.Current.Kind switch
            {
                TokenKind.Identifier or TokenKind.QuotedIdentifier => Called(cursor) ?? Copied(cursor) ?? Programmed(cursor),
                TokenKind.DollarString or TokenKind.String or TokenKind.EscapeString when depth < 4 && MayHoldCode(cursor.Text) =>
                    Find(new TokenCursor(cursor.LiteralBody), depth + 1),
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }

            cursor.Advance();
        }

        return null;
    }

    private static string? Called(TokenCursor cursor)
    {
        var name = cursor.TakeName();
        return name is not null && cursor.Is(TokenKind.OpenParenthesis) && Functions.TryGetValue(name, out var effect)
            ? $"{name}() {effect}, which no rollback takes back"
            : null;
    }

    /// <summary>COPY with a program, or to a file. In a literal the target may be missing, or a placeholder: what is not the client's is the server's.</summary>
    private static string? Copied(TokenCursor cursor)
    {
        if (!cursor.Take("copy"))
        {
            return null;
        }

        if (!cursor.Is(TokenKind.OpenParenthesis))
        {
            cursor.TakeName();
            while (cursor.Is(TokenKind.Punctuation) && cursor.Text[0] == '.')
            {
                cursor.Advance();
                cursor.TakeName();
            }
        }

        cursor.SkipParentheses();
        var writes = cursor.IsWord("to");
        if (!cursor.Take("from") && !cursor.Take("to"))
        {
            return null;
        }

        return cursor.Take("program") && !cursor.Is(TokenKind.Identifier) ? "COPY ... PROGRAM runs a command on the server's machine, which no rollback takes back"
            : writes && !cursor.Is(TokenKind.Identifier) ? "COPY ... TO a file writes on the server's machine, which no rollback takes back"
            : null;
    }

    /// <summary>The option by which a foreign table of file_fdw is a program's output.</summary>
    private static string? Programmed(TokenCursor cursor)
    {
        if (!cursor.Take("options") || !cursor.Is(TokenKind.OpenParenthesis))
        {
            return null;
        }

        while (!cursor.AtEnd && !cursor.Is(TokenKind.CloseParenthesis))
        {
            if (cursor.Take("program") && !cursor.Is(TokenKind.Identifier))
            {
                return "a foreign table with the option program runs a command on the server's machine, which no rollback takes back";
            }

            cursor.Advance();
        }

        return null;
    }

    private static bool MayHoldCode(ReadOnlySpan<char> literal) => literal.IndexOf('(') >= 0 || literal.IndexOf(' ') >= 0;
}
