using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Statements;

/// <summary>Reads the direction and the other end of a COPY: <c>COPY {table [(columns)] | (query)} {FROM | TO} {'file' | PROGRAM 'command' | STDIN | STDOUT}</c>.</summary>
internal static class CopyClassifier
{
    public static StatementClass Classify(TokenCursor cursor)
    {
        var depth = 0;
        while (!cursor.AtEnd)
        {
            if (depth == 0 && (cursor.IsWord("from") || cursor.IsWord("to")))
            {
                var reads = cursor.IsWord("from");
                cursor.Advance();
                return Direction(reads, cursor);
            }

            depth += cursor.Is(TokenKind.OpenParenthesis) ? 1 : cursor.Is(TokenKind.CloseParenthesis) ? -1 : 0;
            cursor.Advance();
        }

        return StatementClassifier.Unknown("COPY");
    }

    private static StatementClass Direction(bool reads, TokenCursor cursor)
    {
        var traits = reads ? StatementTraits.MayWrite : StatementTraits.MayWrite | StatementTraits.Opaque;
        var copy = new StatementClass { Command = "COPY", Traits = traits };
        if (cursor.IsWord("program"))
        {
            return copy with { Escapes = "COPY ... PROGRAM runs a command on the server's machine, which no rollback takes back" };
        }

        if (cursor.IsWord("stdin") || cursor.IsWord("stdout"))
        {
            // The server takes either word for either direction.
            return copy with { Traits = traits | (reads ? StatementTraits.CopyFromStdin : StatementTraits.CopyToStdout) };
        }

        return reads ? copy : copy with { Escapes = "COPY ... TO a file writes on the server's machine, which no rollback takes back" };
    }
}
