using Sandbox.Syntax.Lexing;

namespace Sandbox.Linting.Sources;

/// <summary>Which lines the statements of a text take.</summary>
internal static class StatementLines
{
    /// <summary>The first and the last line of the statement, or the command, that an offset stands in.</summary>
    public static (int First, int Last) Around(SourceFile file, int offset)
    {
        if (file.Kind == SourceKind.Shell)
        {
            var line = file.Lines.LineOf(offset);
            return (line, line);
        }

        var (first, last) = (-1, -1);
        var text = file.Text.AsSpan();
        var boundary = new StatementBoundary(AtomicBodies.Newest);
        var lexer = new Lexer(text, LexerOptions.Psql);
        while (lexer.Read(out var token))
        {
            if (token.Kind == TokenKind.Backslash)
            {
                // A meta-command ends with its line; what it does to the statement before it does not matter here.
                var end = text[token.Start..].IndexOf('\n');
                lexer = new Lexer(text, LexerOptions.Psql, OpenToken.None, end < 0 ? text.Length : token.Start + end);
                token = token with { Length = lexer.Position - token.Start };
            }
            else if (token.IsTrivia)
            {
                continue;
            }

            first = first < 0 ? token.Start : first;
            last = token.End;
            if (boundary.Ends(token, text))
            {
                if (last > offset)
                {
                    break;
                }

                first = -1;
            }
        }

        // A finding between statements, such as a comment, is a matter of its own line.
        return first < 0 || first > offset || last <= offset
            ? (file.Lines.LineOf(offset), file.Lines.LineOf(offset))
            : (file.Lines.LineOf(first), file.Lines.LineOf(last - 1));
    }
}
