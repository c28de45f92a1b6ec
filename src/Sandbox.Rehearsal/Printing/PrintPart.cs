using System.Runtime.InteropServices;

namespace Sandbox.Rehearsal.Printing;

/// <summary>Which part of a table is printed, where a result comes in chunks (psql's FETCH_COUNT).</summary>
/// <param name="Starts">Whether this is the table's beginning: title and headers are printed.</param>
/// <param name="Ends">Whether this is its end: footers are printed.</param>
/// <param name="EarlierRows">How many rows earlier parts have printed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PrintPart(bool Starts, bool Ends, long EarlierRows)
{
    /// <summary>The whole table at once.</summary>
    public static PrintPart Whole { get; } = new(Starts: true, Ends: true, EarlierRows: 0);
}
