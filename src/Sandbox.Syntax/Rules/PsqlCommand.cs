using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Rules;

/// <summary>A psql meta-command as the rules need it: its name and where its arguments stand (psqlscanslash.l).</summary>
/// <param name="Name">The name without the backslash; psql tells upper from lower case.</param>
/// <param name="ArgumentsStart">The offset behind the name.</param>
/// <param name="ArgumentsEnd">The offset behind the last argument.</param>
/// <param name="End">Where the script goes on: the line's end, the next backslash, or behind <c>\\</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PsqlCommand(string Name, int ArgumentsStart, int ArgumentsEnd, int End)
{
    private static readonly HashSet<string> WholeLine = new(StringComparer.Ordinal) { "!", "copy", "ef", "ev", "sf", "sv", "h", "help" };

    public static PsqlCommand Read(string text, int backslash)
    {
        var start = backslash + 1;
        var nameEnd = start;
        if (nameEnd < text.Length && text[nameEnd] is '!' or '?')
        {
            nameEnd++;
        }
        else
        {
            while (nameEnd < text.Length && text[nameEnd] != '\\' && !char.IsWhiteSpace(text[nameEnd]))
            {
                nameEnd++;
            }
        }

        var name = text.Substring(start, nameEnd - start);
        var line = text.AsSpan(nameEnd).IndexOfAny('\n', '\r');
        var lineEnd = line < 0 ? text.Length : nameEnd + line;
        var end = WholeLine.Contains(name) ? lineEnd : ArgumentEnd(text, nameEnd, lineEnd);
        var separator = end + 1 < lineEnd && text[end] == '\\' && text[end + 1] == '\\';
        return new PsqlCommand(name, nameEnd, end, separator ? end + 2 : end);
    }

    /// <summary>Whether this is <c>\copy</c> whose data stand in the script.</summary>
    public bool CopiesFromScript(ReadOnlySpan<char> arguments) =>
        string.Equals(Name, "copy", StringComparison.Ordinal)
        && arguments.IndexOf(" from stdin".AsSpan(), StringComparison.OrdinalIgnoreCase) >= 0;

    private static int ArgumentEnd(string text, int start, int lineEnd)
    {
        var quote = '\0';
        for (var i = start; i < lineEnd; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                if (c == '\\' && quote == '\'')
                {
                    i++;
                }
                else if (c == quote)
                {
                    quote = '\0';
                }
            }
            else if (c is '\'' or '"' or '`')
            {
                quote = c;
            }
            else if (c == '\\')
            {
                return i;
            }
        }

        return lineEnd;
    }
}
