namespace Sandbox.Rehearsal.Printing;

/// <summary>How a table is written: the formats of <c>\pset format</c>.</summary>
public enum PrintFormat
{
    /// <summary>Columns of one width each, psql's default.</summary>
    Aligned,

    /// <summary>A table of AsciiDoc.</summary>
    Asciidoc,

    /// <summary>Comma-separated values, RFC 4180 with line feeds.</summary>
    Csv,

    /// <summary>A table of HTML.</summary>
    Html,

    /// <summary>A <c>tabular</c> of LaTeX.</summary>
    Latex,

    /// <summary>A <c>longtable</c> of LaTeX.</summary>
    LatexLongtable,

    /// <summary>A table of troff's ms macros.</summary>
    TroffMs,

    /// <summary>Fields joined by the field separator.</summary>
    Unaligned,

    /// <summary>Aligned, with long values wrapped to the target width.</summary>
    Wrapped,
}
