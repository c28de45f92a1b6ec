namespace Sandbox.Rehearsal.Reporting;

/// <summary>How the text report is laid out.</summary>
public sealed record TextOptions
{
    /// <summary>The width that tables are cut to, in columns of a terminal; null for no limit, as for a file.</summary>
    public int? Width { get; init; }

    /// <summary>How much it says.</summary>
    public TextDetail Detail { get; init; } = TextDetail.Normal;
}
