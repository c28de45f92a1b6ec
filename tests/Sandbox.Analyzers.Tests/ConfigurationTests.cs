using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class ConfigurationTests
{
    [Test]
    public void The_page_lists_every_option() =>
        File.ReadAllLines(Repository.PathOf("docs/rules/configuration.md")).Where(line => line.StartsWith("| `sandbox_", StringComparison.Ordinal))
            .ShouldBe(RuleSettings.All.Select(setting => $"| `{setting.Key}` | {setting.Form} | {setting.Description} |"));

    [TestCase("x", false)]
    [TestCase("", false)]
    [TestCase("true", true)]
    public async Task A_value_in_another_form_counts_as_none(string value, bool isFound)
    {
        var loud = await Find("sandbox_in_transaction", value, "CREATE INDEX CONCURRENTLY i ON orders (id);\n");
        loud.Contains("SBX1104", StringComparer.Ordinal).ShouldBe(isFound);
    }

    [TestCase("10", true)]
    [TestCase("17", false)]
    public async Task The_servers_version_is_taken_into_account(string version, bool isFound) =>
        (await Find("sandbox_server_version", version, "ALTER TYPE mood ADD VALUE 'ok' AFTER 'sad';\n", ("sandbox_in_transaction", "true"))).Contains("SBX1104", StringComparer.Ordinal).ShouldBe(isFound);

    [Test]
    public async Task A_project_denies_targets_of_its_own() =>
        (await Find("sandbox_denied_targets", "orders_*, main", "\\connect orders_eu\n\\connect main\n\\connect prod\n")).Count(id => string.Equals(id, "SBX1202", StringComparison.Ordinal)).ShouldBe(2);

    [TestCase("sandbox_denied_targets", "orders_*")]
    [TestCase("dotnet_code_quality.SBX1202.denied_targets", "orders_*")]
    [TestCase("dotnet_code_quality.SBX1203.denied_targets", "main")]
    public async Task A_rules_own_value_comes_before_the_projects(string key, string value)
    {
        var isOfTheRule = key.Contains("SBX1202", StringComparison.Ordinal);
        var found = await Find(key, value, "\\connect orders_eu\n\\connect main\n\\connect prod\n", ("sandbox_denied_targets", isOfTheRule ? "main" : "orders_*"));
        found.Count(id => string.Equals(id, "SBX1202", StringComparison.Ordinal)).ShouldBe(1);
        found.ShouldNotContain("SBX1203");
    }

    [Test]
    public async Task A_rules_own_value_is_that_rules_alone()
    {
        var source = Snippet.InMethod("connection.Execute(\"ALTER TABLE orders DETACH PARTITION orders_2020; ALTER TABLE orders ADD COLUMN a int DEFAULT 1\");");
        var old = (await Snippet.AnalyzeByAllRulesAsync(source, ("sandbox_server_version", "10"))).Select(diagnostic => diagnostic.Id).ToList();
        var mixed = (await Snippet.AnalyzeByAllRulesAsync(source, ("sandbox_server_version", "10"), ("dotnet_code_quality.SBX2029.server_version", "15"))).Select(diagnostic => diagnostic.Id).ToList();
        old.ShouldContain("SBX2027");
        mixed.Order(StringComparer.Ordinal).ShouldBe(old.Append("SBX2029").Order(StringComparer.Ordinal));
    }

    [TestCase("sandbox_shared_schemas", 2)]
    [TestCase("dotnet_code_quality.SBX1002.shared_schemas", 2)]
    [TestCase("dotnet_code_quality.SBX1005.shared_schemas", 1)]
    public async Task A_project_shares_schemas_of_its_own(string key, int count) =>
        (await Find(key, "reporting, Ledger", "DROP SCHEMA reporting CASCADE;\nDROP SCHEMA public CASCADE;\nDROP SCHEMA ledger CASCADE;\nDROP SCHEMA reporting;\n")).Count(id => string.Equals(id, "SBX1002", StringComparison.Ordinal)).ShouldBe(count);

    [Test]
    public async Task A_rules_own_guards_are_its_own()
    {
        const string source = "static class Db { public static void Check() { } } static class Use { static void Run(NpgsqlConnection c) { Db.Check(); c.Execute(\"DROP DATABASE a\"); } }";
        (await Snippet.AnalyzeAsync(source, [("dotnet_code_quality.SBX1001.guard_methods", "Db.Check")], [])).ShouldBeEmpty();
        (await Snippet.AnalyzeAsync(source, [("dotnet_code_quality.SBX1006.guard_methods", "Db.Check")], [])).ShouldHaveSingleItem().Id.ShouldBe("SBX1001");
    }

    [Test]
    public async Task What_is_denied_is_denied_in_command_lines() =>
        await Snippet.InMethod("""Process.Start("psql", "-h [|live-1|] -d prod");""").ShouldReport("SBX1202", ("sandbox_denied_targets", "live-*"));

    [Test]
    public async Task The_policy_denies_targets()
    {
        const string policy = """
            {
              // Whoever rehearses there is wrong.
              "rehearse": { "allow": ["clone_*"], "deny": ["directus", "postgres"] },
              "sandbox": { "deny": ["other"] },
              "protected": { "hosts": ["db1.example.org"] }
            }
            """;
        var found = await Snippet.AnalyzeAsync(string.Empty, ("sandbox.json", policy), ("a.sql", "\\connect directus\n\\connect postgres\n\\connect other\n\\connect clone_1 me db1.example.org\n\\connect prod\n"));
        found.Where(diagnostic => string.Equals(diagnostic.Id, "SBX1202", StringComparison.Ordinal)).Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line).ShouldBe([0, 3]);
    }

    private static async Task<List<string>> Find(string key, string value, string script, params (string Key, string Value)[] more) =>
        (await Snippet.AnalyzeAsync(string.Empty, [(key, value), .. more], [("a.sql", script)])).Select(diagnostic => diagnostic.Id).ToList();
}
