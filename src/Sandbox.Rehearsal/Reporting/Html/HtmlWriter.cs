namespace Sandbox.Rehearsal.Reporting.Html;

/// <summary>Writes HTML. Tags and the names of attributes are ours; everything else is escaped here (<see cref="MarkupText.Html"/>), so that no text can become a mark.</summary>
/// <param name="output">Where to.</param>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Begins an element.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="attributes">Its attributes; those without a value are left out.</param>
    public HtmlWriter Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Write('<');
        output.Write(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                output.Write($" {name}=\"{MarkupText.Html(value)}\"");
            }
        }

        output.Write('>');
        return this;
    }

    /// <summary>Ends an element.</summary>
    public HtmlWriter Close(string tag)
    {
        output.Write($"</{tag}>");
        return this;
    }

    /// <summary>Writes an element that holds text alone.</summary>
    public HtmlWriter Element(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) => Open(tag, attributes).Text(text).Close(tag);

    /// <summary>Writes text, its line breaks as they are.</summary>
    public HtmlWriter Text(string text)
    {
        var first = true;
        foreach (var line in VisibleText.Lines(text))
        {
            output.Write(first ? "" : "\n");
            output.Write(MarkupText.Html(line));
            first = false;
        }

        return this;
    }

    /// <summary>Writes a style or a script of ours, as it stands.</summary>
    public HtmlWriter Own(string tag, string content)
    {
        output.Write($"<{tag}>{content}</{tag}>\n");
        return this;
    }

    /// <summary>Ends a line of the source, where nobody sees it.</summary>
    public HtmlWriter Break()
    {
        output.Write('\n');
        return this;
    }

    /// <summary>Writes lines of the text report.</summary>
    public void Lines(IEnumerable<TextLine> lines)
    {
        Open("pre", ("tabindex", "0"));
        foreach (var line in lines)
        {
            Element("span", line.Text, ("class", ClassOf(line.Kind))).Break();
        }

        Close("pre");
    }

    /// <summary>Writes a table.</summary>
    /// <param name="caption">What it holds, for who hears it.</param>
    /// <param name="columns">The heads of its columns.</param>
    /// <param name="rows">Writes its rows.</param>
    public void Table(string caption, IReadOnlyList<string> columns, Action rows)
    {
        Open("table", ("role", "table")).Element("caption", caption, ("class", "hidden")).Open("thead", ("role", "rowgroup")).Open("tr", ("role", "row"));
        foreach (var column in columns)
        {
            Element("th", column, ("role", "columnheader"), ("scope", "col"));
        }

        Close("tr").Close("thead").Open("tbody", ("role", "rowgroup")).Break();
        rows();
        Close("tbody").Close("table").Break();
    }

    /// <summary>Writes a row that the filter looks at.</summary>
    /// <param name="kind">What it means.</param>
    /// <param name="id">What links to it name; null where none do.</param>
    /// <param name="cells">Its cells: the heads of their columns, which a narrow screen shows beside each, and what writes them.</param>
    public void Row(TextKind kind, string? id, params ReadOnlySpan<(string Column, Action Write)> cells)
    {
        Open("tr", ("role", "row"), ("class", ClassOf(kind)), ("id", id), ("data-row", ""));
        foreach (var (column, write) in cells)
        {
            Open("td", ("role", "cell"), ("data-label", column)).Open("div");
            write();
            Close("div").Close("td");
        }

        Close("tr").Break();
    }

    /// <summary>Writes a row whose cells hold text alone.</summary>
    public void Row(TextKind kind, IReadOnlyList<string> columns, IReadOnlyList<string?> texts) =>
        Row(kind, id: null, [.. texts.Select((text, at) => (columns[at], (Action)(() => Text(text ?? ""))))]);

    /// <summary>The class of a meaning.</summary>
    public static string ClassOf(TextKind kind) => kind switch
    {
        TextKind.Good => "good",
        TextKind.Bad => "bad",
        TextKind.Attention => "attention",
        TextKind.Muted => "muted",
        TextKind.Removed => "removed",
        TextKind.Added => "added",
        TextKind.Heading => "heading",
        _ => "plain",
    };
}
