using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Planning;

/// <summary>Collects the identifiers of a text, those inside its literals too: DO and EXECUTE carry code in literals.</summary>
internal static class NameCollector
{
    /// <summary>Adds every identifier of a text, as the server knows it.</summary>
    public static void Collect(ReadOnlySpan<char> text, HashSet<string> names, int depth = 0)
    {
        var known = names.GetAlternateLookup<ReadOnlySpan<char>>();
        var cursor = new TokenCursor(text);
        while (!cursor.AtEnd)
        {
            var token = cursor.Current;
            if (token.Kind is TokenKind.DollarString or TokenKind.String or TokenKind.EscapeString && token.Length > 2 && depth < 4)
            {
                Collect(cursor.LiteralBody, names, depth + 1);
                cursor.Advance();
            }
            else if (token.Kind == TokenKind.Identifier && known.Contains(cursor.Text))
            {
                cursor.Advance();
            }
            else if (cursor.TakeName() is { } name)
            {
                names.Add(name);
            }
            else
            {
                cursor.Advance();
            }
        }
    }
}
