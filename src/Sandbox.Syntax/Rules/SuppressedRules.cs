namespace Sandbox.Syntax.Rules;

/// <summary>What a comment <c>sandbox:disable-next RULE[, RULE] reason</c> switches off.</summary>
/// <param name="Rules">The ids of the rules: the word behind the directive, and those behind it as long as a comma stands between.</param>
/// <param name="HasReason">Whether a word stands behind them that says why.</param>
public sealed record SuppressedRules(IReadOnlyList<string> Rules, bool HasReason)
{
    /// <summary>The word that such a comment begins with.</summary>
    public const string Directive = "sandbox:disable-next";

    /// <summary>What is said of a comment without a reason.</summary>
    public const string NoReason = "a suppression needs a reason: say behind the rule why its finding is right here";

    /// <summary>Reads a comment; null where it speaks of something else.</summary>
    /// <param name="comment">The comment without the signs that begin it.</param>
    public static SuppressedRules? In(string comment)
    {
        var words = comment is null ? [] : comment.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words is not [Directive, _, ..])
        {
            return null;
        }

        var rules = new List<string>();
        var next = 1;
        for (; next < words.Length && (next == 1 || words[next - 1].EndsWith(",", StringComparison.Ordinal)); next++)
        {
            rules.AddRange(words[next].Split([','], StringSplitOptions.RemoveEmptyEntries));
        }

        return new SuppressedRules(rules, words.Skip(next).Any(static word => word.Any(char.IsLetterOrDigit)));
    }
}
