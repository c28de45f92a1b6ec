using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>A labelled text of tests/corpus/lint; the README there says how it is written.</summary>
/// <param name="File">The file's name, without its extension.</param>
/// <param name="Title">What it is.</param>
/// <param name="Kind"><c>sql</c>, <c>psql</c> or <c>sh</c>; <c>cs</c> for statements of C#, <c>csfile</c> for a file of it.</param>
/// <param name="Options">What the rules are told of it.</param>
/// <param name="Text">The text.</param>
/// <param name="Expected">The findings, as rule and line.</param>
/// <param name="Alike">The rules that it looks like a case of, and is none.</param>
internal sealed record LintSnippet(string File, string Title, string Kind, RuleOptions Options, string Text, IReadOnlyList<(string Rule, int Line)> Expected, IReadOnlyList<string> Alike)
{
    /// <summary>It stands in a project of tests.</summary>
    public bool IsOfTests { get; init; }

    /// <summary>It is C#.</summary>
    public bool IsProgram => Kind.StartsWith("cs", StringComparison.Ordinal);

    /// <summary>Written after the rules were done, by somebody who no longer looked at them.</summary>
    public bool IsFresh => File.StartsWith("fresh-", StringComparison.Ordinal);

    /// <summary>The rules that the labels speak of: all but those of house style, and of these the ones that the labels name.</summary>
    public bool Judges(Rule rule) => rule.Preset != RulePreset.All || Alike.Contains(rule.Id) || Expected.Any(label => string.Equals(label.Rule, rule.Id, StringComparison.Ordinal));

    public override string ToString() => $"{File}: {Title}";
}
