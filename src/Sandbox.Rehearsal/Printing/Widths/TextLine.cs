using System.Runtime.InteropServices;

namespace Sandbox.Rehearsal.Printing.Widths;

/// <summary>A line of a cell.</summary>
/// <param name="Start">Where it starts in the cell's display text.</param>
/// <param name="Length">How many chars it has.</param>
/// <param name="Width">How many columns it takes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextLine(int Start, int Length, int Width);
