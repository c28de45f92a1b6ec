using Sandbox.Rehearsal.Printing.Layouts;

namespace Sandbox.Rehearsal.Printing;

/// <summary>Prints tables byte for byte as psql does (print.c of PostgreSQL's fe_utils).</summary>
public static class TablePrinter
{
    /// <summary>Prints a table.</summary>
    /// <param name="table">What is printed; its own title and footers go before those of the settings.</param>
    /// <param name="settings">How.</param>
    /// <param name="dialectMajorVersion">Which psql, where versions differ: 16 widened narrow expanded tables, and each Unicode version knows more wide characters.</param>
    /// <param name="output">Where; lines end by line feeds, whatever its own line end is.</param>
    public static void Print(PrintTable table, PrintSettings settings, int dialectMajorVersion, TextWriter output) =>
        Print(table, settings, dialectMajorVersion, output, PrintPart.Whole);

    /// <summary>Prints a part of a table, where a result comes in chunks. Column widths are those of the part, as psql's are.</summary>
    /// <param name="table">The part's rows.</param>
    /// <param name="settings">How.</param>
    /// <param name="dialectMajorVersion">Which psql.</param>
    /// <param name="output">Where.</param>
    /// <param name="part">Which part this is.</param>
    public static void Print(PrintTable table, PrintSettings settings, int dialectMajorVersion, TextWriter output, PrintPart part)
    {
        var content = new TableContent(table, settings, dialectMajorVersion, part);
        switch (settings.Format)
        {
            case PrintFormat.Unaligned:
                UnalignedLayout.Print(content, output);
                break;
            case PrintFormat.Csv:
                CsvLayout.Print(content, output);
                break;
            case PrintFormat.Html:
                HtmlLayout.Print(content, output);
                break;
            case PrintFormat.Asciidoc:
                AsciidocLayout.Print(content, output);
                break;
            case PrintFormat.Latex or PrintFormat.LatexLongtable:
                LatexLayout.Print(content, output);
                break;
            case PrintFormat.TroffMs:
                TroffLayout.Print(content, output);
                break;
            case var _ when settings.Expanded == ExpandedMode.On:
                ExpandedAlignedLayout.Print(content, output);
                break;
            default:
                AlignedLayout.Print(content, output);
                break;
        }
    }
}
