namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>What the tables of one line style are drawn with (printTextFormat in print.c).</summary>
internal sealed record LineGlyphs
{
    private static readonly RuleGlyphs AsciiRule = new("-", "+", "+", "+");
    private static readonly RuleGlyphs AsciiData = new("", "|", "|", "|");

    private static readonly LineGlyphs Ascii = new()
    {
        Top = AsciiRule,
        Middle = AsciiRule,
        Bottom = AsciiRule,
        Data = AsciiData,
        ColumnAtLineEnd = "|",
        ColumnAtWrap = "|",
        ColumnAfterText = "|",
        HeaderLineEndLeft = " ",
        HeaderLineEndRight = "+",
        LineEndLeft = " ",
        LineEndRight = "+",
        WrapLeft = ".",
        WrapRight = ".",
        HasMarksAtRight = true,
    };

    private static readonly LineGlyphs OldAscii = Ascii with
    {
        ColumnAtLineEnd = ":",
        ColumnAtWrap = ";",
        ColumnAfterText = " ",
        HeaderLineEndLeft = "+",
        HeaderLineEndRight = " ",
        LineEndLeft = " ",
        LineEndRight = " ",
        WrapLeft = " ",
        WrapRight = " ",
        HasMarksAtRight = false,
    };

    public required RuleGlyphs Top { get; init; }

    public required RuleGlyphs Middle { get; init; }

    public required RuleGlyphs Bottom { get; init; }

    public required RuleGlyphs Data { get; init; }

    /// <summary>The border before a cell's line that follows a line end.</summary>
    public required string ColumnAtLineEnd { get; init; }

    /// <summary>The border before a cell's line that follows a wrap.</summary>
    public required string ColumnAtWrap { get; init; }

    /// <summary>The border before a cell that has no more lines.</summary>
    public required string ColumnAfterText { get; init; }

    public required string HeaderLineEndLeft { get; init; }

    public required string HeaderLineEndRight { get; init; }

    public required string LineEndLeft { get; init; }

    public required string LineEndRight { get; init; }

    public required string WrapLeft { get; init; }

    public required string WrapRight { get; init; }

    /// <summary>Whether marks stand at the right of a line, so that a header needs room for one there.</summary>
    public required bool HasMarksAtRight { get; init; }

    /// <summary>Whether this is psql's old ASCII, which has rules of its own in expanded tables.</summary>
    public bool IsOldAscii => !HasMarksAtRight;

    public static LineGlyphs Of(PrintSettings settings) => settings.LineStyle switch
    {
        LineStyle.Ascii => Ascii,
        LineStyle.OldAscii => OldAscii,
        _ => Unicode(settings.UnicodeBorder == StrokeStyle.Double, settings.UnicodeHeader == StrokeStyle.Double, settings.UnicodeColumn == StrokeStyle.Double),
    };

    public RuleGlyphs Rule(RulePosition position) => position switch
    {
        RulePosition.Top => Top,
        RulePosition.Middle => Middle,
        _ => Bottom,
    };

    // A crossing's first stroke is vertical, its second horizontal: the outer border crosses columns at top and bottom, the header rule crosses both.
    private static LineGlyphs Unicode(bool isBorderDouble, bool isHeaderDouble, bool isColumnDouble)
    {
        var border = isBorderDouble ? "═" : "─";
        var side = isBorderDouble ? "║" : "│";
        var column = isColumnDouble ? "║" : "│";
        return Ascii with
        {
            Top = new(border, isBorderDouble ? "╔" : "┌", Crossing(isColumnDouble, isBorderDouble, "┬╤╥╦"), isBorderDouble ? "╗" : "┐"),
            Middle = new(
                isHeaderDouble ? "═" : "─",
                Crossing(isBorderDouble, isHeaderDouble, "├╞╟╠"),
                Crossing(isColumnDouble, isHeaderDouble, "┼╪╫╬"),
                Crossing(isBorderDouble, isHeaderDouble, "┤╡╢╣")),
            Bottom = new(border, isBorderDouble ? "╚" : "└", Crossing(isColumnDouble, isBorderDouble, "┴╧╨╩"), isBorderDouble ? "╝" : "┘"),
            Data = new("", side, column, side),
            ColumnAtLineEnd = column,
            ColumnAtWrap = column,
            ColumnAfterText = column,
            HeaderLineEndLeft = " ",
            HeaderLineEndRight = "↵",
            LineEndLeft = " ",
            LineEndRight = "↵",
            WrapLeft = "…",
            WrapRight = "…",
        };
    }

    private static string Crossing(bool isVerticalDouble, bool isHorizontalDouble, string glyphs) =>
        glyphs[(isVerticalDouble ? 2 : 0) + (isHorizontalDouble ? 1 : 0)].ToString();
}
