using System.Collections.Concurrent;
using System.Text;

namespace Sandbox.Rehearsal.Printing.Widths;

/// <summary>How many columns a character takes on the screen, as the psql of one major version counts them (ucs_wcwidth in wchar.c).</summary>
internal sealed class DisplayWidth
{
    private const int PageSize = 256;
    private static readonly ConcurrentDictionary<int, DisplayWidth> Known = new();
    private readonly byte[][] _pages = new byte[0x110000 / PageSize][];

    private DisplayWidth(int tables)
    {
        var single = new byte[PageSize];
        Array.Fill(single, (byte)1);
        Array.Fill(_pages, single);
        Put(WidthRanges.Two18, 2);
        Put(WidthRanges.Zero18, 0);
        if (tables <= 17)
        {
            Put(WidthRanges.Zero17, 0);
            Put(WidthRanges.One17, 1);
        }

        if (tables <= 16)
        {
            Put(WidthRanges.One16, 1);
        }

        if (tables <= 15)
        {
            Put(WidthRanges.One15, 1);
        }

        if (tables <= 13)
        {
            Put(WidthRanges.Zero13, 0);
            Put(WidthRanges.One13, 1);
            Put(WidthRanges.Two13, 2);
        }

        void Put(ReadOnlySpan<int> ranges, byte width)
        {
            for (var i = 0; i < ranges.Length; i += 2)
            {
                for (var codePoint = ranges[i]; codePoint <= ranges[i + 1]; codePoint++)
                {
                    ref var page = ref _pages[codePoint / PageSize];
                    if (ReferenceEquals(page, single))
                    {
                        page = [.. single];
                    }

                    page[codePoint % PageSize] = width;
                }
            }
        }
    }

    /// <summary>The widths that the psql of a major version counts with.</summary>
    public static DisplayWidth Of(int dialectMajorVersion) =>
        Known.GetOrAdd(
            dialectMajorVersion switch { <= 14 => 13, >= 18 => 18, _ => dialectMajorVersion },
            static tables => new DisplayWidth(tables));

    /// <summary>0, 1 or 2 columns; -1 for a control character.</summary>
    public int this[Rune character] => character.Value switch
    {
        0 => 0,
        < 0x20 or (>= 0x7F and < 0xA0) => -1,
        < 0x7F => 1,
        var codePoint => _pages[codePoint / PageSize][codePoint % PageSize],
    };

    /// <summary>
    /// How many of the text's chars fit into <paramref name="columns"/>: at least one character, even one that is too wide (strlen_max_width in print.c). The text holds no control characters.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="taken">How many columns the chars take.</param>
    public int Fit(ReadOnlySpan<char> text, int columns, out int taken)
    {
        taken = 0;
        var length = 0;
        while (length < text.Length)
        {
            Rune.DecodeFromUtf16(text[length..], out var character, out var chars);
            var width = this[character];
            if (columns < taken + width && taken != 0)
            {
                break;
            }

            taken += width;
            length += chars;
        }

        return length;
    }
}
