using System.Text.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.Tests.States;

/// <summary>The file and the report are what their schemas say, and survive the way to another process.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StateFileTests
{
    private static readonly DatabaseState State = new()
    {
        Identity = new StateIdentity("7573512345678901234", "shop", "16400", "15.18", "me"),
        Moment = new StateMoment { PostmasterStart = "1.5", StatisticsReset = "2", Snapshot = "740:742:740", ServerTime = "3.25", CountsRows = true },
        HasCluster = true,
        Catalog = [new CatalogEntry("table", "public.t", "owner me"), new CatalogEntry("view", "public.\"ä\u202E\"", " SELECT 1;")],
        Sequences = [new SequenceState("public.q", "1 not yet used"), new SequenceState("public.hidden", null)],
        Tables =
        [
            new TableState
            {
                Name = "public.t", Columns = ["id integer", "\"odd name\" text"], RowCount = 2, Digest = "123456789012345678901234:-5", Counters = "16400/16400/1/0/0", Kept = RowsKept.All,
                Rows = [new StateRow("id=1", "5", ["1", null]), new StateRow("id=2", "-6", ["2", ""])],
            },
            new TableState { Name = "public.u", Columns = [], NotMeasured = "permission denied", Counters = "16410/16410/0/0/0" },
        ],
        Limits = ["passwords of roles: the role may not read them"],
    };

    private static StateComparison Comparison => new()
    {
        Before = State,
        After = State,
        Differences =
        [
            new(ResidueKind.Logical, "row", "public.t", "id=1", "\"odd name\"", StateChange.Changed, null, "x"),
            new(ResidueKind.Physical, "sequence", "public.q", null, null, StateChange.Changed, "1", "2"),
        ],
    };

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public void A_state_comes_back_as_it_was_written() =>
        StateFile.Write(StateFile.Read(StateFile.Write(State))).ShouldBe(StateFile.Write(State));

    [TestCase("state")]
    [TestCase("state-comparison")]
    public async Task What_is_written_is_valid_and_every_field_is_described(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, $"{name}.schema.json"), Token);
        var document = JToken.Parse(name is "state" ? StateFile.Write(State) : StateReport.Json(Comparison, strict: false));
        var schema = await JsonSchema.FromJsonAsync(text, Token);

        schema.Validate(document).ShouldBeEmpty();
        foreach (var field in ((JContainer)document).DescendantsAndSelf().OfType<JProperty>().Select(static field => field.Path).ToList())
        {
            var without = document.DeepClone();
            without.SelectToken(field, errorWhenNoMatch: true)!.Parent!.Remove();
            schema.Validate(without).ShouldNotBeEmpty(field);
        }

        foreach (var part in JObject.Parse(text).DescendantsAndSelf().OfType<JObject>().Where(static part => part["properties"] is not null))
        {
            part["required"]!.Values<string>().ShouldBe(((JObject)part["properties"]!).Properties().Select(static field => field.Name));
            ((JObject)part["properties"]!).Properties().Where(static field => field.Value["description"] is null && field.Value["$ref"] is null).ShouldBeEmpty();
        }
    }

    [TestCase("", "this is no state")]
    [TestCase("{}", "it has no schemaVersion")]
    [TestCase("{\"schemaVersion\": 2}", "its schemaVersion is 2, and this program reads 1")]
    [TestCase("{\"schemaVersion\": 1}", "this is no state")]
    [TestCase("{\"schemaVersion\": 1, \"identity\": null, \"moment\": null, \"catalog\": null, \"sequences\": null, \"tables\": null, \"hasCluster\": true}", "this is no state")]
    public async Task A_file_that_is_no_state_is_refused(string text, string message)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "state.json");
        await File.WriteAllTextAsync(path, text, Token);

        var refusal = await Should.ThrowAsync<SandboxException>(() => StateFile.LoadAsync(path, Token));

        refusal.ExitCode.ShouldBe(ExitCode.Usage);
        refusal.Message.ShouldContain(message);
    }

    [TestCase("limits")]
    [TestCase("tables[0].rows")]
    public void A_list_that_is_missing_is_not_taken_for_an_empty_one(string field)
    {
        var document = JToken.Parse(StateFile.Write(State));
        document.SelectToken(field, errorWhenNoMatch: true)!.Parent!.Remove();

        Should.Throw<JsonException>(() => StateFile.Read(document.ToString())).Message.ShouldContain(field.Split('.')[^1]);
    }

    [Test]
    public void Another_database_is_named_as_such()
    {
        var comparison = State.Compare(State with { Identity = new StateIdentity("1", "other", "16500", "16.1", "you") });

        comparison.Differences.Select(static difference => (difference.What, difference.Object)).Take(4).ShouldBe(
            [("identity", "system identifier"), ("identity", "database"), ("identity", "database oid"), ("identity", "major version")]);
        comparison.IsUnchanged.ShouldBeFalse();
    }

    [Test]
    public void What_was_not_measured_is_never_equal() =>
        State.Compare(State).Differences.Select(static difference => (difference.Object, difference.Change)).ShouldBe(
            [("public.u", StateChange.NotMeasured), ("public.hidden", StateChange.NotMeasured)]);

    [Test]
    public void Lines_show_the_differences_and_end_with_the_verdict()
    {
        var lines = StateReport.Lines(Comparison, strict: false).Select(static line => line.Text).ToList();

        lines.ShouldBe(
        [
            "  row public.t (id=1) \"odd name\": NULL -> x",
            "  sequence public.q: 1 -> 2 (no rollback takes it back)",
            "  not compared: passwords of roles: the role may not read them",
            "CHANGED  shop: 2 tables (2 read), 2 objects, 2 sequences; 1 difference, 1 sequence moved",
        ]);
    }
}
