using System.Runtime.InteropServices;
using Sandbox.Rehearsal.Printing.Widths;

namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>Formats aligned and wrapped (print_aligned_text in print.c).</summary>
internal sealed class AlignedLayout
{
    private readonly TableContent _content;
    private readonly TextWriter _output;
    private readonly DisplayWidth _widths;
    private readonly LineGlyphs _glyphs;
    private readonly int _border;
    private readonly ColumnWidths _columns;
    private readonly CellText[] _cells;

    private AlignedLayout(TableContent content, TextWriter output)
    {
        _content = content;
        _output = output;
        _widths = DisplayWidth.Of(content.DialectMajorVersion);
        _glyphs = LineGlyphs.Of(content.Settings);
        _border = Math.Min(content.Settings.Border, (ushort)2);
        _columns = ColumnWidths.Measure(content, _widths, _border);
        _cells = new CellText[content.ColumnCount];
        for (var i = 0; i < _cells.Length; i++)
        {
            _cells[i] = new CellText(_widths);
        }
    }

    private enum Mark
    {
        None,
        Wrap,
        LineEnd,
    }

    public static void Print(TableContent content, TextWriter output)
    {
        var layout = new AlignedLayout(content, output);
        if (content.Settings.Expanded == ExpandedMode.Auto && content.ColumnCount > 1 && layout._columns.IsWiderThan(content.Settings.Columns))
        {
            ExpandedAlignedLayout.Print(content, output);
            return;
        }

        layout.Print();
    }

    private void Print()
    {
        if (_content.Part.Starts)
        {
            PrintTitle();
            if (!_content.Settings.TuplesOnly)
            {
                PrintHeader();
            }
        }

        if (!_content.IsEmpty)
        {
            for (var row = 0; row < _content.RowCount; row++)
            {
                PrintRow(row);
            }
        }

        if (_content.Part.Ends)
        {
            if (_border == 2)
            {
                PrintRule(_glyphs.Bottom);
            }

            foreach (var footer in _content.Footers)
            {
                _output.WriteLineFeed(footer);
            }

            _output.Write('\n');
        }
    }

    private void PrintTitle()
    {
        if (_content.Title is not { } title)
        {
            return;
        }

        var text = new CellText(_widths);
        text.Set(title);
        if (text.Width < _columns.Total)
        {
            _output.WriteBlanks((_columns.Total - text.Width) / 2);
        }

        _output.WriteLineFeed(title);
    }

    private void PrintHeader()
    {
        if (_border == 2)
        {
            PrintRule(_glyphs.Top);
        }

        var height = 0;
        for (var i = 0; i < _cells.Length; i++)
        {
            _cells[i].Set(_content.Header(i));
            height = Math.Max(height, _cells[i].Height);
        }

        for (var line = 0; line < height; line++)
        {
            PrintHeaderLine(line);
        }

        PrintRule(_glyphs.Middle);
    }

    private void PrintHeaderLine(int line)
    {
        if (_border == 2)
        {
            _output.Write(_glyphs.Data.Left);
        }

        for (var i = 0; i < _cells.Length; i++)
        {
            var cell = _cells[i];
            var width = _columns.Wrapped[i];
            if (_border != 0 || (!_glyphs.HasMarksAtRight && i > 0))
            {
                _output.Write(line > 0 ? _glyphs.HeaderLineEndLeft : " ");
            }

            if (line < cell.Height)
            {
                var blanks = width - cell[line].Width;
                _output.WriteBlanks(blanks / 2);
                _output.Write(cell.Line(line));
                _output.WriteBlanks((blanks + 1) / 2);
            }
            else
            {
                _output.WriteBlanks(width);
            }

            if (_border != 0 || _glyphs.HasMarksAtRight)
            {
                _output.Write(line + 1 < cell.Height ? _glyphs.HeaderLineEndRight : " ");
            }

            if (_border != 0 && i < _cells.Length - 1)
            {
                _output.Write(_glyphs.Data.Middle);
            }
        }

        EndLine();
    }

    private void PrintRow(int row)
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            _cells[i].Set(_content.Cell(row, i));
        }

        var progress = new CellProgress[_cells.Length];
        bool hasMore;
        do
        {
            hasMore = PrintRowLine(progress);
        }
        while (hasMore);
    }

    /// <summary>Prints one line of a row; returns whether there is another.</summary>
    private bool PrintRowLine(CellProgress[] progress)
    {
        var hasMore = false;
        if (_border == 2)
        {
            _output.Write(_glyphs.Data.Left);
        }

        for (var i = 0; i < _cells.Length; i++)
        {
            ref var cell = ref progress[i];
            var isLast = i == _cells.Length - 1;
            if (_border != 0)
            {
                _output.Write(cell.Mark switch
                {
                    Mark.Wrap => _glyphs.WrapLeft,
                    Mark.LineEnd => _glyphs.LineEndLeft,
                    _ => " ",
                });
            }

            hasMore |= PrintCellLine(i, ref cell, isPadded: _border == 2 || !isLast);
            if (_border != 0 && !isLast)
            {
                _output.Write(ColumnBorder(i + 1, progress[i + 1]));
            }
        }

        EndLine();
        return hasMore;
    }

    private bool PrintCellLine(int column, ref CellProgress progress, bool isPadded)
    {
        var cell = _cells[column];
        var width = _columns.Wrapped[column];
        var taken = width;
        if (progress.Line >= cell.Height)
        {
            _output.WriteBlanks(isPadded ? width : 0);
        }
        else
        {
            var rest = cell.Line(progress.Line)[progress.Offset..];
            var length = _widths.Fit(rest, width, out taken);

            // A single character can be wider than the column; it is printed, and counted as if it fitted.
            taken = Math.Min(taken, width);
            if (_content.IsRightAligned(column))
            {
                _output.WriteBlanks(width - taken);
            }

            _output.Write(rest[..length]);
            progress = length < rest.Length ? progress with { Offset = progress.Offset + length } : new CellProgress(progress.Line + 1, 0, Mark.None);
        }

        var hasMore = progress.Line < cell.Height;
        progress = progress with { Mark = !hasMore ? Mark.None : progress.Offset != 0 ? Mark.Wrap : Mark.LineEnd };
        if (!_content.IsRightAligned(column) && (isPadded || progress.Mark != Mark.None))
        {
            _output.WriteBlanks(width - taken);
        }

        if (progress.Mark != Mark.None)
        {
            _output.Write(progress.Mark == Mark.Wrap ? _glyphs.WrapRight : _glyphs.LineEndRight);
        }
        else if (isPadded)
        {
            _output.Write(' ');
        }

        return hasMore;
    }

    private string ColumnBorder(int column, CellProgress progress) => progress.Mark switch
    {
        Mark.Wrap => _glyphs.ColumnAtWrap,
        Mark.LineEnd => _glyphs.ColumnAtLineEnd,
        _ => progress.Line >= _cells[column].Height ? _glyphs.ColumnAfterText : _glyphs.Data.Middle,
    };

    private void EndLine()
    {
        if (_border == 2)
        {
            _output.Write(_glyphs.Data.Right);
        }

        _output.Write('\n');
    }

    private void PrintRule(RuleGlyphs rule)
    {
        if (_border == 2)
        {
            _output.Write(rule.Left);
        }

        _output.WriteRepeated(rule.Horizontal, _border == 0 ? 0 : 1);
        for (var i = 0; i < _cells.Length; i++)
        {
            _output.WriteRepeated(rule.Horizontal, _columns.Wrapped[i]);
            if (i < _cells.Length - 1)
            {
                _output.Write(_border == 0 ? " " : $"{rule.Horizontal}{rule.Middle}{rule.Horizontal}");
            }
        }

        _output.WriteRepeated(rule.Horizontal, _border == 0 ? 0 : 1);
        _output.WriteLineFeed(_border == 2 ? rule.Right : "");
    }

    /// <summary>How far a cell of the current row is printed, and what marks its next line.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct CellProgress(int Line, int Offset, Mark Mark);
}
