using System.Globalization;
using System.Runtime.InteropServices;

namespace Sandbox.Rehearsal.Printing;

/// <summary>How long the line above each record of an expanded table is (<c>\pset xheader_width</c>, psql 16 and newer).</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Columns">The width in columns where <paramref name="Kind"/> is <see cref="RecordHeaderKind.Exact"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RecordHeaderWidth(RecordHeaderKind Kind, int Columns = 0)
{
    /// <summary>The value as <c>\pset</c> takes and shows it.</summary>
    public override string ToString() => Kind switch
    {
        RecordHeaderKind.Full => "full",
        RecordHeaderKind.Column => "column",
        RecordHeaderKind.Page => "page",
        _ => Columns.ToString(CultureInfo.InvariantCulture),
    };
}
