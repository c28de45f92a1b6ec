using Sandbox.Linting.Sources;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Fixes;

/// <summary>
/// The findings that can be mended in the text without any change of what it does. Most cannot: <c>CONCURRENTLY</c>, <c>NOT VALID</c> or a timeout change what a script
/// does, however much they are to be wished for.
/// </summary>
internal static class SafeFixes
{
    private const int LongestName = 63;

    /// <summary>The edit that mends a finding; null where there is none.</summary>
    public static TextEdit? Of(SourceFile file, Finding finding)
    {
        // A script that is held to its hash is not to be changed. What stands in COPY's data or in a shell's here-document may be data.
        if (file.Kind == SourceKind.Shell || file.Text.Contains("sandbox: sha256", StringComparison.Ordinal) || file.Text.Contains("\n\\.", StringComparison.Ordinal)
            || TokenAt(file.Text, finding.Start) is not { } token)
        {
            return null;
        }

        return finding.Rule.Id switch
        {
            "SBX1401" when token.Kind == TokenKind.LineComment && finding.Message is not SuppressedRules.NoReason => Without(file, finding.Start, token.End),
            "SBX2041" => WithoutNestedBegin(file, finding),
            "SBX2042" when token.Length == finding.Length => CutOff(file, finding),
            _ => null,
        };
    }

    /// <summary>The token that begins at an offset of the script itself, and not of a literal in it; null where none does.</summary>
    private static Token? TokenAt(string text, int offset)
    {
        var lexer = new Lexer(text, LexerOptions.Psql);
        while (lexer.Read(out var token) && token.Start <= offset)
        {
            if (token.Start == offset)
            {
                return token;
            }

            if (token.Kind == TokenKind.Backslash)
            {
                var line = text.IndexOf('\n', token.Start);
                lexer = new Lexer(text, LexerOptions.Psql, OpenToken.None, line < 0 ? text.Length : line);
            }
        }

        return null;
    }

    /// <summary>The text without a part that does nothing. With a line of its own goes the line.</summary>
    private static TextEdit Without(SourceFile file, int partStart, int partEnd)
    {
        var text = file.Text;
        var (start, end) = (partStart, partEnd);
        while (start > 0 && text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        while (end < text.Length && text[end] is '\r' or ' ' or '\t')
        {
            end++;
        }

        var ownsLine = start == 0 || text[start - 1] == '\n';
        return !ownsLine ? new TextEdit(start, partEnd, "")
            : end < text.Length && text[end] == '\n' ? new TextEdit(start, end + 1, "")
            : end == text.Length ? new TextEdit(start, end, "")
            : new TextEdit(partStart, partEnd, "");
    }

    /// <summary>A bare BEGIN in a transaction only makes the server warn. A condition of psql's before it may have left out the first one.</summary>
    private static TextEdit? WithoutNestedBegin(SourceFile file, Finding finding)
    {
        var text = file.Text;
        var words = text[finding.Start..finding.End].TrimEnd(';').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var isBare = words is [var only] && only.Equals("begin", StringComparison.OrdinalIgnoreCase);
        var end = finding.End;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        if (!isBare || text.Contains('\\', StringComparison.Ordinal) || (text[finding.End - 1] != ';' && (end == text.Length || text[end] != ';')))
        {
            return null;
        }

        return Without(file, finding.Start, text[finding.End - 1] == ';' ? finding.End : end + 1);
    }

    /// <summary>What the server makes of a name that is too long. Of letters beyond ASCII the database's encoding decides how many fit.</summary>
    private static TextEdit? CutOff(SourceFile file, Finding finding)
    {
        var name = file.Text.AsSpan(finding.Start, finding.Length);
        var quoted = name[0] == '"';
        var inside = quoted ? name[1..^1] : name;
        return inside.ContainsAnyExceptInRange('!', '~') || inside.Contains('"') || inside.Length <= LongestName
            ? null
            : new TextEdit(finding.Start, finding.End, quoted ? $"\"{inside[..LongestName]}\"" : inside[..LongestName].ToString());
    }
}
