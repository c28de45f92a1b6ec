using System.Globalization;

namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>Format html (print_html_text and print_html_vertical in print.c).</summary>
internal static class HtmlLayout
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

        if (content.Part.Ends)
        {
            PrintEnd(isExpanded ? content.OwnFooters : content.Footers, output);
        }
    }

    /// <summary>Writes text with HTML's special characters as entities and its leading blanks kept.</summary>
    private static void PrintEscaped(string text, TextWriter output)
    {
        var leads = true;
        foreach (var character in text)
        {
            leads &= character == ' ';
            switch (character)
            {
                case '&':
                    output.Write("&amp;");
                    break;
                case '<':
                    output.Write("&lt;");
                    break;
                case '>':
                    output.Write("&gt;");
                    break;
                case '"':
                    output.Write("&quot;");
                    break;
                case '\n':
                    output.Write("<br />\n");
                    break;
                case ' ' when leads:
                    output.Write("&nbsp;");
                    break;
                default:
                    output.Write(character);
                    break;
            }
        }
    }

    private static void PrintStart(TableContent content, TextWriter output, bool isExpanded)
    {
        output.Write(string.Create(CultureInfo.InvariantCulture, $"<table border=\"{content.Settings.Border}\""));
        output.Write(content.Settings.TableAttributes is { } attributes ? $" {attributes}" : "");
        output.Write(">\n");
        if (content.Title is { } title)
        {
            output.Write("  <caption>");
            PrintEscaped(title, output);
            output.Write("</caption>\n");
        }

        if (isExpanded || content.Settings.TuplesOnly)
        {
            return;
        }

        output.Write("  <tr>\n");
        for (var i = 0; i < content.ColumnCount; i++)
        {
            output.Write("    <th align=\"center\">");
            PrintEscaped(content.Header(i), output);
            output.Write("</th>\n");
        }

        output.Write("  </tr>\n");
    }

    private static void PrintRows(TableContent content, TextWriter output)
    {
        for (var row = 0; row < content.RowCount && content.ColumnCount > 0; row++)
        {
            output.Write("  <tr valign=\"top\">\n");
            for (var i = 0; i < content.ColumnCount; i++)
            {
                PrintCell(content, row, i, output);
            }

            output.Write("  </tr>\n");
        }
    }

    private static void PrintRecords(TableContent content, TextWriter output)
    {
        for (var row = 0; row < content.RowCount && content.ColumnCount > 0; row++)
        {
            output.Write(content.Settings.TuplesOnly
                ? "\n  <tr><td colspan=\"2\">&nbsp;</td></tr>\n"
                : string.Create(CultureInfo.InvariantCulture, $"\n  <tr><td colspan=\"2\" align=\"center\">Record {content.Part.EarlierRows + row + 1}</td></tr>\n"));
            for (var i = 0; i < content.ColumnCount; i++)
            {
                output.Write("  <tr valign=\"top\">\n    <th>");
                PrintEscaped(content.Header(i), output);
                output.Write("</th>\n");
                PrintCell(content, row, i, output);
                output.Write("  </tr>\n");
            }
        }
    }

    private static void PrintCell(TableContent content, int row, int column, TextWriter output)
    {
        output.Write(content.IsRightAligned(column) ? "    <td align=\"right\">" : "    <td align=\"left\">");
        var cell = content.Cell(row, column);
        if (cell.AsSpan().ContainsAnyExcept(' ', '\t'))
        {
            PrintEscaped(cell, output);
        }
        else
        {
            output.Write("&nbsp; ");
        }

        output.Write("</td>\n");
    }

    private static void PrintEnd(IReadOnlyList<string> footers, TextWriter output)
    {
        output.Write("</table>\n");
        if (footers.Count > 0)
        {
            output.Write("<p>");
            foreach (var footer in footers)
            {
                PrintEscaped(footer, output);
                output.Write("<br />\n");
            }

            output.Write("</p>");
        }

        output.Write('\n');
    }
}
