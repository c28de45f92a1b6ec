namespace Sandbox.Syntax.Rules;

/// <summary>Reads what a comment <c>sandbox:disable-next RULE[, RULE] reason</c> switches off.</summary>
public static class SuppressedRules
{
    /// <summary>The rules that a comment names: the word behind the directive, and those behind it as long as a comma stands between.</summary>
    /// <param name="words">The comment's words, the directive first.</param>
    public static IEnumerable<string> In(IReadOnlyList<string> words)
    {
        for (var i = 1; i < words.Count && (i == 1 || words[i - 1].EndsWith(",", StringComparison.Ordinal)); i++)
        {
            foreach (var rule in words[i].Split([','], StringSplitOptions.RemoveEmptyEntries))
            {
                yield return rule;
            }
        }
    }
}
