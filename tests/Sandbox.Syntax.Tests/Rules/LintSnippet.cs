using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>A labelled text of tests/corpus/lint; the README there says how it is written.</summary>
/// <param name="File">The file's name, without its extension.</param>
/// <param name="Title">What it is.</param>
/// <param name="Kind"><c>sql</c>, <c>psql</c> or <c>sh</c>.</param>
/// <param name="Options">What the rules are told of it.</param>
/// <param name="Text">The text.</param>
/// <param name="Expected">The findings, as rule and line.</param>
/// <param name="Alike">The rules that it looks like a case of, and is none.</param>
internal sealed record LintSnippet(string File, string Title, string Kind, RuleOptions Options, string Text, IReadOnlyList<(string Rule, int Line)> Expected, IReadOnlyList<string> Alike)
{
    /// <summary>Written after the rules were done, by somebody who no longer looked at them.</summary>
    public bool IsFresh => File.StartsWith("fresh-", StringComparison.Ordinal);

    /// <summary>The rules that the labels speak of: all but those of house style, and of these the ones that the labels name.</summary>
    public bool Judges(Rule rule) => rule.Preset != RulePreset.All || Alike.Contains(rule.Id) || Expected.Any(label => string.Equals(label.Rule, rule.Id, StringComparison.Ordinal));

    /// <summary>What the rules find, as far as the labels speak of it.</summary>
    public IReadOnlyList<(string Rule, int Line)> Find()
    {
        var findings = string.Equals(Kind, "sh", StringComparison.Ordinal) ? ShellRules.Analyze(MappedText.Verbatim(Text)) : SqlRules.Analyze(Text.AsSpan(), Options);
        return [.. findings.Where(finding => Judges(finding.Rule)).Select(finding => (finding.RuleId, Text.AsSpan(0, finding.Start).Count('\n') + 1)).Order()];
    }

    public override string ToString() => $"{File}: {Title}";
}
