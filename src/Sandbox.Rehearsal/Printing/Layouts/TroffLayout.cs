using System.Globalization;

namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>Format troff-ms (print_troff_ms_text and print_troff_ms_vertical in print.c).</summary>
internal static class TroffLayout
{
    public static void Print(TableContent content, TextWriter output)
    {
        var isExpanded = content.Settings.Expanded == ExpandedMode.On;
        var border = Math.Min(content.Settings.Border, (ushort)2);
        if (content.Part.Starts)
        {
            output.Write(content.Title is { } title ? $".LP\n.DS C\n{Escaped(title)}\n.DE\n" : "");
            output.Write($".LP\n.TS\ncenter{(border == 2 ? " box" : "")};\n");
        }

        if (isExpanded)
        {
            PrintRecords(content, border, output);
        }
        else
        {
            PrintRows(content, border, output);
        }

        if (!content.Part.Ends)
        {
            return;
        }

        output.Write(".TE\n.DS L\n");
        foreach (var footer in isExpanded ? content.OwnFooters : content.Footers)
        {
            output.WriteLineFeed(Escaped(footer));
        }

        output.Write(".DE\n");
    }

    private static string Escaped(string text) => text.Replace("\\", "\\(rs", StringComparison.Ordinal);

    private static void PrintRows(TableContent content, ushort border, TextWriter output)
    {
        var columns = Enumerable.Range(0, content.ColumnCount).ToList();
        if (content.Part.Starts)
        {
            output.Write($"{string.Join(border > 0 ? " | " : "", columns.Select(i => content.IsRightAligned(i) ? "r" : "l"))}.\n");
            output.Write(content.Settings.TuplesOnly ? "" : $"{string.Join('\t', columns.Select(i => $"\\fI{Escaped(content.Header(i))}\\fP"))}\n_\n");
        }

        for (var row = 0; row < content.RowCount && columns.Count > 0; row++)
        {
            output.WriteLineFeed(string.Join('\t', columns.Select(i => Escaped(content.Cell(row, i)))));
        }
    }

    private static void PrintRecords(TableContent content, ushort border, TextWriter output)
    {
        var tuplesOnly = content.Settings.TuplesOnly;
        var isFirst = content.Part.Starts;
        output.Write(content.Part.Starts && tuplesOnly ? "c l;\n" : "");
        for (var row = 0; row < content.RowCount && content.ColumnCount > 0; row++)
        {
            if (!tuplesOnly)
            {
                var record = content.Part.EarlierRows + row + 1;
                output.Write(border == 2 && record > 1 ? "_\n" : "");
                output.Write(isFirst ? "c s.\n" : ".T&\nc s.\n");
                output.Write(string.Create(CultureInfo.InvariantCulture, $"\\fIRecord {record}\\fP\n"));
                isFirst = false;
            }

            output.Write(border >= 1 ? "_\n" : "");
            if (!tuplesOnly)
            {
                output.Write(border == 1 ? ".T&\nc | l.\n" : ".T&\nc l.\n");
            }

            for (var i = 0; i < content.ColumnCount; i++)
            {
                output.WriteLineFeed($"{Escaped(content.Header(i))}\t{Escaped(content.Cell(row, i))}");
            }
        }
    }
}
