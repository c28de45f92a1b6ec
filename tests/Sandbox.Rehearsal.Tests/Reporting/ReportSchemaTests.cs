using Newtonsoft.Json.Linq;
using NJsonSchema;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.States;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Reporting;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ReportSchemaTests
{
    private static readonly string SchemaPath = Path.Combine(AppContext.BaseDirectory, "report.schema.json");

    private static IEnumerable<TestCaseData<Report>> Documents() =>
    [
        Case("passed", Reports.Passed),
        Case("refused before a target was reached", new() { Verdict = Verdict.Refused, ExitCode = ExitCode.Refused, Message = "a.sql:3:1: \\! is refused" }),
        Case("refused by the guard", new()
        {
            Verdict = Verdict.Refused,
            ExitCode = ExitCode.Refused,
            Target = new() { Host = "prod", Port = 5432, Database = "directus", Throwaway = false },
            Guard = [new("deny list", Passed: false, "directus is denied")],
        }),
        Case("failed", Reports.Of(Reports.Script with
        {
            Verdict = Verdict.Fail,
            Reasons = ["line 5: division by zero"],
            Steps = [Reports.Step(5, "SELECT", "SELECT 1/0") with { Error = new("22012", "division by zero", 5, 9) }, Reports.Step(6, "\\foo", "") with { Error = new(null, "invalid command", 6, 1) }],
            Snapshot = new("register.verified.txt", SnapshotStatus.Changed, "-a\n+b"),
            Checks = [new(null, "x", null, null, Passed: false, 1)],
        })),
        Case("with residue", Reports.Of(Reports.Script with
        {
            Verdict = Verdict.Residue,
            Snapshot = SnapshotResult.None,
            NetZero = new()
            {
                Proven = ProofStatus.NotProven,
                TransactionStatus = "committed",
                Residue = [new(ResidueKind.Logical, "table t", "1 row", null), new(ResidueKind.Physical, "sequence s", null, "5") { IsPutBack = false, Reason = "must be owner of sequence s" }, new(ResidueKind.Physical, "dead rows of table t", null, "at most 3 more") { IsWear = true }],
                Reason = "own transaction committed",
            },
        })),
        Case("with foreign commits", Reports.Of(Reports.Script with
        {
            Snapshot = new("register.verified.txt", SnapshotStatus.New),
            NetZero = Reports.Proven with { Proven = ProofStatus.Foreign, ForeignCommits = [new(745, "committed", "app 12"), new(746, "in progress", null)] },
        })),
        Case("with a revert", Reports.Of(Reports.Script with
        {
            Lane = "disposable",
            LaneReason = "auto: a.sql:3: VACUUM cannot run in a transaction block",
            Revert = new()
            {
                Path = "down.sql", Sha256 = new string('b', 64), Equal = false, Limits = ["passwords of roles: the role may not read them"],
                Differences = [new(ResidueKind.Logical, "row", "public.t", "id=1", "note", StateChange.Changed, null, "x"), new(ResidueKind.Physical, "sequence", "public.s", null, null, StateChange.NotMeasured, null, null)],
            },
        })),
        Case("with a revert that was not compared", Reports.Of(Reports.Script with { Revert = new() { Path = "down.sql", Sha256 = new string('b', 64), Reason = "the script failed" } })),
        Case("with unmeasured numbers", Reports.Of(Reports.Script with
        {
            Effects = new() { Tables = [new() { Table = "t", Work = RowCounts.None, Dropped = true }, new() { Table = "u", Work = null }], Sequences = [new("s", null, null)] },
        })),
    ];

    private static IEnumerable<TestCaseData<string, object?>> Spoilings() =>
    [
        Spoiled("verdict", "good"), Spoiled("verdict", null), Spoiled("exitCode", "0"), Spoiled("exitCode", null), Spoiled("schemaVersion", 2),
        Spoiled("netZero.proven", "true"), Spoiled("netZero.proven", null), Spoiled("netZero.firstId", "742"), Spoiled("target.throwaway", "yes"),
        Spoiled("target.capabilities", "none"), Spoiled("target.systemIdentifier", 7573512345678901234), Spoiled("guard", null), Spoiled("scripts[0].sha256", "abc"),
        Spoiled("scripts[0].lane", "auto"), Spoiled("scripts[0].checks[0].verdict", "pass"), Spoiled("scripts[0].checks[0].seq", 1),
        Spoiled("scripts[0].snapshot.status", "unchanged"), Spoiled("scripts[0].steps[0].line", -1), Spoiled("scripts[0].steps[0].rows", 1.5),
        Spoiled("scripts[0].results[0].rows[0][0]", 1), Spoiled("scripts[0].effects.tables[0].inserted", "5"), Spoiled("scripts[0].effects.tables[0].named", null),
        Spoiled("scripts[0].effects.locks", "none"), Spoiled("scripts[0].effects.walBytes", -1), Spoiled("scripts[0].hazards[0].ruleId", "X1"), Spoiled("scripts[0].hazards[0].observed", "maybe"),
    ];

    [TestCaseSource(nameof(Documents))]
    public async Task Every_report_is_valid(Report report)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaPath, TestContext.CurrentContext.CancellationToken);

        schema.Validate(JsonReporter.Write(report)).ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Documents))]
    public async Task Every_field_that_is_written_is_described(Report report)
    {
        var schema = JObject.Parse(await File.ReadAllTextAsync(SchemaPath, TestContext.CurrentContext.CancellationToken));

        Undescribed(schema, schema, JToken.Parse(JsonReporter.Write(report))).ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Spoilings))]
    public async Task A_wrong_value_is_rejected(string at, object? value)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaPath, TestContext.CurrentContext.CancellationToken);
        var document = JToken.Parse(JsonReporter.Write(Reports.Passed));
        document.SelectToken(at, errorWhenNoMatch: true)!.Replace(value is null ? JValue.CreateNull() : JToken.FromObject(value));

        schema.Validate(document).ShouldNotBeEmpty();
    }

    [Test]
    public async Task A_missing_field_is_rejected_wherever_it_is_missing()
    {
        var schema = await JsonSchema.FromFileAsync(SchemaPath, TestContext.CurrentContext.CancellationToken);
        var whole = JToken.Parse(JsonReporter.Write(Reports.Passed));
        string[] fields = [.. ((JContainer)whole).DescendantsAndSelf().OfType<JProperty>().Select(field => field.Path)];

        fields.Length.ShouldBeGreaterThan(100);
        foreach (var field in fields)
        {
            var document = whole.DeepClone();
            document.SelectToken(field, errorWhenNoMatch: true)!.Parent!.Remove();
            schema.Validate(document).ShouldNotBeEmpty(field);
        }
    }

    [Test]
    public async Task A_field_of_tomorrow_is_accepted()
    {
        var schema = await JsonSchema.FromFileAsync(SchemaPath, TestContext.CurrentContext.CancellationToken);
        var document = JObject.Parse(JsonReporter.Write(Reports.Passed));
        document["scripts"]![0]!["tomorrow"] = 1;

        schema.Validate(document).ShouldBeEmpty();
    }

    [Test]
    public async Task Every_field_of_the_schema_is_described_and_required()
    {
        var schema = JObject.Parse(await File.ReadAllTextAsync(SchemaPath, TestContext.CurrentContext.CancellationToken));
        var objects = schema["definitions"]!.Children<JProperty>().Select(definition => (JObject)definition.Value).Append(schema)
            .Where(part => part["properties"] is not null);

        foreach (var part in objects)
        {
            var fields = part["properties"]!.Children<JProperty>().ToList();
            part["required"]!.Values<string>().ShouldBe(fields.Select(field => field.Name));
            foreach (var field in fields)
            {
                var target = field.Value["$ref"] is { } reference ? schema.SelectToken(Pointer(reference)) : null;
                (field.Value["description"] ?? target?["description"]).ShouldNotBeNull(field.Path);
            }
        }
    }

    private static IEnumerable<string> Undescribed(JObject root, JObject schema, JToken value)
    {
        if (schema["$ref"] is { } reference)
        {
            return Undescribed(root, (JObject)root.SelectToken(Pointer(reference), errorWhenNoMatch: true)!, value);
        }

        if (schema["oneOf"] is JArray choices && value.Type != JTokenType.Null)
        {
            return Undescribed(root, (JObject)choices[1], value);
        }

        return value switch
        {
            JObject fields => fields.Properties().SelectMany(field => schema["properties"]?[field.Name] is JObject below
                ? Undescribed(root, below, field.Value)
                : [field.Path]),
            JArray items when schema["items"] is JObject below => items.SelectMany(item => Undescribed(root, below, item)),
            _ => [],
        };
    }

    private static string Pointer(JToken reference) => reference.Value<string>()!.TrimStart('#', '/').Replace('/', '.');

    private static TestCaseData<Report> Case(string name, Report report) => new TestCaseData<Report>(report).SetArgDisplayNames(name);

    private static TestCaseData<string, object?> Spoiled(string at, object? value) => new(at, value);
}
