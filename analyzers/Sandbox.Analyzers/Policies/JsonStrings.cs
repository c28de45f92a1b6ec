using Microsoft.CodeAnalysis.Text;

namespace Sandbox.Analyzers.Policies;

/// <summary>
/// The strings of a JSON text, each with the keys above it. A reader for what an analyzer needs, on netstandard2.0 without packages: it
/// takes comments and broken text as they come, because whoever writes the file is not done yet.
/// </summary>
internal static class JsonStrings
{
    /// <summary>Reads all values that are strings.</summary>
    /// <param name="text">The JSON text.</param>
    /// <returns>The path of keys with a slash between them (a list adds none), the value, and its span without the quotes.</returns>
    public static IEnumerable<(string Path, string Value, TextSpan Span)> Read(string text)
    {
        var path = new Stack<string>();
        var key = string.Empty;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    var end = EndOf(text, i);
                    var span = TextSpan.FromBounds(i + 1, Math.Max(i + 1, end - 1));
                    i = end - 1;
                    if (IsKey(text, end))
                    {
                        key = Unescape(text, span);
                    }
                    else
                    {
                        yield return (Join(path, key), Unescape(text, span), span);
                    }

                    break;
                case '{' or '[':
                    path.Push(key);
                    key = string.Empty;
                    break;
                case '}' or ']':
                    key = path.Count > 0 ? path.Pop() : string.Empty;
                    break;
                case '/' when i + 1 < text.Length && text[i + 1] is '/' or '*':
                    i = EndOfComment(text, i);
                    break;
            }
        }
    }

    private static string Join(Stack<string> path, string key) =>
        string.Join("/", path.Reverse().Append(key).Where(static part => part.Length > 0));

    private static int EndOf(string text, int quote)
    {
        var i = quote + 1;
        while (i < text.Length && text[i] is not ('"' or '\n'))
        {
            i += text[i] == '\\' ? 2 : 1;
        }

        return Math.Min(i + 1, text.Length);
    }

    private static bool IsKey(string text, int end)
    {
        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end < text.Length && text[end] == ':';
    }

    private static int EndOfComment(string text, int start)
    {
        var isLine = text[start + 1] == '/';
        var end = isLine ? text.IndexOf('\n', start) : text.IndexOf("*/", start + 2, StringComparison.Ordinal);
        return end < 0 ? text.Length : isLine ? end : end + 1;
    }

    /// <summary>The value, where it has no escapes that change its length; a name of a host or a database has none.</summary>
    private static string Unescape(string text, TextSpan span) => text.Substring(span.Start, span.Length);
}
