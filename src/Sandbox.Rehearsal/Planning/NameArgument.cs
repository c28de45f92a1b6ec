using System.Text;

namespace Sandbox.Rehearsal.Planning;

/// <summary>An argument of a meta-command that names an object (psqlscanslash.l, dequote_downcase_identifier).</summary>
internal static class NameArgument
{
    /// <summary>The name: without its double quotes, wherever they stand.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="foldsCase">Whether what is outside of quotes becomes lower case, as in SQL.</param>
    public static string Of(string text, bool foldsCase)
    {
        var name = new StringBuilder(text.Length);
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                name.Append(foldsCase && !isQuoted && char.IsAsciiLetterUpper(text[i]) ? (char)(text[i] | 0x20) : text[i]);
            }
            else if (isQuoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                name.Append(text[i++]);
            }
            else
            {
                isQuoted = !isQuoted;
            }
        }

        return name.ToString();
    }
}
