using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>A table with the settings that it is printed by: cells as text, the title and the footers that apply (printQuery in print.c).</summary>
internal sealed class TableContent(PrintTable table, PrintSettings settings, int dialectMajorVersion, PrintPart part)
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789+-.eE");

    public PrintSettings Settings { get; } = settings;

    public int DialectMajorVersion { get; } = dialectMajorVersion;

    public PrintPart Part { get; } = part;

    public int ColumnCount => table.Columns.Count;

    public int RowCount => table.Rows.Count;

    /// <summary>Whether there is no cell at all: no row, or no column.</summary>
    public bool IsEmpty => ColumnCount == 0 || RowCount == 0;

    /// <summary>The title to print; null where there is none, or tuples only are wanted.</summary>
    public string? Title => Settings.TuplesOnly ? null : table.Title ?? Settings.Title;

    /// <summary>The table's own footers; empty where it has none, or tuples only are wanted.</summary>
    public IReadOnlyList<string> OwnFooters => Settings.TuplesOnly ? [] : table.Footers ?? [];

    /// <summary>The table's own footers, or in their stead how many rows there are; empty where tuples only are wanted.</summary>
    public IReadOnlyList<string> Footers
    {
        get
        {
            if (table.Footers is not null || !Settings.Footer || Settings.TuplesOnly)
            {
                return OwnFooters;
            }

            var rows = Part.EarlierRows + RowCount;
            return [rows == 1 ? "(1 row)" : string.Create(CultureInfo.InvariantCulture, $"({rows} rows)")];
        }
    }

    public bool IsRightAligned(int column) => table.Columns[column].IsRightAligned;

    public string Header(int column) => Valid(table.Columns[column].Header);

    public string Cell(int row, int column)
    {
        var value = table.Rows[row][column];
        if (value is null)
        {
            return Valid(Settings.Null);
        }

        return Settings.NumericLocale && IsRightAligned(column) ? Grouped(value) : Valid(value);
    }

    /// <summary>Leaves out what psql takes for invalid UTF-8: the last two code points of each plane but the first (mb_utf_validate in mbprint.c).</summary>
    private static string Valid(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.EnumerateRunes().All(IsValid))
        {
            return text;
        }

        var valid = new StringBuilder(text.Length);
        Span<char> chars = stackalloc char[2];
        foreach (var character in text.EnumerateRunes().Where(IsValid))
        {
            valid.Append(chars[..character.EncodeToUtf16(chars)]);
        }

        return valid.ToString();

        static bool IsValid(Rune character) => character.IsBmp || (character.Value & 0xFFFE) != 0xFFFE;
    }

    /// <summary>Separates thousands by commas, in anything that looks like a number (format_numeric_locale in print.c).</summary>
    private static string Grouped(string value)
    {
        if (value.AsSpan().ContainsAnyExcept(NumberCharacters))
        {
            return Valid(value);
        }

        var start = value is ['-' or '+', ..] ? 1 : 0;
        var digits = value.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
        var end = digits < 0 ? value.Length : start + digits;
        var grouped = new StringBuilder(value.Length + ((end - start) / 3));
        for (var i = 0; i < end; i++)
        {
            if (i > start && (end - i) % 3 == 0)
            {
                grouped.Append(',');
            }

            grouped.Append(value[i]);
        }

        return grouped.Append(value, end, value.Length - end).ToString();
    }
}
