using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class DescriptorTests
{
    private static readonly List<DiagnosticDescriptor> Supported = typeof(SqlLiteralAnalyzer).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
        .SelectMany(analyzer => analyzer.SupportedDiagnostics)
        .DistinctBy(descriptor => descriptor.Id)
        .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)
        .ToList();

    private static IEnumerable<Rule> Rules => RuleRegistry.All;

    private static IEnumerable<Rule> RulesOfScripts => Rules.Where(rule => !rule.NeedsProject);

    private static IEnumerable<Rule> RulesWithPrograms => Rules.Where(rule => File.Exists(Repository.PathOf($"docs/rules/{rule.Id}/bad.cs")));

    [Test]
    public void Every_rule_has_a_descriptor() => Supported.Select(descriptor => descriptor.Id).ShouldBe(RuleRegistry.All.Select(rule => rule.Id));

    [TestCaseSource(nameof(Rules))]
    public void A_descriptor_says_what_the_registry_says(Rule rule)
    {
        var descriptor = Supported.Single(descriptor => string.Equals(descriptor.Id, rule.Id, StringComparison.Ordinal));
        descriptor.Title.ToString(null).ShouldBe(rule.Title);
        descriptor.Category.ShouldBe(rule.Category);
        descriptor.DefaultSeverity.ToString().ShouldBe(rule.Severity.ToString());
        descriptor.Description.ToString(null).ShouldBe(rule.Description);
        descriptor.HelpLinkUri.ShouldBe(rule.HelpLink);
        descriptor.IsEnabledByDefault.ShouldBe(rule.Preset == RulePreset.Safety);
    }

    [TestCaseSource(nameof(Rules))]
    public void A_help_link_opens_the_rules_page(Rule rule)
    {
        var descriptor = Supported.Single(descriptor => string.Equals(descriptor.Id, rule.Id, StringComparison.Ordinal));
        File.ReadAllText(Repository.PathOf(descriptor.HelpLinkUri)).ShouldStartWith($"# {rule.Id}: {rule.Title}\n");
    }

    [TestCaseSource(nameof(RulesOfScripts))]
    public async Task The_bad_script_is_found_and_the_good_one_is_quiet(Rule rule)
    {
        (await FindInScript(rule, "bad.sql")).ShouldContain(rule.Id);
        (await FindInScript(rule, "good.sql")).ShouldNotContain(rule.Id);
    }

    [TestCaseSource(nameof(RulesWithPrograms))]
    public async Task The_bad_program_is_found_and_the_good_one_is_quiet(Rule rule)
    {
        (await Find(rule, "bad.cs")).ShouldContain(rule.Id);
        (await Find(rule, "good.cs")).ShouldNotContain(rule.Id);
    }

    private static async Task<List<string>> FindInScript(Rule rule, string file) =>
        (await Snippet.AnalyzeScriptAsync(file, await File.ReadAllTextAsync(Repository.PathOf($"docs/rules/{rule.Id}/{file}"), TestContext.CurrentContext.CancellationToken)))
            .Select(diagnostic => diagnostic.Id).ToList();

    private static async Task<List<string>> Find(Rule rule, string file) =>
        (await Snippet.AnalyzeAsync(
            await File.ReadAllTextAsync(Repository.PathOf($"docs/rules/{rule.Id}/{file}"), TestContext.CurrentContext.CancellationToken),
            rule.NeedsProject ? [Snippet.TestProject] : [],
            [])).Select(diagnostic => diagnostic.Id).ToList();
}
