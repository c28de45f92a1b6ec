using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Text;

/// <summary>A place in a file.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted in characters (not UTF-16 units, not bytes) from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TextPosition(int Line, int Column)
{
    /// <summary><c>line:column</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Line}:{Column}");

    /// <summary>The number of characters in UTF-16 text: a surrogate pair is one.</summary>
    /// <param name="text">The text.</param>
    public static int CountCharacters(ReadOnlySpan<char> text)
    {
        Work.Count(text.Length);
#if NET
        // Most text holds no surrogate, and one vectorised look tells.
        if (!text.ContainsAnyInRange('\uDC00', '\uDFFF'))
        {
            return text.Length;
        }
#endif
        var count = 0;
        foreach (var c in text)
        {
            if (!char.IsLowSurrogate(c))
            {
                count++;
            }
        }

        return count;
    }
}
