namespace Sandbox.Cli.Console;

/// <summary>Breaks a line of prose between its words, so that a narrow terminal does not break it within them.</summary>
internal static class LineFold
{
    private const int Hanging = 2;

    /// <summary>The line's parts: the first as it stands, the others set in a little further. A word that is longer than the width stays whole.</summary>
    /// <param name="text">The line.</param>
    /// <param name="width">The terminal's width in columns; null for no limit.</param>
    public static IEnumerable<string> Fold(string text, int? width)
    {
        if (width is not { } limit || TextWidth.Of(text) <= limit)
        {
            return [text];
        }

        var indent = text.Length - text.AsSpan().TrimStart(' ').Length;
        var parts = new List<string>();
        var margin = string.Empty;
        for (var rest = text; ; rest = rest.TrimStart(' '))
        {
            var end = BreakIn(rest, from: parts.Count == 0 ? indent : 0, limit - margin.Length);
            parts.Add(margin + rest[..end].TrimEnd(' '));
            if (end == rest.Length)
            {
                return parts;
            }

            rest = rest[end..];
            margin = new string(' ', Math.Min(indent + Hanging, limit / 2));
        }
    }

    /// <summary>Where a text is broken: behind the last word that fits, else behind the first one.</summary>
    private static int BreakIn(string text, int from, int limit)
    {
        if (TextWidth.Of(text) <= limit)
        {
            return text.Length;
        }

        var end = -1;
        for (var blank = text.IndexOf(' ', from); blank >= 0; blank = text.IndexOf(' ', blank + 1))
        {
            if (end >= 0 && TextWidth.Of(text[..blank]) > limit)
            {
                break;
            }

            end = blank > from ? blank : end;
        }

        return end < 0 ? text.Length : end;
    }
}
