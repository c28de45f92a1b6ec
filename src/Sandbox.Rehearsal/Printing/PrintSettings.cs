namespace Sandbox.Rehearsal.Printing;

/// <summary>
/// How a session prints its tables: everything that <c>\pset</c> knows (psql manual, "\pset"). One per session; mutable as psql's own.
/// </summary>
/// <param name="dialectMajorVersion">The psql that is spoken; options that it does not know are refused as it refuses them.</param>
public sealed partial class PrintSettings(int dialectMajorVersion = 18)
{
    /// <summary>The psql that is spoken.</summary>
    public int DialectMajorVersion { get; } = dialectMajorVersion;

    /// <summary>How much border is drawn, 0 to 3; formats take larger numbers as their largest.</summary>
    public ushort Border { get; set; } = 1;

    /// <summary>The target width in columns for wrapping and for <see cref="ExpandedMode.Auto"/>; 0 where none is set.</summary>
    public int Columns { get; set; }

    /// <summary>The field separator of format csv.</summary>
    public char CsvFieldSeparator { get; set; } = ',';

    /// <summary>Whether rows are printed as records.</summary>
    public ExpandedMode Expanded { get; set; }

    /// <summary>The field separator of format unaligned.</summary>
    public string FieldSeparator { get; set; } = "|";

    /// <summary>Whether fields are separated by a zero byte instead.</summary>
    public bool IsFieldSeparatorZero { get; set; }

    /// <summary>Whether <c>(n rows)</c> is printed.</summary>
    public bool Footer { get; set; } = true;

    /// <summary>The format.</summary>
    public PrintFormat Format { get; set; }

    /// <summary>What aligned tables are drawn with.</summary>
    public LineStyle LineStyle { get; set; }

    /// <summary>What stands for NULL.</summary>
    public string Null { get; set; } = "";

    /// <summary>Whether numbers get separators between thousands; psql takes them from the locale, here it is that of C: commas.</summary>
    public bool NumericLocale { get; set; }

    /// <summary>0 off, 1 for long output, 2 always; kept and shown, a script's output never goes to a pager.</summary>
    public int Pager { get; set; } = 1;

    /// <summary>Below how many lines no pager is used; kept and shown.</summary>
    public int PagerMinLines { get; set; }

    /// <summary>The record separator of format unaligned.</summary>
    public string RecordSeparator { get; set; } = "\n";

    /// <summary>Whether records are separated by a zero byte instead.</summary>
    public bool IsRecordSeparatorZero { get; set; }

    /// <summary>Attributes of the table tag of format html; null for none.</summary>
    public string? TableAttributes { get; set; }

    /// <summary>The title of tables that have none of their own; null for none.</summary>
    public string? Title { get; set; }

    /// <summary>Whether rows are printed without title, headers and footers.</summary>
    public bool TuplesOnly { get; set; }

    /// <summary>The outer border's strokes in line style unicode.</summary>
    public StrokeStyle UnicodeBorder { get; set; }

    /// <summary>The column borders' strokes in line style unicode.</summary>
    public StrokeStyle UnicodeColumn { get; set; }

    /// <summary>The header rule's strokes in line style unicode.</summary>
    public StrokeStyle UnicodeHeader { get; set; }

    /// <summary>The length of record lines.</summary>
    public RecordHeaderWidth RecordHeader { get; set; }

    /// <summary>A copy, for settings that hold for one query as in <c>\g (format=csv)</c>.</summary>
    public PrintSettings Clone() => (PrintSettings)MemberwiseClone();
}
