using System.Globalization;
using System.Runtime.InteropServices;
using Sandbox.Rehearsal.Printing.Widths;

namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>Formats aligned and wrapped in expanded display (print_aligned_vertical in print.c).</summary>
internal sealed class ExpandedAlignedLayout
{
    private readonly TableContent _content;
    private readonly TextWriter _output;
    private readonly DisplayWidth _widths;
    private readonly LineGlyphs _glyphs;
    private readonly int _border;
    private readonly CellText _header;
    private readonly CellText _cell;
    private readonly ExpandedWidths _measured;

    private ExpandedAlignedLayout(TableContent content, TextWriter output)
    {
        _content = content;
        _output = output;
        _widths = DisplayWidth.Of(content.DialectMajorVersion);
        _glyphs = LineGlyphs.Of(content.Settings);
        _border = Math.Min(content.Settings.Border, (ushort)2);
        _header = new CellText(_widths);
        _cell = new CellText(_widths);
        _measured = ExpandedWidths.Measure(content, _widths, _border, _glyphs.IsOldAscii);
    }

    // Old ASCII marks a header's line ends at its left, the others at its right.
    private bool HasHeaderMarkLeft => _border == 2 || (_measured.HasMultilineHeader && _glyphs.IsOldAscii);

    private bool HasHeaderMarkRight => _border > 0 || (_measured.HasMultilineHeader && !_glyphs.IsOldAscii);

    private bool HasCellMarkRight => _border > 1 || (_measured.HasMultilineCell && !_glyphs.IsOldAscii);

    public static void Print(TableContent content, TextWriter output)
    {
        if (content.IsEmpty && content.Part == PrintPart.Whole)
        {
            PrintEmpty(content, output);
            return;
        }

        new ExpandedAlignedLayout(content, output).Print();
    }

    private static void PrintEmpty(TableContent content, TextWriter output)
    {
        // psql 19 prints the title here too.
        foreach (var footer in content.Footers)
        {
            output.WriteLineFeed(footer);
        }

        output.Write('\n');
    }

    private void Print()
    {
        if (_content.Part.Starts && _content.Title is { } title)
        {
            _output.WriteLineFeed(title);
        }

        var ruleWidth = _measured.Header + (_border < 2 && _measured.HasMultilineHeader && _glyphs.IsOldAscii ? 1 : 0);
        for (var row = 0; row < _content.RowCount && _content.ColumnCount > 0; row++)
        {
            if (!_content.Settings.TuplesOnly)
            {
                PrintRule(_content.Part.EarlierRows + row + 1, ruleWidth, row == 0 ? _glyphs.Top : _glyphs.Middle);
            }
            else if (row != 0 || !_content.Part.Starts || _border == 2)
            {
                PrintRule(record: 0, ruleWidth, row == 0 ? _glyphs.Top : _glyphs.Middle);
            }

            for (var i = 0; i < _content.ColumnCount; i++)
            {
                PrintField(row, i);
            }
        }

        if (_content.Part.Ends)
        {
            PrintEnd();
        }
    }

    private void PrintEnd()
    {
        if (_border == 2)
        {
            PrintRule(record: 0, _measured.Header, _glyphs.Bottom);
        }

        if (_content.OwnFooters.Count > 0)
        {
            _output.Write(_border < 2 ? "\n" : "");
            foreach (var footer in _content.OwnFooters)
            {
                _output.WriteLineFeed(footer);
            }
        }

        _output.Write('\n');
    }

    /// <summary>Prints the line above a record, or without a number a plain rule (print_aligned_vertical_line).</summary>
    private void PrintRule(long record, int headerWidth, RuleGlyphs rule)
    {
        // From 16 on this line takes border 3 for what it is, no border that it knows, while the fields below take it for 2.
        var border = _content.DialectMajorVersion >= 16 ? _content.Settings.Border : _border;
        var fill = border > 0 ? rule.Horizontal : " ";
        var isShort = _content.Settings.RecordHeader.Kind == RecordHeaderKind.Column;
        _output.Write(border switch
        {
            2 => $"{rule.Left}{rule.Horizontal}",
            1 => rule.Horizontal,
            _ => "",
        });

        var label = record == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{(border == 0 ? $"* Record {record}" : $"[ RECORD {record} ]")}");
        _output.Write(label);
        var length = label.Length + (border == 2 ? 0 : 1);
        _output.WriteRepeated(fill, headerWidth - length);

        // What the label has over the header's width is taken from the crossing, then from the rest.
        var surplus = length - headerWidth;
        if (border > 0)
        {
            _output.Write(surplus <= 0 ? rule.Horizontal : "");
            _output.Write(surplus > 1 ? "" : isShort ? rule.Right : rule.Middle);
            _output.Write(surplus > 2 || isShort ? "" : rule.Horizontal);
            surplus -= 3;
        }
        else
        {
            _output.Write(surplus <= 0 ? " " : "");
            surplus--;
        }

        if (!isShort)
        {
            _output.WriteRepeated(fill, RuleDataWidth(border, headerWidth) - Math.Max(surplus, 0));
            _output.Write(border == 2 ? $"{rule.Horizontal}{rule.Right}" : "");
        }

        _output.Write('\n');
    }

    private int RuleDataWidth(int border, int headerWidth)
    {
        var columns = _content.Settings.RecordHeader.Kind switch
        {
            RecordHeaderKind.Page => _content.Settings.Columns,
            RecordHeaderKind.Exact => _content.Settings.RecordHeader.Columns,
            _ => 0,
        };
        var around = border switch
        {
            0 => 0,
            1 => 3,
            2 => 7,
            _ => -1,
        };
        return columns > 0 && around >= 0 ? Math.Min(_measured.Cell, Math.Max(0, columns - headerWidth - around)) : _measured.Cell;
    }

    private void PrintField(int row, int column)
    {
        _header.Set(_content.Header(column));
        _cell.Set(_content.Cell(row, column));
        var progress = default(CellProgress);
        for (var headerLine = 0; headerLine < _header.Height || !progress.IsComplete; headerLine++)
        {
            if (_border == 2)
            {
                _output.Write(_glyphs.Data.Left);
            }

            PrintHeaderLine(headerLine);
            if (_border > 0)
            {
                _output.Write(progress.Offset > 0 ? _glyphs.ColumnAtWrap : progress.Line == 0 ? _glyphs.Data.Middle : _glyphs.ColumnAtLineEnd);
            }

            if (!progress.IsComplete)
            {
                progress = PrintCellLine(progress);
            }
            else if (_border == 2)
            {
                _output.WriteBlanks(_measured.Cell + 2);
                _output.Write(_glyphs.Data.Right);
            }

            _output.Write('\n');
        }
    }

    private void PrintHeaderLine(int line)
    {
        if (line >= _header.Height)
        {
            // C's "%*s" of a blank prints one even where no column is asked for.
            var isWidened = _measured.HasMultilineHeader && (_glyphs.IsOldAscii ? _border < 2 : _border == 0);
            _output.WriteBlanks(Math.Max(1, _measured.Header + _border + (isWidened ? 1 : 0)));
            return;
        }

        if (HasHeaderMarkLeft)
        {
            _output.Write(line > 0 ? _glyphs.HeaderLineEndLeft : " ");
        }

        _output.Write(_header.Line(line));
        _output.WriteBlanks(_measured.Header - _header[line].Width);
        if (HasHeaderMarkRight)
        {
            _output.Write(line + 1 < _header.Height ? _glyphs.HeaderLineEndRight : " ");
        }
    }

    private CellProgress PrintCellLine(CellProgress progress)
    {
        var rest = _cell.Line(progress.Line)[progress.Offset..];
        var length = _widths.Fit(rest, _measured.Cell, out var taken);
        _output.Write(progress.Offset == 0 ? " " : _glyphs.WrapLeft);
        _output.Write(rest[..length]);
        string? mark;
        if (length < rest.Length)
        {
            mark = HasCellMarkRight ? _glyphs.WrapRight : null;
            progress = progress with { Offset = progress.Offset + length };
        }
        else if (progress.Line + 1 < _cell.Height)
        {
            mark = HasCellMarkRight ? _glyphs.LineEndRight : null;
            progress = new CellProgress(progress.Line + 1, Offset: 0, IsComplete: false);
        }
        else
        {
            // The offset stays behind the text: below it, psql draws the border as if more of it were to come.
            mark = _border > 1 ? " " : null;
            progress = new CellProgress(progress.Line, progress.Offset + length, IsComplete: true);
        }

        if (mark is not null)
        {
            _output.WriteBlanks(_measured.Cell - taken);
            _output.Write(mark);
        }

        if (_border == 2)
        {
            _output.Write(_glyphs.Data.Right);
        }

        return progress;
    }

    /// <summary>How far the current cell is printed.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct CellProgress(int Line, int Offset, bool IsComplete);
}
