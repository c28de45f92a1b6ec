using System.Globalization;
using System.Text;

namespace Sandbox.Syntax.Display;

/// <summary>
/// A document in GitHub's Markdown that fits into a comment there: of what is too long, as many rows are written as there is room for, and how many are left out stands in their place.
/// </summary>
public sealed class MarkdownPage
{
    /// <summary>The longest page, in UTF-16 units: GitHub takes comments of up to 65,536 characters.</summary>
    public const int Longest = 65_000;

    // What tells that something is left out has to fit in too.
    private const int Reserved = 200;

    private readonly StringBuilder _text = new();
    private long _leftOut;

    private int Room => Longest - Reserved - _text.Length;

    /// <summary>Writes a paragraph, a heading or a list, whole or not at all.</summary>
    /// <param name="markdown">Its marks and its text, escaped.</param>
    public void Add(string markdown) => Add(markdown, [], "", static left => left);

    /// <summary>Writes a table.</summary>
    /// <param name="columns">The heads of its columns, as they are.</param>
    /// <param name="rows">Its cells; they are escaped here.</param>
    public void AddTable(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows) => Add(
        Row(columns) + "\n" + Row(columns.Select(static _ => "---")),
        rows.Select(static row => Row(row.Select(static cell => MarkupText.Markdown((cell ?? "").ReplaceLineEndings(" "))))),
        "",
        left => Row(columns.Select((_, at) => at == 0 ? left : "")));

    /// <summary>Writes lines as they are.</summary>
    /// <param name="title">What they are folded away below, escaped here; null where they are in the open.</param>
    /// <param name="language">How they are coloured: <c>text</c>, <c>sql</c>, <c>diff</c>.</param>
    /// <param name="lines">The lines.</param>
    public void AddCode(string? title, string language, IReadOnlyList<string> lines)
    {
        // No line can end it: a fence is longer than all the ticks that follow each other in it.
        var fence = new string('`', Math.Max(3, lines.Select(Ticks).DefaultIfEmpty().Max() + 1));
        var (before, behind) = title is null ? ("", "") : ($"<details><summary>{MarkupText.Html(title)}</summary>\n\n", "\n\n</details>");
        Add($"{before}{fence}{language}", lines, $"\n{fence}{behind}", static left => left);
    }

    /// <summary>The document, with a final line break.</summary>
    public override string ToString() => _text + (_leftOut > 0 ? $"\n*{Left(_leftOut)} left out: the JSON report has all of it.*\n" : "");

    private void Add(string head, IEnumerable<string> rows, string tail, Func<string, string> cut)
    {
        var left = 0L;
        var begun = head.Length + tail.Length + Reserved <= Room;
        if (begun)
        {
            _text.Append(_text.Length > 0 ? "\n" : "").Append(head);
        }
        else
        {
            left++;
        }

        foreach (var row in rows)
        {
            // What does not fit is not followed by something shorter that does: the order is that of importance.
            if (begun && left == 0 && row.Length + tail.Length + Reserved <= Room)
            {
                _text.Append('\n').Append(row);
            }
            else
            {
                left++;
            }
        }

        if (begun)
        {
            _text.Append(left > 0 ? "\n" + cut($"... and {Left(left)} more") : "").Append(tail).Append('\n');
        }
        else
        {
            _leftOut += left;
        }
    }

    private static string Left(long lines) => string.Create(CultureInfo.InvariantCulture, $"{lines} {(lines == 1 ? "line" : "lines")}");

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static int Ticks(string line)
    {
        var (longest, run) = (0, 0);
        foreach (var c in line)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
