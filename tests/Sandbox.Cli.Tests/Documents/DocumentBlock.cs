using System.Globalization;
using System.Text.RegularExpressions;

namespace Sandbox.Cli.Tests.Documents;

/// <summary>A fenced block of a page. What it needs stands in comments before it: <c>file: PATH</c> (the text is that file), <c>exits: CODE</c> (of its last command), <c>not played: REASON</c>.</summary>
/// <param name="Document">The page, from the repository's root.</param>
/// <param name="Line">Its first line's number.</param>
/// <param name="Language">What the fence says it is.</param>
/// <param name="Text">What stands in it.</param>
internal sealed partial record DocumentBlock(string Document, int Line, string Language, string Text)
{
    /// <summary>The file that it is; null where it is none.</summary>
    public string? File { get; init; }

    /// <summary>Why it is not played; null where it is.</summary>
    public string? NotPlayed { get; init; }

    /// <summary>What its last command exits with.</summary>
    public int ExitCode { get; init; }

    /// <summary>The pages that people wrote; those that a test writes hold what was played already.</summary>
    public static IReadOnlyList<string> Documents { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(static file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(static file => !file.StartsWith("docs/reference/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The blocks of all pages, in their order.</summary>
    public static IReadOnlyList<DocumentBlock> All { get; } = [.. Documents.SelectMany(Of)];

    /// <summary>The commands with what each prints; null where the page does not show it.</summary>
    public IReadOnlyList<(string Command, string? Output)> Commands =>
        [.. CommandPattern().Matches(Text).Select(static match => (match.Groups["command"].Value, match.Groups["output"].Value is { Length: > 0 } output ? output : null))];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Document}:{Line}");

    /// <summary>The blocks of a page.</summary>
    public static IEnumerable<DocumentBlock> Of(string document)
    {
        var text = System.IO.File.ReadAllText(Path.Combine(Repository.Root, document)).ReplaceLineEndings("\n");
        foreach (Match match in BlockPattern().Matches(text))
        {
            var marks = match.Groups["mark"].Captures.Select(static mark => mark.Value.Split(": ", 2)).Where(static mark => mark.Length == 2).ToDictionary(static mark => mark[0], static mark => mark[1], StringComparer.Ordinal);
            yield return new DocumentBlock(document, text.AsSpan(0, match.Index).Count('\n') + 1, match.Groups["language"].Value, match.Groups["text"].Value)
            {
                File = marks.GetValueOrDefault("file"),
                NotPlayed = marks.GetValueOrDefault("not played"),
                ExitCode = marks.TryGetValue("exits", out var code) ? int.Parse(code, CultureInfo.InvariantCulture) : 0,
            };
        }
    }

    [GeneratedRegex(@"(^<!-- (?<mark>[^\n]*) -->\n)*^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"^\$ (?<command>[^\n]*)\n(?<output>((?!\$ )[^\n]*\n)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CommandPattern();
}
