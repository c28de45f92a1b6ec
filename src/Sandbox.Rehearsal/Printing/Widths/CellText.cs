using System.Globalization;
using System.Text;

namespace Sandbox.Rehearsal.Printing.Widths;

/// <summary>
/// A cell as it is displayed: its lines, tabs expanded, control characters written out (pg_wcsformat in mbprint.c). One instance serves many cells, one after the other.
/// </summary>
internal sealed class CellText(DisplayWidth widths)
{
    private readonly StringBuilder _display = new();
    private readonly List<TextLine> _lines = [];
    private string _text = "";

    /// <summary>How many lines there are; at least one once <see cref="Set"/> was called.</summary>
    public int Height => _lines.Count;

    /// <summary>The widest line's columns.</summary>
    public int Width { get; private set; }

    /// <summary>The lines.</summary>
    public TextLine this[int line] => _lines[line];

    /// <summary>Takes a value.</summary>
    public void Set(string value)
    {
        _lines.Clear();
        if (value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            _text = value;
            Width = value.Length;
            _lines.Add(new TextLine(0, value.Length, value.Length));
            return;
        }

        _display.Clear();
        Width = 0;
        var start = 0;
        var width = 0;
        foreach (var character in value.EnumerateRunes())
        {
            if (character.Value == '\n')
            {
                EndLine();
                start = _display.Length;
                width = 0;
            }
            else
            {
                width += Append(character, width);
            }
        }

        EndLine();
        _text = _display.ToString();

        void EndLine()
        {
            _lines.Add(new TextLine(start, _display.Length - start, width));
            Width = Math.Max(Width, width);
        }
    }

    /// <summary>A line's chars.</summary>
    public ReadOnlySpan<char> Line(int line) => _text.AsSpan(_lines[line].Start, _lines[line].Length);

    private int Append(Rune character, int column)
    {
        var width = widths[character];
        switch (character.Value)
        {
            case '\r':
                _display.Append("\\r");
                return 2;
            case '\t':
                var blanks = 8 - (column % 8);
                _display.Append(' ', blanks);
                return blanks;
            case < 0x80 when width < 0:
                _display.Append(CultureInfo.InvariantCulture, $"\\x{character.Value:X2}");
                return 4;
            case var codePoint when width < 0:
                _display.Append(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}");
                return 6;
            default:
                Span<char> chars = stackalloc char[2];
                _display.Append(chars[..character.EncodeToUtf16(chars)]);
                return width;
        }
    }
}
