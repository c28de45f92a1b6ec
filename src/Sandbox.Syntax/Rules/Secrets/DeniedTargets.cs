namespace Sandbox.Syntax.Rules.Secrets;

/// <summary>SBX1202: hosts and databases that a script must not name.</summary>
internal static class DeniedTargets
{
    private static readonly HashSet<string> ProductionWords = new(StringComparer.OrdinalIgnoreCase) { "prod", "production", "prd" };

    /// <summary>Reports the host or the database between two indexes, if it is denied.</summary>
    public static void Check(RuleRun run, MappedText text, int start, int end)
    {
        var name = text.Text.Substring(start, Math.Max(0, end - start));
        if (name.Length > 0 && IsDenied(name, run.Options.Denied))
        {
            run.Report(RuleRegistry.DeniedTarget, text, start, end, $"{name} is on the deny list: name a clone");
        }
    }

    /// <summary>Whether a pattern of the list fits, or, without a list, a word of the name says production.</summary>
    public static bool IsDenied(string name, IReadOnlyList<string>? denied) =>
        denied is null ? Array.Exists(name.Split('.', '-', '_', '/'), ProductionWords.Contains) : denied.Any(pattern => Fits(name.AsSpan(), pattern.AsSpan()));

    /// <summary>A star stands for any characters, in upper and lower case.</summary>
    private static bool Fits(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        var (n, p, star, mark) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, n);
            }
            else if (p < pattern.Length && char.ToLowerInvariant(pattern[p]) == char.ToLowerInvariant(name[n]))
            {
                (n, p) = (n + 1, p + 1);
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.Slice(p).Trim('*').IsEmpty;
    }
}
