using System.Globalization;
using System.Text;

namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>Formats latex and latex-longtable (print_latex_text, print_latex_longtable_text and print_latex_vertical in print.c).</summary>
internal static class LatexLayout
{
    private static readonly Dictionary<char, string> s_escapes = new()
    {
        ['#'] = @"\#", ['$'] = @"\$", ['%'] = @"\%", ['&'] = @"\&", ['<'] = @"\textless{}", ['>'] = @"\textgreater{}", ['\\'] = @"\textbackslash{}",
        ['^'] = @"\^{}", ['_'] = @"\_", ['{'] = @"\{", ['|'] = @"\textbar{}", ['}'] = @"\}", ['~'] = @"\~{}", ['\n'] = @"\\",
    };

    public static void Print(TableContent content, TextWriter output)
    {
        if (content.Settings.Expanded == ExpandedMode.On)
        {
            PrintRecords(content, output);
        }
        else if (content.Settings.Format == PrintFormat.LatexLongtable)
        {
            PrintLongtable(content, output);
        }
        else
        {
            PrintTable(content, output);
        }
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = s_escapes.TryGetValue(c, out var escape) ? escaped.Append(escape) : escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static IEnumerable<string> Cells(TableContent content, int row) => Enumerable.Range(0, content.ColumnCount).Select(i => Escaped(content.Cell(row, i)));

    private static string Headers(TableContent content, string open, string close) =>
        string.Join(" & ", Enumerable.Range(0, content.ColumnCount).Select(i => open + Escaped(content.Header(i)) + close));

    private static string Framed(string columns, ushort border) => border >= 2 ? $"| {columns} |" : columns;

    private static string Alignment(TableContent content, int column) => content.IsRightAligned(column) ? "r" : "l";

    private static void PrintTitle(TableContent content, TextWriter output)
    {
        if (content.Title is { } title)
        {
            output.Write($"\\begin{{center}}\n{Escaped(title)}\n\\end{{center}}\n\n");
        }
    }

    private static void PrintEnd(IReadOnlyList<string> footers, TextWriter output)
    {
        output.Write("\\end{tabular}\n\n\\noindent ");
        foreach (var footer in footers)
        {
            output.Write($"{Escaped(footer)} \\\\\n");
        }

        output.Write('\n');
    }

    private static void PrintTable(TableContent content, TextWriter output)
    {
        var border = Math.Min(content.Settings.Border, (ushort)3);
        if (content.Part.Starts)
        {
            PrintTitle(content, output);
            var columns = string.Join(border == 0 ? "" : " | ", Enumerable.Range(0, content.ColumnCount).Select(i => Alignment(content, i)));
            output.Write($"\\begin{{tabular}}{{{Framed(columns, border)}}}\n");
            if (!content.Settings.TuplesOnly)
            {
                output.Write($"{(border >= 2 ? "\\hline\n" : "")}{Headers(content, "\\textit{", "}")} \\\\\n\\hline\n");
            }
        }

        for (var row = 0; row < content.RowCount && content.ColumnCount > 0; row++)
        {
            output.Write($"{string.Join(" & ", Cells(content, row))} \\\\\n{(border == 3 ? "\\hline\n" : "")}");
        }

        if (content.Part.Ends)
        {
            output.Write(border == 2 ? "\\hline\n" : "");
            PrintEnd(content.Footers, output);
        }
    }

    private static void PrintLongtable(TableContent content, TextWriter output)
    {
        var border = Math.Min(content.Settings.Border, (ushort)3);
        if (content.Part.Starts)
        {
            output.Write($"\\begin{{longtable}}{{{Framed(string.Join(border == 0 ? "" : " | ", Widths(content)), border)}}}\n");
            if (!content.Settings.TuplesOnly)
            {
                PrintHeads(content, border, output);
            }
        }

        for (var row = 0; row < content.RowCount && content.ColumnCount > 0; row++)
        {
            output.Write($"{string.Join("\n&\n", Cells(content, row).Select(static cell => $"\\raggedright{{{cell}}}"))} \\tabularnewline\n{(border == 3 ? " \\hline\n" : "")}");
        }

        if (content.Part.Ends)
        {
            output.Write("\\end{longtable}\n");
        }
    }

    /// <summary>The table's attributes are widths, one a left-aligned column, the last for all that follow.</summary>
    private static IEnumerable<string> Widths(TableContent content)
    {
        var widths = new Queue<string>((content.Settings.TableAttributes ?? "").Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
        string? last = null;
        for (var i = 0; i < content.ColumnCount; i++)
        {
            var alignment = Alignment(content, i);
            last = alignment is "l" && widths.TryDequeue(out var next) ? next : last;
            yield return alignment is "l" && last is not null ? $"p{{{last}\\textwidth}}" : alignment;
        }
    }

    private static void PrintHeads(TableContent content, ushort border, TextWriter output)
    {
        var top = border >= 2 ? "\\toprule\n" : "";
        var headers = Headers(content, "\\small\\textbf{\\textit{", "}}");
        output.Write($"{top}{headers} \\\\\n\\midrule\n\\endfirsthead\n{top}{headers} \\\\\n{(border != 3 ? "\\midrule\n" : "")}\\endhead\n");
        if (content.Title is { } title)
        {
            var name = Escaped(title);
            var bottom = border == 2 ? "\\bottomrule\n" : "";
            output.Write($"{bottom}\\caption[{name} (Continued)]{{{name}}}\n\\endfoot\n{bottom}\\caption[{name}]{{{name}}}\n\\endlastfoot\n");
        }
        else if (border >= 2)
        {
            output.Write("\\bottomrule\n\\endfoot\n\\bottomrule\n\\endlastfoot\n");
        }
    }

    private static void PrintRecords(TableContent content, TextWriter output)
    {
        var border = Math.Min(content.Settings.Border, (ushort)2);
        if (content.Part.Starts)
        {
            PrintTitle(content, output);
            output.Write($"\\begin{{tabular}}{{{(border == 0 ? "cl" : border == 1 ? "c|l" : "|c|l|")}}}\n");
        }

        for (var row = 0; row < content.RowCount && content.ColumnCount > 0; row++)
        {
            if (!content.Settings.TuplesOnly)
            {
                var (line, frame) = border == 2 ? ("\\hline\n", "|c|") : ("", "c");
                output.Write(string.Create(CultureInfo.InvariantCulture, $"{line}\\multicolumn{{2}}{{{frame}}}{{\\textit{{Record {content.Part.EarlierRows + row + 1}}}}} \\\\\n"));
            }

            output.Write(border >= 1 ? "\\hline\n" : "");
            for (var i = 0; i < content.ColumnCount; i++)
            {
                output.Write($"{Escaped(content.Header(i))} & {Escaped(content.Cell(row, i))} \\\\\n");
            }
        }

        if (content.Part.Ends)
        {
            output.Write(border == 2 ? "\\hline\n" : "");
            PrintEnd(content.OwnFooters, output);
        }
    }
}
