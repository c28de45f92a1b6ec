using System.Buffers;

namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>Format csv (print_csv_text and print_csv_vertical in print.c): no title, no footers.</summary>
internal static class CsvLayout
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\r\n\"");

    public static void Print(TableContent content, TextWriter output)
    {
        var separator = content.Settings.CsvFieldSeparator;
        if (content.Settings.Expanded == ExpandedMode.On)
        {
            PrintRecords(content, separator, output);
            return;
        }

        if (content.Part.Starts && !content.Settings.TuplesOnly)
        {
            for (var i = 0; i < content.ColumnCount; i++)
            {
                PrintField(content.Header(i), isFirst: i == 0, separator, output);
            }

            output.Write('\n');
        }

        for (var row = 0; row < content.RowCount && content.ColumnCount > 0; row++)
        {
            for (var i = 0; i < content.ColumnCount; i++)
            {
                PrintField(content.Cell(row, i), isFirst: i == 0, separator, output);
            }

            output.Write('\n');
        }
    }

    private static void PrintRecords(TableContent content, char separator, TextWriter output)
    {
        for (var row = 0; row < content.RowCount; row++)
        {
            for (var i = 0; i < content.ColumnCount; i++)
            {
                PrintField(content.Header(i), isFirst: true, separator, output);
                PrintField(content.Cell(row, i), isFirst: false, separator, output);
                output.Write('\n');
            }
        }
    }

    private static void PrintField(string value, bool isFirst, char separator, TextWriter output)
    {
        if (!isFirst)
        {
            output.Write(separator);
        }

        // "\." alone in a line would end the server's COPY, so it is quoted, as is all where the separator could make one.
        if (separator is '\\' or '.' || value.Contains(separator, StringComparison.Ordinal) || value.AsSpan().ContainsAny(Special) || string.Equals(value, "\\.", StringComparison.Ordinal))
        {
            output.Write('"');
            output.Write(value.Replace("\"", "\"\"", StringComparison.Ordinal));
            output.Write('"');
        }
        else
        {
            output.Write(value);
        }
    }
}
