using System.Globalization;
using System.Text;
using Sandbox.Rehearsal.Printing.Widths;

namespace Sandbox.Rehearsal.Printing;

/// <summary>The LINE of a statement that an error is in, cut to the screen, and the caret below it (reportErrorPosition in fe-protocol3.c).</summary>
internal static class ErrorPosition
{
    /// <summary>How many columns of the line are shown at most.</summary>
    private const int DisplayColumns = 60;

    /// <summary>How many columns are kept at the caret's right where the line is cut there.</summary>
    private const int RightColumns = 10;

    /// <summary>Appends both lines; nothing where the position is not in the text.</summary>
    /// <param name="text">What is appended to.</param>
    /// <param name="query">The statement.</param>
    /// <param name="position">The error's place in characters, the first is 1.</param>
    /// <param name="dialectMajorVersion">Which libpq.</param>
    public static void AppendTo(StringBuilder text, string query, int position, int dialectMajorVersion)
    {
        var target = position - 1;
        if (target < 0 || Line.Find(query, target, DisplayWidth.Of(dialectMajorVersion)) is not { } line)
        {
            return;
        }

        var (first, last) = line.Cut();
        var prefix = string.Create(CultureInfo.InvariantCulture, $"LINE {line.Number}: {(first > 0 ? "..." : "")}");
        text.Append(prefix)
            .Append(query.AsSpan(line.Offsets[first]..line.Offsets[last]).ToString().Replace('\t', ' '))
            .Append(last < line.Offsets.Count - 1 ? "...\n" : "\n")
            .Append(' ', prefix.Length + line.Columns[line.Caret] - line.Columns[first])
            .Append("^\n");
    }

    /// <summary>A line of the statement: where each of its characters and its end stand.</summary>
    /// <param name="Number">The line's number, the first is 1.</param>
    /// <param name="Caret">The character that the caret stands below.</param>
    /// <param name="Offsets">Each character's offset in the statement, and the line's end.</param>
    /// <param name="Columns">Each character's column on the screen, and the line's end.</param>
    private sealed record Line(int Number, int Caret, List<int> Offsets, List<int> Columns)
    {
        public static Line? Find(string query, int target, DisplayWidth widths)
        {
            var number = 1;
            var start = 0;
            var offset = 0;
            var column = 0;
            var count = 0;
            var previous = '\0';
            List<int> offsets = [];
            List<int> columns = [];
            while (offset < query.Length)
            {
                var next = query[offset];
                if (next is '\r' or '\n')
                {
                    if (count >= target)
                    {
                        break;
                    }

                    number += next == '\n' && previous == '\r' ? 0 : 1;
                    start = count + 1;
                    offsets.Clear();
                    columns.Clear();
                }
                else
                {
                    offsets.Add(offset);
                    columns.Add(column);
                }

                Rune.DecodeFromUtf16(query.AsSpan(offset), out var character, out var chars);
                column += Math.Max(1, widths[character]);
                offset += chars;
                count++;
                previous = next;
            }

            offsets.Add(offset);
            columns.Add(column);
            return target > count ? null : new Line(number, target - start, offsets, columns);
        }

        /// <summary>The first character that is shown and the one after the last.</summary>
        public (int First, int Last) Cut()
        {
            var first = 0;
            var last = Offsets.Count - 1;
            if (Columns[last] - Columns[first] <= DisplayColumns)
            {
                return (first, last);
            }

            if (Columns[first] + DisplayColumns >= Columns[Caret] + RightColumns)
            {
                while (Columns[last] - Columns[first] > DisplayColumns)
                {
                    last--;
                }

                return (first, last);
            }

            while (Columns[Caret] + RightColumns < Columns[last])
            {
                last--;
            }

            while (Columns[last] - Columns[first] > DisplayColumns)
            {
                first++;
            }

            return (first, last);
        }
    }
}
