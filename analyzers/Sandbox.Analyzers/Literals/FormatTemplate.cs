using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Literals;

/// <summary>The template of <c>string.Format</c>: its items are holes.</summary>
internal static class FormatTemplate
{
    public static void Append(MappedText template, MappedText.Builder builder)
    {
        var text = template.Text;
        for (var i = 0; i < text.Length; i++)
        {
            var doubled = text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i];
            var close = !doubled && text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (close >= 0)
            {
                builder.AppendHole(template.SourceStart(i), template.SourceEnd(close));
                i = close;
                continue;
            }

            var last = doubled ? i + 1 : i;
            builder.Append(text[i], template.SourceStart(i), template.SourceEnd(last));
            i = last;
        }
    }
}
