using System.Globalization;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Literals;

/// <summary>Reads the escapes of C# strings (C# specification, 6.4.5.6), one (character, source span) pair per character.</summary>
internal static class Escapes
{
    /// <summary>A verbatim string (<c>""</c> is one quote) or a raw one (nothing is an escape).</summary>
    public static void Verbatim(string text, int start, int end, int offset, MappedText.Builder builder, bool braces, bool raw = false)
    {
        for (var i = start; i < end;)
        {
            var length = IsDoubled(text, i, end, braces) || (!raw && text[i] == '"' && i + 1 < end && text[i + 1] == '"') ? 2 : 1;
            builder.Append(text[i], offset + i, offset + i + length);
            i += length;
        }
    }

    /// <summary>An ordinary string, with backslashes.</summary>
    public static void Regular(string text, int start, int end, int offset, MappedText.Builder builder, bool braces)
    {
        for (var i = start; i < end;)
        {
            var length = IsDoubled(text, i, end, braces) ? 2 : 1;
            var value = text[i].ToString();
            if (text[i] == '\\' && i + 1 < end)
            {
                (value, length) = Escape(text, i, end);
            }

            foreach (var c in value)
            {
                builder.Append(c, offset + i, offset + i + length);
            }

            i += length;
        }
    }

    private static bool IsDoubled(string text, int i, int end, bool braces) =>
        braces && text[i] is '{' or '}' && i + 1 < end && text[i + 1] == text[i];

    private static (string Value, int Length) Escape(string text, int i, int end) => text[i + 1] switch
    {
        'n' => ("\n", 2),
        'r' => ("\r", 2),
        't' => ("\t", 2),
        '0' => ("\0", 2),
        'a' => ("\a", 2),
        'b' => ("\b", 2),
        'f' => ("\f", 2),
        'v' => ("\v", 2),
        'e' => ("\u001b", 2),
        'u' => Hexadecimal(text, i, end, 4),
        'x' => Hexadecimal(text, i, end, 4),
        'U' => Hexadecimal(text, i, end, 8),
        var other => (other.ToString(), 2),
    };

    private static (string Value, int Length) Hexadecimal(string text, int i, int end, int digits)
    {
        var length = 0;
        while (length < digits && i + 2 + length < end && Uri.IsHexDigit(text[i + 2 + length]))
        {
            length++;
        }

        if (length == 0 || !uint.TryParse(text.Substring(i + 2, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0x10ffff)
        {
            return ("\uFFFD", 2 + length);
        }

        return (code is > 0xffff ? char.ConvertFromUtf32((int)code) : ((char)code).ToString(), 2 + length);
    }
}
