namespace Sandbox.Rehearsal.Printing;

/// <summary>What psql says about its settings (printPsetInfo and pset_value_string in its command.c).</summary>
public sealed partial class PrintSettings
{
    /// <summary>Writes what <c>\pset</c> without arguments shows: every option and its value, one a line.</summary>
    public void WriteAll(TextWriter output)
    {
        Line("border", $"{Border}");
        Line("columns", $"{Columns}");
        Line("csv_fieldsep", Quoted(CsvFieldSeparator.ToString()));
        Line("expanded", Expanded == ExpandedMode.Auto ? "auto" : OnOff(Expanded == ExpandedMode.On));
        Line("fieldsep", Quoted(FieldSeparator));
        Line("fieldsep_zero", OnOff(IsFieldSeparatorZero));
        Line("footer", OnOff(Footer));
        Line("format", NameOf(Format));
        Line("linestyle", NameOf(LineStyle));
        Line("null", Quoted(Null));
        Line("numericlocale", OnOff(NumericLocale));
        Line("pager", $"{Pager}");
        Line("pager_min_lines", $"{PagerMinLines}");
        Line("recordsep", Quoted(RecordSeparator));
        Line("recordsep_zero", OnOff(IsRecordSeparatorZero));
        Line("tableattr", TableAttributes is null ? "" : Quoted(TableAttributes));
        Line("title", Title is null ? "" : Quoted(Title));
        Line("tuples_only", OnOff(TuplesOnly));
        Line("unicode_border_linestyle", NameOf(UnicodeBorder));
        Line("unicode_column_linestyle", NameOf(UnicodeColumn));
        Line("unicode_header_linestyle", NameOf(UnicodeHeader));
        if (DialectMajorVersion >= 16)
        {
            Line("xheader_width", RecordHeader.ToString());
        }

        void Line(string name, string value) => output.Write($"{name,-24} {value}\n");
    }

    private static string OnOff(bool on) => on ? "on" : "off";

    private static string Quoted(string text) =>
        $"'{text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static string NameOf(PrintFormat format) => format switch
    {
        PrintFormat.Aligned => "aligned",
        PrintFormat.Asciidoc => "asciidoc",
        PrintFormat.Csv => "csv",
        PrintFormat.Html => "html",
        PrintFormat.Latex => "latex",
        PrintFormat.LatexLongtable => "latex-longtable",
        PrintFormat.TroffMs => "troff-ms",
        PrintFormat.Unaligned => "unaligned",
        _ => "wrapped",
    };

    private static string NameOf(LineStyle style) => style switch
    {
        LineStyle.Ascii => "ascii",
        LineStyle.OldAscii => "old-ascii",
        _ => "unicode",
    };

    private static string NameOf(StrokeStyle style) => style == StrokeStyle.Double ? "double" : "single";

    private string Confirmation(string option) => option switch
    {
        "border" => $"Border style is {Border}.\n",
        "columns" => Columns == 0 ? "Target width is unset.\n" : $"Target width is {Columns}.\n",
        "x" or "expanded" or "vertical" => Expanded switch
        {
            ExpandedMode.On => "Expanded display is on.\n",
            ExpandedMode.Auto => "Expanded display is used automatically.\n",
            _ => "Expanded display is off.\n",
        },
        "xheader_width" => RecordHeader.Kind == RecordHeaderKind.Exact
            ? $"Expanded header width is {RecordHeader}.\n"
            : $"Expanded header width is \"{RecordHeader}\".\n",
        "csv_fieldsep" => $"Field separator for CSV is \"{CsvFieldSeparator}\".\n",
        "fieldsep" or "fieldsep_zero" => IsFieldSeparatorZero ? "Field separator is zero byte.\n" : $"Field separator is \"{FieldSeparator}\".\n",
        "footer" => $"Default footer is {OnOff(Footer)}.\n",
        "format" => $"Output format is {NameOf(Format)}.\n",
        "linestyle" => $"Line style is {NameOf(LineStyle)}.\n",
        "null" => $"Null display is \"{Null}\".\n",
        "numericlocale" => $"Locale-adjusted numeric output is {OnOff(NumericLocale)}.\n",
        "pager" => Pager switch
        {
            1 => "Pager is used for long output.\n",
            2 => "Pager is always used.\n",
            _ => "Pager usage is off.\n",
        },
        "pager_min_lines" => $"Pager won't be used for less than {PagerMinLines} line{(PagerMinLines == 1 ? "" : "s")}.\n",
        "recordsep" or "recordsep_zero" => this switch
        {
            { IsRecordSeparatorZero: true } => "Record separator is zero byte.\n",
            { RecordSeparator: "\n" } => "Record separator is <newline>.\n",
            _ => $"Record separator is \"{RecordSeparator}\".\n",
        },
        "T" or "tableattr" => TableAttributes is null ? "Table attributes unset.\n" : $"Table attributes are \"{TableAttributes}\".\n",
        "C" or "title" => Title is null ? "Title is unset.\n" : $"Title is \"{Title}\".\n",
        "t" or "tuples_only" => $"Tuples only is {OnOff(TuplesOnly)}.\n",
        "unicode_border_linestyle" => $"Unicode border line style is \"{NameOf(UnicodeBorder)}\".\n",
        "unicode_column_linestyle" => $"Unicode column line style is \"{NameOf(UnicodeColumn)}\".\n",
        "unicode_header_linestyle" => $"Unicode header line style is \"{NameOf(UnicodeHeader)}\".\n",
        _ => throw new ArgumentOutOfRangeException(nameof(option), option, "an option that Set does not know"),
    };
}
