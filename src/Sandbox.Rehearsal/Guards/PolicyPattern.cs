using System.Text.RegularExpressions;

namespace Sandbox.Rehearsal.Guards;

/// <summary>A user's regular expression, bound to the whole of a name and bounded in time.</summary>
internal static class PolicyPattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(500);

    /// <summary>Compiles the pattern; it takes linear time where the pattern allows it.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public static Regex Compile(string pattern)
    {
        // Alone first: "a)|(b" is an expression only by the parentheses that are put around it.
        _ = new Regex(pattern, RegexOptions.CultureInvariant, Timeout);

        // \z and not $, which would let a final newline pass.
        var whole = $"\\A(?:{pattern})\\z";
        try
        {
            return new Regex(whole, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Timeout);
        }
        catch (NotSupportedException)
        {
            // Look-around and back references need the backtracking engine; the timeout bounds it.
            return new Regex(whole, RegexOptions.CultureInvariant, Timeout);
        }
    }
}
