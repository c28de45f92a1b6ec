using System.Globalization;

namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>Format asciidoc (print_asciidoc_text and print_asciidoc_vertical in print.c).</summary>
internal static class AsciidocLayout
{
    public static void Print(TableContent content, TextWriter output)
    {
        var isExpanded = content.Settings.Expanded == ExpandedMode.On;
        if (content.Part.Starts)
        {
            PrintStart(content, output, isExpanded);
        }

        if (isExpanded)
        {
            PrintRecords(content, output);
        }
        else
        {
            PrintRows(content, output);
        }

        output.Write("|====\n");
        var footers = isExpanded ? content.OwnFooters : content.Footers;
        if (!content.Part.Ends || footers.Count == 0)
        {
            return;
        }

        output.Write("\n....\n");
        foreach (var footer in footers)
        {
            output.WriteLineFeed(footer);
        }

        output.Write("....\n");
    }

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Alignment(TableContent content, int column) => content.IsRightAligned(column) ? ">l" : "<l";

    private static bool IsBlank(string cell) => !cell.AsSpan().ContainsAnyExcept(' ', '\t');

    private static void PrintStart(TableContent content, TextWriter output, bool isExpanded)
    {
        output.Write('\n');
        if (content.Title is { } title)
        {
            output.Write('.');
            output.WriteLineFeed(title);
        }

        var columns = isExpanded ? "h,l" : string.Join(',', Enumerable.Range(0, content.ColumnCount).Select(i => Alignment(content, i)));
        var hasHeader = !isExpanded && !content.Settings.TuplesOnly;
        var frame = content.Settings.Border switch
        {
            0 => ",frame=\"none\",grid=\"none\"",
            1 => ",frame=\"none\"",
            2 => ",frame=\"all\",grid=\"all\"",
            _ => "",
        };
        output.Write($"[{(hasHeader ? "options=\"header\"," : "")}cols=\"{columns}\"{frame}]\n|====\n");
        if (!hasHeader)
        {
            return;
        }

        for (var i = 0; i < content.ColumnCount; i++)
        {
            output.Write(i == 0 ? "^l|" : " ^l|");
            output.Write(Escaped(content.Header(i)));
        }

        output.Write('\n');
    }

    private static void PrintRows(TableContent content, TextWriter output)
    {
        for (var row = 0; row < content.RowCount && content.ColumnCount > 0; row++)
        {
            for (var i = 0; i < content.ColumnCount; i++)
            {
                output.Write(i == 0 ? "|" : " |");
                var cell = content.Cell(row, i);
                if (!IsBlank(cell))
                {
                    output.Write(Escaped(cell));
                }
                else if (i < content.ColumnCount - 1)
                {
                    output.Write(' ');
                }
            }

            output.Write('\n');
        }
    }

    private static void PrintRecords(TableContent content, TextWriter output)
    {
        for (var row = 0; row < content.RowCount && content.ColumnCount > 0; row++)
        {
            output.Write(content.Settings.TuplesOnly
                ? "2+|\n"
                : string.Create(CultureInfo.InvariantCulture, $"2+^|Record {content.Part.EarlierRows + row + 1}\n"));
            for (var i = 0; i < content.ColumnCount; i++)
            {
                var cell = content.Cell(row, i);
                output.Write("<l|");
                output.Write(Escaped(content.Header(i)));
                output.Write($" {Alignment(content, i)}|");
                output.WriteLineFeed(IsBlank(cell) ? " " : Escaped(cell));
            }
        }
    }
}
