using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Sandbox.Syntax.Display;

/// <summary>Text that stays text in a document of marks: whatever scripts and servers sent, none of it is a mark, and none of it acts unseen (<see cref="VisibleText"/>).</summary>
public static class MarkupText
{
    // Letters of all languages stay letters; what means something in HTML never does.
    private static readonly HtmlEncoder s_html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text for HTML, outside of a tag or as the value of an attribute in quotes.</summary>
    /// <param name="text">One line.</param>
    public static string Html(string text) => s_html.Encode(VisibleText.Escape(text));

    /// <summary>Text for Markdown, outside of code.</summary>
    /// <param name="text">One line.</param>
    public static string Markdown(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in VisibleText.Escape(text))
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '@' => escaped.Append("&#64;"),
                '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '#' or '~' => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
