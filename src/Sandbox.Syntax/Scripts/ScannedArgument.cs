using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Scripts;

/// <summary>An argument as it was scanned: a part of the line where it stands there letter by letter, else of the text that was put together for the command.</summary>
/// <param name="Start">The offset of the part.</param>
/// <param name="Length">The part's length.</param>
/// <param name="IsComposed">Whether it is no part of the line: quotes were undone, variables replaced.</param>
/// <param name="IsQuoted">As for <see cref="MetaCommandArgument.IsQuoted"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScannedArgument(int Start, int Length, bool IsComposed, bool IsQuoted)
{
    /// <summary>A part of the line as it is.</summary>
    public static ScannedArgument Part(int start, int length) => new(start, length, IsComposed: false, IsQuoted: false);
}
