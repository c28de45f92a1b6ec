using Newtonsoft.Json.Linq;
using NJsonSchema;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Tests;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class LintPolicyTests
{
    private const string Whole = """
        {
          "rehearse": { "allow": [], "deny": [] }, "sandbox": { "pattern": "^a$", "deny": [] }, "protected": { "systemIdentifiers": [], "hosts": [] },
          // What follows is for lint.
          "lint": { "preset": "all", "rules": { "SBX2031": "none", "sbx1001": "error" }, "failOn": "error", "serverVersion": 14, "singleTransaction": true, "deny": ["live-*"], "sharedSchemas": ["reporting"] }
        }
        """;

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task Everything_is_read()
    {
        using var folder = new LintFolder().With("sandbox.json", Whole).With("x/y/a.sql", "");

        var options = await LintPolicy.FindAsync(folder["x/y"], Cancel);

        (options.Preset, options.Threshold, options.ServerVersion, options.InTransaction).ShouldBe((RulePreset.All, RuleSeverity.Error, 14, true));
        options.Denied.ShouldBe(["live-*"]);
        options.SharedSchemas.ShouldBe(["reporting"]);
        options.SeverityOf(RuleRegistry.Find("SBX2031")!).ShouldBeNull();
        options.SeverityOf(RuleRegistry.UnguardedDropDatabase).ShouldBe(RuleSeverity.Error);
    }

    [Test]
    public async Task The_schema_knows_the_same_keys()
    {
        var schema = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "policy.schema.json"), Cancel);
        using var folder = new LintFolder().With("sandbox.json", """{ "lint": { "?": 1 } }""");

        var error = await Should.ThrowAsync<SandboxException>(() => LintPolicy.FindAsync(folder.Path, Cancel));

        error.Message.ShouldEndWith("known here: " + string.Join(", ", ((JObject)JObject.Parse(schema)["properties"]!["lint"]!["properties"]!).Properties().Select(static property => property.Name)), customMessage: "in the schema's order");
        (await JsonSchema.FromJsonAsync(schema, Cancel)).Validate(Whole.Replace("// What follows is for lint.", "", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [TestCase("""{ "lint": [] }""", "$.lint: must be an object")]
    [TestCase("""{ "lint": { "preset": "most" } }""", "$.lint.preset: say safety, migrations or all")]
    [TestCase("""{ "lint": { "failOn": 1 } }""", "$.lint.failOn: must be a text")]
    [TestCase("""{ "lint": { "serverVersion": "new" } }""", "$.lint.serverVersion: must be a server's major version")]
    [TestCase("""{ "lint": { "singleTransaction": 1 } }""", "$.lint.singleTransaction: must be true or false")]
    [TestCase("""{ "lint": { "deny": "a" } }""", "$.lint.deny: must be a list of texts")]
    [TestCase("""{ "lint": { "sharedSchemas": [1] } }""", "$.lint.sharedSchemas: must be a text")]
    [TestCase("""{ "lint": { "rules": { "SBX9999": "error" } } }""", "$.lint.rules.SBX9999: there is no rule SBX9999")]
    [TestCase("""{ "lint": { "rules": { "SBX1001": "fatal" } } }""", "$.lint.rules.SBX1001: say error, warning, info or none")]
    [TestCase("{,}", "sandbox.json:1:2: the policy is not valid JSON")]
    public async Task What_is_wrong_is_told_with_its_place(string policy, string message)
    {
        using var folder = new LintFolder().With("sandbox.json", policy);

        var error = await Should.ThrowAsync<SandboxException>(() => LintPolicy.FindAsync(folder.Path, Cancel));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldContain(message);
    }
}
