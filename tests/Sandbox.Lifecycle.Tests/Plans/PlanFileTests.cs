using Newtonsoft.Json.Linq;
using NJsonSchema;
using Sandbox.Lifecycle.Plans;
using Sandbox.Rehearsal.Tests;

namespace Sandbox.Lifecycle.Tests.Plans;

/// <summary>A plan is read the same from JSON and YAML, and what it does not know is told with its place.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PlanFileTests
{
    private const string Yaml = """
        # the lane's dry run
        gate: { name: CONFIRM, value: "1" }
        sandbox: c1_staging_{yyyyMMdd}_{HHmm}
        template: shop_template
        stages:
          - name: vocabulary
            script: [a.sql, 'b.sql']
          - name: verify
            rehearse:
              - verify
          - name: harness
            timeout: 10m
            command: [./harness, --level, "3"]
        """;

    private const string Json = """
        {
          // the lane's dry run
          "gate": { "name": "CONFIRM", "value": "1" },
          "sandbox": "c1_staging_{yyyyMMdd}_{HHmm}",
          "template": "shop_template",
          "stages": [
            { "name": "vocabulary", "script": ["a.sql", "b.sql"] },
            { "name": "verify", "rehearse": ["verify"] },
            { "name": "harness", "timeout": "10m", "command": ["./harness", "--level", "3"] }
          ]
        }
        """;

    private static readonly string s_schema = Path.Combine(AppContext.BaseDirectory, "plan.schema.json");

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("plan.yaml", Yaml)]
    [TestCase("plan.yml", Yaml)]
    [TestCase("plan.json", Json)]
    public async Task All_of_it_is_read(string name, string text)
    {
        using var folder = new TempFolder();

        var plan = await Plan.LoadAsync(await folder.WriteAsync(name, text), Token);

        plan.Gate.ShouldBe(new Gate("CONFIRM", "1"));
        plan.Template.ShouldBe("shop_template");
        plan.CandidateAt(new DateTimeOffset(2026, 6, 2, 9, 12, 0, TimeSpan.Zero)).ShouldBe("c1_staging_20260602_0912");
        plan.Folder.ShouldBe(folder.Path);
        plan.Stages.Select(static stage => $"{stage.Name} {stage.Kind} {string.Join(' ', stage.Words)} {stage.Timeout}").ShouldBe(
            ["vocabulary Script a.sql b.sql ", "verify Rehearse verify ", "harness Command ./harness --level 3 00:10:00"]);
    }

    [TestCase("gates: x", "$.gates: unknown key; known here: $schema, gate, sandbox, template, golden, stages")]
    [TestCase("gate: { name: A, valu: B }", "$.gate.valu: unknown key; known here: name, value")]
    [TestCase("gate: { name: A }", "$.gate.value: is missing")]
    [TestCase("gate: { name: A, value: 1 }", "$.gate.value: must be a text, not a number")]
    [TestCase("stages: []", "$.gate: is missing")]
    [TestCase("gate: { name: A, value: B }", "$.stages: is missing")]
    [TestCase("stages: [{ name: a, shell: ls }]", "$.stages[0].shell: unknown key; known here: name, rehearse, script, command, timeout")]
    [TestCase("stages: [{ name: a }]", "$.stages[0]: does nothing")]
    [TestCase("stages: [{ command: [ls] }]", "$.stages[0].name: is missing")]
    [TestCase("stages: [{ name: a, command: ls }]", "$.stages[0].command: must be a list of texts, not a text")]
    [TestCase("stages: [{ name: a, command: [] }]", "$.stages[0].command: must not be empty")]
    [TestCase("stages: [{ name: a, command: [ls], script: [x] }]", "$.stages[0].script: a stage does one thing")]
    [TestCase("stages: [{ name: a, command: [ls], timeout: soon }]", "$.stages[0].timeout: \"soon\" is no duration")]
    [TestCase("stages: [{ name: a, command: [ls] }, { name: a, command: [ls] }]", "$.stages: two stages are called a")]
    [TestCase("sandbox: c1_{HHmm", "$.sandbox: \"c1_{HHmm\" has braces that hold no time")]
    [TestCase("sandbox: c1_{}", "$.sandbox: \"c1_{}\" has braces that hold no time")]
    [TestCase("gate: x\ngate: y", "plan.yaml: $.gate: must be an object, not a text")]
    [TestCase("template: a\ntemplate: b", "$.template: given twice")]
    [TestCase("template: a\ngolden: b", "$.golden: excludes template")]
    [TestCase("golden: a\ntemplate: b", "$.template: excludes golden")]
    [TestCase("template: &a b", "plan.yaml:1:11: anchors and aliases are not read")]
    [TestCase("template: !!str b", "plan.yaml:1:11: tags are not read")]
    [TestCase("template: [a", "plan.yaml:2:1: not valid YAML")]
    [TestCase("template: a\n---\ntemplate: b", "plan.yaml:2:1: a second document begins")]
    [TestCase("", "there is nothing in it")]
    [TestCase("? [a]\n: b", "a key has to be a plain text")]
    public async Task What_is_wrong_is_told_with_its_place(string text, string message)
    {
        using var folder = new TempFolder();
        var path = await folder.WriteAsync("plan.yaml", text);

        var error = await Should.ThrowAsync<SandboxException>(() => Plan.LoadAsync(path, Token));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldContain(message);
    }

    [Test]
    public async Task The_schema_accepts_what_is_read_and_nothing_else()
    {
        var schema = await JsonSchema.FromFileAsync(s_schema, Token);

        schema.Validate(Json).ShouldBeEmpty();
        schema.Validate(Json.Replace("\"rehearse\"", "\"rehearses\"", StringComparison.Ordinal)).ShouldNotBeEmpty();
        schema.Validate(Json.Replace("\"10m\"", "\"soon\"", StringComparison.Ordinal)).ShouldNotBeEmpty();
        schema.Validate(Json.Replace("\"gate\"", "\"gates\"", StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    [Test]
    public async Task The_schema_knows_the_keys_that_the_reader_knows()
    {
        var schema = JObject.Parse(await File.ReadAllTextAsync(s_schema, Token));

        (await KnownAsync("\"?\": 1")).ShouldBe(SchemaKeys.Of(schema));
        (await KnownAsync("\"gate\": { \"?\": 1 }")).ShouldBe(SchemaKeys.Of(schema["properties"]!["gate"]!));
        (await KnownAsync("\"stages\": [{ \"?\": 1 }]")).ShouldBe(SchemaKeys.Of(schema["properties"]!["stages"]!["items"]!));

        static Task<IEnumerable<string>> KnownAsync(string member) => SchemaKeys.KnownAsync(member, static path => Plan.LoadAsync(path, Token));
    }
}
