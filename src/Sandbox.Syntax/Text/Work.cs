using System.Diagnostics;

namespace Sandbox.Syntax.Text;

/// <summary>
/// Counts how many characters reading a script looks at or moves, so that tests can tell work that grows with a text from work that grows with its square.
/// Only a debug build counts.
/// </summary>
internal static class Work
{
    [ThreadStatic]
    private static long s_characters;

    /// <summary>How many they are so far, on this thread.</summary>
    public static long Characters => s_characters;

    [Conditional("DEBUG")]
    public static void Count(int characters) => s_characters += characters;
}
