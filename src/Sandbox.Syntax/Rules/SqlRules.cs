namespace Sandbox.Syntax.Rules;

/// <summary>The rule engine for SQL: text in, findings out. It reads no catalog, connects nowhere, and never throws on any text.</summary>
public static class SqlRules
{
    private const int LongestSearched = 16 * 1024;

    private static readonly string[] Words =
    [
        "drop", "alter", "create", "update", "delete", "insert", "truncate", "begin", "commit", "rollback", "abort", "start ", "revoke", "password", "import ", "comment ", "vacuum", "cluster", "reindex", "refresh", "lock", "select", "set ", "docker", "podman", "copy", "\\", "://", "host=", "dbname=", "prune",
        SuppressedRules.Directive,
    ];

    /// <summary>Analyzes a .sql file, a psql script or one SQL string.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">What the text is.</param>
    /// <returns>The findings in the order of the text; positions are offsets in <paramref name="text"/>.</returns>
    public static IReadOnlyList<Finding> Analyze(ReadOnlySpan<char> text, RuleOptions options = default) =>
        MayMatter(text) ? Run(MappedText.Verbatim(text.ToString()), options) : [];

    /// <summary>Analyzes a text that was read out of another one, such as a literal of a program.</summary>
    /// <param name="text">The text and where its characters were written.</param>
    /// <param name="options">What the text is.</param>
    /// <returns>The findings in the order of the text; positions are offsets in the source that the text was read from.</returns>
    public static IReadOnlyList<Finding> Analyze(MappedText text, RuleOptions options = default) =>
        MayMatter(text.Text.AsSpan()) ? Run(text, options) : [];

    /// <summary>Whether the text holds a word without which no rule finds anything: cheap, and wrong only by saying yes.</summary>
    /// <param name="text">The text, or its source with escapes in it.</param>
    public static bool MayMatter(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestSearched)
        {
            // It holds one, and to search for those that it does not hold takes longer than to read it.
            return true;
        }

        foreach (var word in Words)
        {
            if (text.IndexOf(word.AsSpan(), StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<Finding> Run(MappedText text, RuleOptions options)
    {
        var run = new RuleRun(options);
        new ScriptRules(run, text, options.Psql, default(TextContext) with { Driven = options.NamesFromCatalog }).Check();
        return run.Findings();
    }
}
