using System.Text.RegularExpressions;

namespace Sandbox.Architecture.Tests.Documents;

/// <summary>Reads what the tests need of a Markdown file.</summary>
internal static partial class Markdown
{
    /// <summary>The documents that people read.</summary>
    public static IReadOnlyList<string> Documents { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .Select(Repository.Relative)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The fenced blocks of C# with the file that the comment before each names; null where none does.</summary>
    /// <param name="text">The document.</param>
    public static IEnumerable<(string? File, string Code)> Samples(string text) =>
        SamplePattern().Matches(text).Select(static match => (match.Groups["file"].Success ? match.Groups["file"].Value : null, match.Groups["code"].Value));

    /// <summary>The commands: lines that begin with <c>$</c>, or are indented by four blanks, without the comments behind them.</summary>
    /// <param name="text">The document.</param>
    public static IEnumerable<string> Commands(string text) =>
        text.Split('\n').Where(static line => line.StartsWith("    ", StringComparison.Ordinal) || line.StartsWith("$ ", StringComparison.Ordinal)).Select(static line => line.TrimStart('$').Split("  #")[0].Trim());

    /// <summary>The rows of all tables, cell by cell.</summary>
    /// <param name="text">The document.</param>
    public static IEnumerable<string[]> Rows(string text) =>
        text.Split('\n').Where(static line => line.StartsWith('|')).Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    /// <summary>The links to other places of the repository, without what follows <c>#</c>.</summary>
    /// <param name="text">The document.</param>
    public static IEnumerable<string> LocalLinks(string text) =>
        LinkPattern().Matches(text).Select(static match => match.Groups["to"].Value.Split('#')[0]).Where(static to => to.Length > 0 && !to.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"(<!-- sample: (?<file>\S+) -->\n)?```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SamplePattern();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}
