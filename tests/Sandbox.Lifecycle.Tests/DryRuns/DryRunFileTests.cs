using Newtonsoft.Json.Linq;
using NJsonSchema;
using Sandbox.Lifecycle.DryRuns;
using Sandbox.Rehearsal.Tests;

namespace Sandbox.Lifecycle.Tests.DryRuns;

/// <summary>A dry run is read whole, and what it does not know is told with its place; its schema says the same.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class DryRunFileTests
{
    private const string Json = """
        {
          "name": "shop-v04",
          "gate": { "name": "OPEN", "value": "yes" },
          "server": "local:15",
          "production": "host=db.prod dbname=shop user=reader",
          "dump": { "file": "shop.dump", "sha256": "0123456789012345678901234567890123456789012345678901234567890123" },
          "work": "/srv/dryruns",
          "scenarios": [
            { "name": "S1", "phase": "one.sql" },
            { "name": "S2", "phase": "two.sql", "fails": true },
            { "name": "S3", "rehearse": ["three.sql", "more"] }
          ],
          "protected": { "databases": ["host=db.old dbname=earlier user=reader"], "files": ["a.txt"], "repositories": ["."], "containers": ["earlier"], "services": ["shop.service", "/run/shop.pid"] }
        }
        """;

    private static readonly string s_schema = Path.Combine(AppContext.BaseDirectory, "dryrun.schema.json");

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task All_of_it_is_read()
    {
        using var folder = new TempFolder();

        var run = await DryRun.LoadAsync(await folder.WriteAsync("dryrun.json", Json), Token);

        run.Name.ShouldBe("shop-v04");
        run.Gate.ShouldBe(new Gate("OPEN", "yes"));
        run.Server.ToString().ShouldBe("local:15");
        run.Production.ShouldBe("host=db.prod dbname=shop user=reader");
        run.Dump.ShouldBe(new DryRunDump(folder["shop.dump"], "0123456789012345678901234567890123456789012345678901234567890123"));
        run.Work.ShouldBe("/srv/dryruns");
        run.Scenarios.Select(static scenario => $"{scenario.Name} {scenario.IsPhase} {string.Join(' ', scenario.Paths)} {scenario.Fails}").ShouldBe(["S1 True one.sql False", "S2 True two.sql True", "S3 False three.sql more False"]);
        run.Protected.Select(static asset => $"{asset.Kind} {asset.Name}").ShouldBe(["Database host=db.old dbname=earlier user=reader", $"File {folder["a.txt"]}", $"Repository {folder.Path}", "Container earlier", "Service shop.service", "Service /run/shop.pid"]);
    }

    [TestCase("\"name\": \"shop-v04\"", "\"name\": \"Shop\"", "$.name: has to be lower-case letters")]
    [TestCase("\"name\": \"shop-v04\",", "", "$.name: is missing")]
    [TestCase("\"gate\": { \"name\": \"OPEN\", \"value\": \"yes\" },", "", "$.gate: is missing")]
    [TestCase("\"local:15\"", "\"packaged\"", "$.server: has to be an installed server")]
    [TestCase("\"local:15\"", "\"mars\"", "$.server: --server mars")]
    [TestCase("user=reader\",\n  \"dump\"", "user=reader password=hush\",\n  \"dump\"", "$.production: holds a password")]
    [TestCase("host=db.prod dbname=shop user=reader", "postgresql://reader:hush@db.prod/shop", "$.production: holds a password")]
    [TestCase("host=db.prod dbname=shop user=reader", "env", "$.production: is read from the environment")]
    [TestCase("\"fails\": true", "\"fail\": true", "$.scenarios[1].fail: unknown key; known here: name, rehearse, phase, fails")]
    [TestCase("\"phase\": \"two.sql\", ", "", "$.scenarios[1]: does nothing")]
    [TestCase("\"fails\": true", "\"rehearse\": [\"x\"]", "$.scenarios[1].rehearse: a scenario does one thing")]
    [TestCase("[\"three.sql\", \"more\"]", "[]", "$.scenarios[2].rehearse: must not be empty")]
    [TestCase("\"S3\"", "\"S1\"", "$.scenarios: two scenarios are called S1")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123", "0123", "$.dump.sha256: has to be a SHA-256")]
    [TestCase("\"files\"", "\"tables\"", "$.protected.tables: unknown key; known here: databases, files, repositories, containers, services")]
    public async Task What_is_wrong_is_told_with_its_place(string old, string wrong, string message)
    {
        using var folder = new TempFolder();
        Json.ShouldContain(old);
        var path = await folder.WriteAsync("dryrun.json", Json.Replace(old, wrong, StringComparison.Ordinal));

        var error = await Should.ThrowAsync<SandboxException>(() => DryRun.LoadAsync(path, Token));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldContain(message);
        error.Message.ShouldNotContain("hush");
    }

    [Test]
    public async Task An_image_is_read_too()
    {
        using var folder = new TempFolder();
        var schema = await JsonSchema.FromFileAsync(s_schema, Token);
        var json = Json.Replace("local:15", "container:postgres@sha256:0123", StringComparison.Ordinal);

        (await DryRun.LoadAsync(await folder.WriteAsync("dryrun.json", json), Token)).Server.Image.ShouldBe("postgres@sha256:0123");
        schema.Validate(json).ShouldBeEmpty();
    }

    [Test]
    public async Task The_schema_accepts_what_is_read_and_nothing_else()
    {
        var schema = await JsonSchema.FromFileAsync(s_schema, Token);

        schema.Validate(Json).ShouldBeEmpty();
        foreach (var (old, wrong) in ((string, string)[])[("\"phase\"", "\"phases\""), ("\"gate\"", "\"gates\""), ("shop-v04", "Shop"), ("local:15", "packaged"), ("\"files\"", "\"tables\""), ("0123", "x")])
        {
            schema.Validate(Json.Replace(old, wrong, StringComparison.Ordinal)).ShouldNotBeEmpty(wrong);
        }
    }

    [Test]
    public async Task The_schema_knows_the_keys_that_the_reader_knows()
    {
        var schema = JObject.Parse(await File.ReadAllTextAsync(s_schema, Token));

        (await KnownAsync("\"?\": 1")).ShouldBe(SchemaKeys.Of(schema));
        foreach (var part in (string[])["gate", "dump", "protected"])
        {
            (await KnownAsync($"\"{part}\": {{ \"?\": 1 }}")).ShouldBe(SchemaKeys.Of(schema["properties"]![part]!));
        }

        (await KnownAsync("\"scenarios\": [{ \"?\": 1 }]")).ShouldBe(SchemaKeys.Of(schema["properties"]!["scenarios"]!["items"]!));

        static Task<IEnumerable<string>> KnownAsync(string member) => SchemaKeys.KnownAsync(member, static path => DryRun.LoadAsync(path, Token));
    }
}
