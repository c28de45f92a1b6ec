namespace Sandbox.Rehearsal.Printing;

/// <summary><c>\pset</c> and the commands that are short for it (do_pset in psql's command.c).</summary>
public sealed partial class PrintSettings
{
    private static readonly string[] FormatNames = ["aligned", "asciidoc", "csv", "html", "latex", "troff-ms", "unaligned", "wrapped"];

    /// <summary>
    /// <c>\pset option value</c>: applies it and, unless <paramref name="quiet"/>, writes psql's confirmation to <paramref name="output"/>. Without a value some options are toggled and the others shown.
    /// </summary>
    /// <returns>psql's error message without its prefix, or null; on an error nothing was changed.</returns>
    public string? Set(string option, string? value, bool quiet, TextWriter output)
    {
        var announces = true;
        var error = option switch
        {
            "format" => value is null ? null : SetFormat(value),
            "linestyle" => value is null ? null : SetLineStyle(value),
            "unicode_border_linestyle" => SetStroke(value, "border", style => UnicodeBorder = style),
            "unicode_column_linestyle" => SetStroke(value, "column", style => UnicodeColumn = style),
            "unicode_header_linestyle" => SetStroke(value, "header", style => UnicodeHeader = style),
            "border" => Apply(value, text => Border = unchecked((ushort)VariableValue.LeadingNumber(text))),
            "columns" => Apply(value, text => Columns = VariableValue.LeadingNumber(text)),
            "x" or "expanded" or "vertical" => SetExpanded(option, value),
            "xheader_width" when DialectMajorVersion >= 16 => value is null ? null : SetRecordHeader(value),
            "csv_fieldsep" => value is null ? null : SetCsvFieldSeparator(value),
            "null" => Apply(value, text => Null = text),
            "fieldsep" => Apply(value, text => (FieldSeparator, IsFieldSeparatorZero) = (text, false)),
            "fieldsep_zero" => Apply("", text => (FieldSeparator, IsFieldSeparatorZero) = (text, true)),
            "recordsep" => Apply(value, text => (RecordSeparator, IsRecordSeparatorZero) = (text, false)),
            "recordsep_zero" => Apply("", text => (RecordSeparator, IsRecordSeparatorZero) = (text, true)),
            "numericlocale" => SetSwitch(option, value, NumericLocale, on => NumericLocale = on, out announces),
            "t" or "tuples_only" => SetSwitch(option, value, TuplesOnly, on => TuplesOnly = on, out announces),
            "footer" => SetSwitch(option, value, Footer, on => Footer = on, out announces),
            "C" or "title" => SetTitleText(value),
            "T" or "tableattr" => SetTableAttributes(value),
            "pager" => SetPager(option, value),
            "pager_min_lines" => value is null ? null : SetPagerMinLines(value),
            _ => $"\\pset: unknown option: {option}",
        };

        if (error is null && announces && !quiet)
        {
            output.Write(Confirmation(option));
        }

        return error;
    }

    /// <summary><c>\a</c>: aligned or, from that, unaligned.</summary>
    public string? ToggleAligned(bool quiet, TextWriter output) =>
        Set("format", Format == PrintFormat.Aligned ? "unaligned" : "aligned", quiet, output);

    /// <summary><c>\H</c>: html or, from that, aligned.</summary>
    public string? ToggleHtml(bool quiet, TextWriter output) =>
        Set("format", Format == PrintFormat.Html ? "aligned" : "html", quiet, output);

    /// <summary><c>\C</c>: sets the title, or without one takes it away.</summary>
    public string? SetTitle(string? title, bool quiet, TextWriter output) => Set("title", title, quiet, output);

    /// <summary><c>\f</c>: sets the field separator, or without one shows it.</summary>
    public string? SetFieldSeparator(string? separator, bool quiet, TextWriter output) => Set("fieldsep", separator, quiet, output);

    /// <summary><c>\T</c>: sets the attributes of the html table tag, or without any takes them away.</summary>
    public string? SetTableAttributes(string? attributes, bool quiet, TextWriter output) => Set("tableattr", attributes, quiet, output);

    /// <summary><c>\t</c>: toggles tuples only, or sets it.</summary>
    public string? ToggleTuplesOnly(string? value, bool quiet, TextWriter output) => Set("tuples_only", value, quiet, output);

    /// <summary><c>\x</c>: toggles expanded display, or sets it.</summary>
    public string? ToggleExpanded(string? value, bool quiet, TextWriter output) => Set("expanded", value, quiet, output);

    private static string? Apply(string? value, Action<string> apply)
    {
        if (value is not null)
        {
            apply(value);
        }

        return null;
    }

    private static string? SetStroke(string? value, string what, Action<StrokeStyle> apply)
    {
        if (value is null)
        {
            return null;
        }

        if (VariableValue.Abbreviates(value, "single"))
        {
            apply(StrokeStyle.Single);
            return null;
        }

        if (VariableValue.Abbreviates(value, "double"))
        {
            apply(StrokeStyle.Double);
            return null;
        }

        return $"\\pset: allowed Unicode {what} line styles are single, double";
    }

    // psql says nothing when one of these is set to a value, only when it is toggled.
    private static string? SetSwitch(string option, string? value, bool current, Action<bool> apply, out bool announces)
    {
        announces = value is null;
        var on = value is null ? !current : VariableValue.Boolean(value);
        if (on is null)
        {
            return $"unrecognized value \"{value}\" for \"{option}\": Boolean expected";
        }

        apply(on.Value);
        return null;
    }

    private string? SetFormat(string value)
    {
        var matches = FormatNames.Where(name => VariableValue.Abbreviates(value, name)).Take(2).ToArray();
        if (matches.Length == 2)
        {
            return $"\\pset: ambiguous abbreviation \"{value}\" matches both \"{matches[0]}\" and \"{matches[1]}\"";
        }

        var name = matches is [var only] ? only : VariableValue.Abbreviates(value, "latex-longtable") ? "latex-longtable" : null;
        if (name is null)
        {
            return "\\pset: allowed formats are aligned, asciidoc, csv, html, latex, latex-longtable, troff-ms, unaligned, wrapped";
        }

        Format = Enum.Parse<PrintFormat>(name.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true);
        return null;
    }

    private string? SetLineStyle(string value)
    {
        if (VariableValue.Abbreviates(value, "ascii"))
        {
            LineStyle = LineStyle.Ascii;
        }
        else if (VariableValue.Abbreviates(value, "old-ascii"))
        {
            LineStyle = LineStyle.OldAscii;
        }
        else if (VariableValue.Abbreviates(value, "unicode"))
        {
            LineStyle = LineStyle.Unicode;
        }
        else
        {
            return "\\pset: allowed line styles are ascii, old-ascii, unicode";
        }

        return null;
    }

    private string? SetExpanded(string option, string? value)
    {
        if (value is null)
        {
            Expanded = Expanded == ExpandedMode.Off ? ExpandedMode.On : ExpandedMode.Off;
        }
        else if (value.Equals("auto", StringComparison.OrdinalIgnoreCase))
        {
            Expanded = ExpandedMode.Auto;
        }
        else if (VariableValue.Boolean(value) is { } on)
        {
            Expanded = on ? ExpandedMode.On : ExpandedMode.Off;
        }
        else
        {
            return $"unrecognized value \"{value}\" for \"{option}\"\nAvailable values are: on, off, auto.";
        }

        return null;
    }

    private string? SetRecordHeader(string value)
    {
        RecordHeaderWidth? width = value.ToUpperInvariant() switch
        {
            "FULL" => new(RecordHeaderKind.Full),
            "COLUMN" => new(RecordHeaderKind.Column),
            "PAGE" => new(RecordHeaderKind.Page),
            _ => VariableValue.LeadingNumber(value) is var columns and not 0 ? new(RecordHeaderKind.Exact, columns) : null,
        };
        if (width is null)
        {
            return "\\pset: allowed xheader_width values are \"full\" (default), \"column\", \"page\", or a number specifying the exact width";
        }

        RecordHeader = width.Value;
        return null;
    }

    private string? SetCsvFieldSeparator(string value)
    {
        if (value is not [var separator] || !char.IsAscii(separator))
        {
            return "\\pset: csv_fieldsep must be a single one-byte character";
        }

        if (separator is '"' or '\n' or '\r')
        {
            return "\\pset: csv_fieldsep cannot be a double quote, a newline, or a carriage return";
        }

        CsvFieldSeparator = separator;
        return null;
    }

    private string? SetTitleText(string? value)
    {
        Title = value;
        return null;
    }

    private string? SetTableAttributes(string? value)
    {
        TableAttributes = value;
        return null;
    }

    private string? SetPager(string option, string? value)
    {
        if (value is null)
        {
            Pager = Pager == 1 ? 0 : 1;
        }
        else if (value.Equals("always", StringComparison.OrdinalIgnoreCase))
        {
            Pager = 2;
        }
        else if (VariableValue.Boolean(value) is { } on)
        {
            Pager = on ? 1 : 0;
        }
        else
        {
            return $"unrecognized value \"{value}\" for \"{option}\"\nAvailable values are: on, off, always.";
        }

        return null;
    }

    private string? SetPagerMinLines(string value)
    {
        // Older psqls took any text, for 0 where it was no number.
        var number = DialectMajorVersion >= 18 ? VariableValue.WholeNumber(value) : VariableValue.LeadingNumber(value);
        if (number is not { } lines)
        {
            return $"invalid value \"{value}\" for \"pager_min_lines\": integer expected";
        }

        PagerMinLines = lines;
        return null;
    }
}
