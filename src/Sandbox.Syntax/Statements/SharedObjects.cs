using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Statements;

/// <summary>
/// Finds what changes objects that all databases of a cluster share (manual, "System Catalogs": pg_authid, pg_database, pg_tablespace, pg_parameter_acl and what
/// hangs on them). Such a change outlives the database that it was made in.
/// </summary>
internal static class SharedObjects
{
    private static readonly string[] s_kinds = ["role", "user", "group", "database", "tablespace"];

    /// <summary>What a statement changes of them; null where nothing is known.</summary>
    /// <param name="cursor">At its first word.</param>
    /// <param name="command">What it is.</param>
    public static string? Find(TokenCursor cursor, string command) =>
        At(cursor) ?? (command is "DO" or "CREATE FUNCTION" or "CREATE PROCEDURE" ? InCode(cursor, depth: 0) : null);

    private static string? InCode(TokenCursor cursor, int depth)
    {
        while (!cursor.AtEnd)
        {
            var found = cursor.Current.Kind switch
            {
                TokenKind.Identifier when depth > 0 => At(cursor),
                TokenKind.DollarString or TokenKind.String or TokenKind.EscapeString when depth < 4 => InCode(new TokenCursor(cursor.LiteralBody), depth + 1),
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

    private static string? At(TokenCursor cursor)
    {
        if (cursor.Take("alter", "system"))
        {
            return "it changes the server's settings";
        }

        if (cursor.Take("reassign", "owned") || cursor.Take("drop", "owned"))
        {
            return "it changes what a role has in the whole server";
        }

        if (cursor.Take("grant") || cursor.Take("revoke"))
        {
            return Privileges(cursor);
        }

        var labels = cursor.Take("security", "label");
        if (labels && cursor.Take("for"))
        {
            cursor.Advance();
        }

        var describes = labels ? cursor.Take("on") : cursor.Take("comment", "on");
        return (describes || cursor.Take("create") || cursor.Take("alter") || cursor.Take("drop")) && Kind(cursor) is { } kind
            ? $"it changes a {kind}, which all databases of the server share"
            : null;
    }

    /// <summary>Privileges on shared objects; without ON it is membership in a role.</summary>
    private static string? Privileges(TokenCursor cursor)
    {
        var words = 0;
        while (!cursor.AtEnd && !cursor.Is(TokenKind.Semicolon))
        {
            if (cursor.Take("on"))
            {
                return Kind(cursor) is { } kind ? $"it grants or revokes privileges on a {kind}, which all databases of the server share"
                    : cursor.IsWord("parameter") ? "it grants or revokes privileges on settings of the server"
                    : null;
            }

            if (words > 0 && (cursor.IsWord("to") || cursor.IsWord("from")))
            {
                return "it changes who is a member of a role, which all databases of the server share";
            }

            cursor.SkipParentheses();
            words++;
            cursor.Advance();
        }

        return null;
    }

    private static string? Kind(TokenCursor cursor)
    {
        foreach (var kind in s_kinds)
        {
            if (cursor.Take(kind))
            {
                // A user mapping belongs to its database.
                return cursor.IsWord("mapping") ? null : kind is "user" or "group" ? "role" : kind;
            }
        }

        return null;
    }
}
