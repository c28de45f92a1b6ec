using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Rules;

/// <summary>What a text is.</summary>
/// <param name="Psql">A psql script, with meta-commands, variables and COPY data; otherwise SQL as a driver sends it.</param>
/// <param name="Partial">
/// Parts are unknown and stand in the text as <see cref="MappedText.Hole"/>: only rules that are <see cref="Rule.SafeOnPartialText"/> run.
/// </param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RuleOptions(bool Psql = false, bool Partial = false)
{
    /// <summary>A whole .sql file.</summary>
    public static RuleOptions Script => new(Psql: true);
}
