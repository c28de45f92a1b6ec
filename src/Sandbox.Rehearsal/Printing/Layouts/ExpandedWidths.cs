using Sandbox.Rehearsal.Printing.Widths;

namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>The widths of an expanded aligned table.</summary>
/// <param name="Header">The column of headers.</param>
/// <param name="Cell">The column of values.</param>
/// <param name="HasMultilineHeader">Whether room is kept for line end marks of headers.</param>
/// <param name="HasMultilineCell">Whether room is kept for line end and wrap marks of values.</param>
internal sealed record ExpandedWidths(int Header, int Cell, bool HasMultilineHeader, bool HasMultilineCell)
{
    public static ExpandedWidths Measure(TableContent content, DisplayWidth widths, int border, bool isOldAscii)
    {
        var header = 0;
        var cell = 0;
        var hasMultilineHeader = false;
        var hasMultilineCell = false;
        var text = new CellText(widths);
        for (var i = 0; i < content.ColumnCount; i++)
        {
            text.Set(content.Header(i));
            header = Math.Max(header, text.Width);
            hasMultilineHeader |= text.Height > 1;
        }

        for (var row = 0; row < content.RowCount; row++)
        {
            for (var i = 0; i < content.ColumnCount; i++)
            {
                text.Set(content.Cell(row, i));
                cell = Math.Max(cell, text.Width);
                hasMultilineCell |= text.Height > 1;
            }
        }

        var measured = new ExpandedWidths(header, cell, hasMultilineHeader, hasMultilineCell);

        // Up to 15 an aligned table stayed as narrow as its values, even below the record lines.
        return content.Settings.Format == PrintFormat.Wrapped || content.DialectMajorVersion >= 16
            ? measured.Fitted(content, border, isOldAscii)
            : measured;
    }

    private ExpandedWidths Fitted(TableContent content, int border, bool isOldAscii)
    {
        var hasMarks = HasMultilineCell;
        var around = border switch
        {
            0 => HasMultilineHeader ? 2 : 1,
            1 => HasMultilineHeader && isOldAscii ? 4 : 3,
            _ => 7,
        };
        var needsRoomForMarks = border < 2 && !isOldAscii;
        around += hasMarks && needsRoomForMarks ? 1 : 0;
        var recordLine = RecordLine(content, border);
        var columns = content.Settings.Format == PrintFormat.Wrapped ? content.Settings.Columns : 0;
        while (true)
        {
            var natural = Math.Max(Header + around + Cell, recordLine);
            var smallest = Math.Max(Header + around + 3, recordLine);
            var width = columns <= 0 || columns >= natural ? natural : Math.Max(columns, smallest);
            var fitted = width - Header - around;
            if (fitted >= Cell || hasMarks || !needsRoomForMarks)
            {
                return this with { Cell = fitted, HasMultilineCell = hasMarks };
            }

            // Values will wrap, so marks need a column after all.
            hasMarks = true;
            around++;
        }
    }

    private static int RecordLine(TableContent content, int border)
    {
        if (content.Settings.TuplesOnly)
        {
            return 0;
        }

        var digits = content.RowCount == 0 ? 0 : 1 + (int)Math.Log10(content.RowCount);
        return digits + border switch
        {
            0 => 9,
            1 => 12,
            _ => 15,
        };
    }
}
