using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Rules;

/// <summary>What a body that has run means for what stands behind it.</summary>
/// <param name="Guards">It raises in the wrong database.</param>
/// <param name="Swallows">How much the broadest step takes whose failure nobody hears of, as SBX1007 counts; 0 where there is none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BodyOutcome(bool Guards, int Swallows);
