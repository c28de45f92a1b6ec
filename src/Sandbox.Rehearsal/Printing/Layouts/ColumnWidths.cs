using Sandbox.Rehearsal.Printing.Widths;

namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>The widths of an aligned table, in columns of the screen.</summary>
internal sealed class ColumnWidths
{
    private readonly int _headerTotal;

    private ColumnWidths(int[] wrapped, int total, int headerTotal) => (Wrapped, Total, _headerTotal) = (wrapped, total, headerTotal);

    /// <summary>Each column's width, after wrapping where the format wraps.</summary>
    public int[] Wrapped { get; }

    /// <summary>The whole table's width with its borders.</summary>
    public int Total { get; }

    public static ColumnWidths Measure(TableContent content, DisplayWidth widths, int border)
    {
        var count = content.ColumnCount;
        var headers = new int[count];
        var largest = new int[count];
        var sums = new uint[count];
        var cell = new CellText(widths);
        for (var i = 0; i < count; i++)
        {
            cell.Set(content.Header(i));
            headers[i] = largest[i] = cell.Width;
        }

        for (var row = 0; row < content.RowCount; row++)
        {
            for (var i = 0; i < count; i++)
            {
                cell.Set(content.Cell(row, i));
                largest[i] = Math.Max(largest[i], cell.Width);
                sums[i] = unchecked(sums[i] + (uint)cell.Width);
            }
        }

        var borders = border switch
        {
            0 => count,
            1 => (count * 3) - (count > 0 ? 1 : 0),
            _ => (count * 3) + 1,
        };
        var total = borders + largest.Sum();
        var headerTotal = borders + headers.Sum();
        var wrapped = largest.ToArray();
        if (content.Settings is { Format: PrintFormat.Wrapped, Columns: > 0 and var columns } && columns >= headerTotal && content.RowCount > 0)
        {
            total = Shrink(columns, total, headers, largest, [.. sums.Select(sum => (int)(sum / (uint)content.RowCount))], wrapped);
        }

        return new ColumnWidths(wrapped, total, headerTotal);
    }

    /// <summary>Whether the table takes more than a known number of columns.</summary>
    public bool IsWiderThan(int columns) => columns > 0 && (columns < _headerTotal || columns < Total);

    // Takes one column of the screen after the other from the column whose longest value stands out most from its average: it wraps the fewest values.
    private static int Shrink(int columns, int total, int[] headers, int[] largest, int[] averages, int[] wrapped)
    {
        while (total > columns)
        {
            var worst = -1;
            double worstRatio = 0;
            for (var i = 0; i < wrapped.Length; i++)
            {
                if (averages[i] == 0 || wrapped[i] <= headers[i])
                {
                    continue;
                }

                var ratio = ((double)wrapped[i] / averages[i]) + (largest[i] * 0.01);
                if (ratio > worstRatio)
                {
                    (worst, worstRatio) = (i, ratio);
                }
            }

            if (worst < 0)
            {
                break;
            }

            wrapped[worst]--;
            total--;
        }

        return total;
    }
}
