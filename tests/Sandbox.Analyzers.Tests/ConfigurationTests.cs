using Sandbox.Analyzers.Configuration;

namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class ConfigurationTests
{
    [Test]
    public void The_page_lists_every_option() =>
        File.ReadAllLines(Repository.PathOf("docs/rules/configuration.md")).Where(line => line.StartsWith("| `sandbox_", StringComparison.Ordinal))
            .ShouldBe(Settings.All.Select(setting => $"| `{setting.Key}` | {setting.Form} | {setting.Description} |"));

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
