using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>The texts of tests/corpus/lint; the programs there belong to the tests of the analyzers.</summary>
internal static class LintCorpus
{
    public static IReadOnlyList<LintSnippet> Snippets { get; } = [.. LintFile.ReadAll(Path.Combine(Corpus.Root, "tests", "corpus", "lint")).Where(static snippet => !snippet.IsProgram)];

    /// <summary>What the rules find, as far as the labels speak of it.</summary>
    public static IReadOnlyList<(string Rule, int Line)> Find(LintSnippet snippet)
    {
        var findings = string.Equals(snippet.Kind, "sh", StringComparison.Ordinal) ? ShellRules.Analyze(MappedText.Verbatim(snippet.Text)) : SqlRules.Analyze(snippet.Text.AsSpan(), snippet.Options);
        return [.. findings.Where(finding => snippet.Judges(finding.Rule)).Select(finding => (finding.RuleId, snippet.Text.AsSpan(0, finding.Start).Count('\n') + 1)).Order()];
    }
}
