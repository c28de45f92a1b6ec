using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Tests.Lexing;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>The rules, measured on texts that people labelled.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LintCorpusTests
{
    private static IEnumerable<TestCaseData> Cases => LintCorpus.Snippets.Select(snippet => new TestCaseData(snippet).SetArgDisplayNames(snippet.ToString()));

    private static IEnumerable<Rule> RulesOfTexts =>
        RuleRegistry.All.Where(rule => File.ReadLines(RulePages.PathOf(rule.HelpLink)).Any(line => line.StartsWith("| Found in |", StringComparison.Ordinal) && line.Contains(".sql", StringComparison.Ordinal)));

    [TestCaseSource(nameof(Cases))]
    public void A_snippet_has_the_findings_of_its_labels_and_no_others(object snippet)
    {
        var labelled = (LintSnippet)snippet;
        LintCorpus.Find(labelled).ShouldBe(labelled.Expected, labelled.Text);
    }

    [Test]
    public void Every_rule_is_precise_and_misses_little()
    {
        foreach (var snippets in new[] { LintCorpus.Snippets, [.. LintCorpus.Snippets.Where(static snippet => snippet.IsFresh)] })
        {
            var measures = RuleMeasure.Of(snippets.Select(static snippet => (snippet, LintCorpus.Find(snippet))));
            TestContext.Out.WriteLine($"{snippets.Count} snippets\nrule      found  right  labelled  precision  recall\n" + string.Join('\n', measures));
            var weak = measures.Where(static measure => measure.Precision < 0.97 || measure.Recall < 0.95);
            string.Join('\n', weak).ShouldBeEmpty();
        }
    }

    [Test]
    public void The_corpus_is_large_half_harmless_and_never_says_the_same_twice()
    {
        LintCorpus.Snippets.Count.ShouldBeGreaterThanOrEqualTo(400);
        var harmless = LintCorpus.Snippets.Count(static snippet => snippet.Expected.Count == 0);
        ((double)harmless / LintCorpus.Snippets.Count).ShouldBeInRange(0.48, 0.6);
        LintCorpus.Snippets.Count(static snippet => snippet.IsFresh).ShouldBeGreaterThanOrEqualTo((LintCorpus.Snippets.Count + 2) / 3);
        LintCorpus.Snippets.GroupBy(TokensOf, StringComparer.Ordinal).Where(static same => same.Count() > 1).Select(static same => string.Join(" = ", same)).ShouldBeEmpty();
    }

    [TestCaseSource(nameof(RulesOfTexts))]
    public void A_rule_has_four_cases_and_four_that_only_look_like_one(Rule rule)
    {
        LintCorpus.Snippets.Count(snippet => snippet.Expected.Any(label => string.Equals(label.Rule, rule.Id, StringComparison.Ordinal))).ShouldBeGreaterThanOrEqualTo(4);
        LintCorpus.Snippets.Count(snippet => snippet.Alike.Contains(rule.Id)).ShouldBeGreaterThanOrEqualTo(4);
    }

    [Test]
    public void Labels_name_rules_that_there_are() =>
        LintCorpus.Snippets.SelectMany(static snippet => snippet.Expected.Select(static label => label.Rule).Concat(snippet.Alike)).Distinct(StringComparer.Ordinal).ShouldAllBe(id => RuleRegistry.Find(id) != null);

    private static string TokensOf(LintSnippet snippet) => snippet.Kind switch
    {
        "sh" => string.Join('\0', snippet.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        _ => string.Join('\0', Tokens.Of(snippet.Text, LexerOptions.Psql).Where(static token => !token.IsTrivia).Select(token => token.In(snippet.Text).ToString())),
    };
}
