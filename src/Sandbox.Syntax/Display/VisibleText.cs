using System.Globalization;
using System.Text;

namespace Sandbox.Syntax.Display;

/// <summary>
/// Makes visible what would act and not show: a terminal obeys control characters, and direction marks make text read in another
/// order than it stands. Data, names and messages come from scripts and servers; none of them may move the cursor or fake a line.
/// </summary>
public static class VisibleText
{
    /// <summary>The text with <c>\x1B</c> or <c>\u202E</c> for each such character, line breaks included; the same instance where there is none.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 8);
        var at = 0;
        while (at < text.Length)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:X4}");
                at++;
                continue;
            }

            at += rune.Utf16SequenceLength;
            _ = Acts(rune) ? Append(visible, rune) : visible.Append(rune.ToString());
        }

        return visible.ToString();
    }

    /// <summary>The text's lines, each of them made visible; a tab is two blanks.</summary>
    public static IEnumerable<string> Lines(string text) => text
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Split('\n')
        .Select(line => Escape(line.Replace("\t", "  ", StringComparison.Ordinal)));

    private static bool Acts(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,

        // The joiners (U+200C, U+200D) belong to words and emoji; all other format characters are invisible hands.
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        _ => false,
    };

    private static StringBuilder Append(StringBuilder visible, Rune rune) => rune.Value switch
    {
        <= 0xFF => visible.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
        <= 0xFFFF => visible.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
        _ => visible.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
    };
}
