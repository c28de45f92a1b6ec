using Microsoft.CodeAnalysis.CSharp;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Tests.Rules;

namespace Sandbox.Analyzers.Tests;

/// <summary>The analyzers, measured on the programs of tests/corpus/lint, which people labelled.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ProgramCorpusTests
{
    private static readonly List<LintSnippet> Programs = [.. LintFile.ReadAll(Repository.PathOf("tests/corpus/lint")).Where(static snippet => snippet.IsProgram)];

    private static IEnumerable<TestCaseData> Cases => Programs.Select(snippet => new TestCaseData(snippet).SetArgDisplayNames(snippet.ToString()));

    [TestCaseSource(nameof(Cases))]
    public async Task A_program_has_the_findings_of_its_labels_and_no_others(object snippet)
    {
        var labelled = (LintSnippet)snippet;
        (await FindAsync(labelled)).ShouldBe(labelled.Expected, labelled.Text);
    }

    [Test]
    public async Task Every_rule_is_precise_and_misses_little()
    {
        var read = await Task.WhenAll(Programs.Select(static async snippet => (snippet, await FindAsync(snippet))));
        var measures = RuleMeasure.Of(read);
        await TestContext.Out.WriteLineAsync($"{Programs.Count} programs\nrule      found  right  labelled  precision  recall\n" + string.Join('\n', measures));
        string.Join('\n', measures.Where(static measure => measure.Precision < 0.97 || measure.Recall < 0.95)).ShouldBeEmpty();
    }

    [Test]
    public void The_programs_are_many_half_harmless_and_never_say_the_same_twice()
    {
        Programs.Count.ShouldBeGreaterThanOrEqualTo(130);
        ((double)Programs.Count(static snippet => snippet.Expected.Count == 0) / Programs.Count).ShouldBeInRange(0.48, 0.6);
        Programs.GroupBy(static snippet => string.Join('\0', SyntaxFactory.ParseTokens(snippet.Text).Select(static token => token.Text)), StringComparer.Ordinal)
            .Where(static same => same.Count() > 1).Select(static same => string.Join(" = ", same)).ShouldBeEmpty();
    }

    [Test]
    public void Labels_name_rules_that_there_are() =>
        Programs.SelectMany(static snippet => snippet.Expected.Select(static label => label.Rule).Concat(snippet.Alike)).Distinct(StringComparer.Ordinal).ShouldAllBe(id => RuleRegistry.Find(id) != null);

    private static async Task<IReadOnlyList<(string Rule, int Line)>> FindAsync(LintSnippet snippet)
    {
        var source = string.Equals(snippet.Kind, "cs", StringComparison.Ordinal) ? Snippet.InMethod(snippet.Text) : snippet.Text;
        var before = source.AsSpan(0, source.IndexOf(snippet.Text, StringComparison.Ordinal)).Count('\n');
        var diagnostics = await Snippet.AnalyzeByAllRulesAsync(source, [.. ConfigurationOf(snippet)]);
        return
        [
            .. diagnostics.Where(diagnostic => snippet.Judges(RuleRegistry.Find(diagnostic.Id)!))
                .Select(diagnostic => (diagnostic.Id, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1 - before)).Order(),
        ];
    }

    private static IEnumerable<(string Key, string Value)> ConfigurationOf(LintSnippet snippet)
    {
        if (snippet.IsOfTests)
        {
            yield return Snippet.TestProject;
        }

        if (snippet.Options.ServerVersion != 0)
        {
            yield return ("sandbox_server_version", FormattableString.Invariant($"{snippet.Options.ServerVersion}"));
        }

        if (snippet.Options.Denied is { } denied)
        {
            yield return ("sandbox_denied_targets", string.Join(',', denied));
        }
    }
}
