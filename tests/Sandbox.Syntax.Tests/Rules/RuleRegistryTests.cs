using System.Text.RegularExpressions;
using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

[Parallelizable(ParallelScope.All)]
public sealed partial class RuleRegistryTests
{
    private static IEnumerable<TestCaseData> Listings => RuleListing.All.Select(static listing => new TestCaseData(listing).SetArgDisplayNames(listing.ToString()));

    [Test]
    public void Ids_are_unique_sorted_and_well_formed()
    {
        var ids = RuleRegistry.All.Select(rule => rule.Id).ToList();
        ids.ShouldBe(ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        ids.ShouldAllBe(id => IdShape().IsMatch(id));
    }

    [Test]
    public void A_rule_is_found_by_its_id_in_any_case()
    {
        RuleRegistry.Find("sbx1002").ShouldBe(RuleRegistry.WildcardTeardown);
        RuleRegistry.Find("SBX9999").ShouldBeNull();
    }

    [TestCaseSource(typeof(RulePages), nameof(RulePages.Rules))]
    public void Every_rule_has_a_page_that_says_what_the_registry_says(Rule rule)
    {
        var page = File.ReadAllLines(RulePages.PathOf(rule.HelpLink));
        page[0].ShouldBe($"# {rule.Id}: {rule.Title}");
        page.ShouldContain($"| Id | {rule.Id} |");
        page.ShouldContain($"| Category | {rule.Category} |");
        page.ShouldContain($"| Severity | {rule.Severity} |");
        page.ShouldContain($"| Preset | {rule.Preset.ToString().ToLowerInvariant()} |");
    }

    [TestCaseSource(typeof(RulePages), nameof(RulePages.Rules))]
    public void A_page_links_its_examples_and_nothing_that_is_missing(Rule rule)
    {
        var page = RulePages.PathOf(rule.HelpLink);
        var links = Link().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value).ToList();
        var kind = rule.NeedsProject ? "cs" : "sql";
        links.ShouldContain($"{rule.Id}/bad.{kind}");
        links.ShouldContain($"{rule.Id}/good.{kind}");
        links.ShouldAllBe(link => File.Exists(Path.Combine(Path.GetDirectoryName(page)!, link)));
    }

    [TestCaseSource(typeof(RulePages), nameof(RulePages.RulesOfScripts))]
    public void The_bad_example_is_found_and_the_good_one_is_quiet(Rule rule)
    {
        Find(rule, "bad.sql").ShouldContain(rule);
        Find(rule, "good.sql").Where(found => found == rule || (found.Category == rule.Category && found.Preset <= rule.Preset && found.Preset != RulePreset.All)).ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Listings))]
    public void What_lists_the_rules_lists_those_of_the_registry(object file)
    {
        var listing = (RuleListing)file;
        var path = RulePages.PathOf(listing.Path);
        var written = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        var right = listing.Of(written);
        if (string.Equals(Environment.GetEnvironmentVariable("SANDBOX_ACCEPT"), "rules", StringComparison.Ordinal))
        {
            Environment.GetEnvironmentVariable("CI").ShouldBeNull("a pipeline accepts nothing");
            File.WriteAllText(path, right);
            return;
        }

        written.ShouldBe(right, $"the rows come from the registry: {RuleListing.Accept}");
    }

    [Test]
    public void Every_category_has_its_table_in_the_index()
    {
        var index = File.ReadAllText(RulePages.PathOf("docs/rules/README.md"));
        RuleRegistry.All.ShouldAllBe(rule => index.Contains($"| [{rule.Id}]({rule.Id}.md) | ", StringComparison.Ordinal), "a new category needs a heading and a table");
    }

    [Test]
    public void The_command_that_writes_the_rows_is_documented() => File.ReadAllText(RulePages.PathOf("CONTRIBUTING.md")).ShouldContain("    " + RuleListing.Accept);

    [Test]
    public void Every_page_belongs_to_a_rule() =>
        Directory.GetFiles(RulePages.PathOf("docs/rules"), "SBX*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
            .ShouldBe(RuleRegistry.All.Select(rule => rule.Id));

    private static List<Rule> Find(Rule rule, string file) =>
        SqlRules.Analyze(File.ReadAllText(RulePages.PathOf($"docs/rules/{rule.Id}/{file}")).AsSpan(), RuleOptions.Script).Select(finding => finding.Rule).ToList();

    [GeneratedRegex("^SBX[0-9]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();

    [GeneratedRegex(@"\]\(([^)]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
