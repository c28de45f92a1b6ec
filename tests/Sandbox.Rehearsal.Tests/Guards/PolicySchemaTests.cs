using Newtonsoft.Json.Linq;
using NJsonSchema;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.Tests.Guards;

/// <summary><c>docs/policy.schema.json</c> and the reader of policies know the same keys and the same words: each is asked what it knows.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class PolicySchemaTests
{
    private static readonly string SchemaPath = Path.Combine(AppContext.BaseDirectory, "policy.schema.json");

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task Keys_and_words_are_the_same()
    {
        var schema = JObject.Parse(await File.ReadAllTextAsync(SchemaPath, Cancel));

        var compared = await CompareAsync(schema, []);

        compared.ShouldBeGreaterThan(5);
    }

    [Test]
    public async Task The_schema_accepts_what_is_read()
    {
        var schema = await JsonSchema.FromFileAsync(SchemaPath, Cancel);
        var policy = """
            {
              "rehearse": { "allow": ["app_test_*"], "deny": ["app"], "strict": true, "sequences": "restore" },
              "sandbox": { "pattern": "^stg_[0-9]+$", "deny": ["stg_0"], "pinned": ["stg_7"], "owner": "the shop's team", "timeToLive": "7d", "records": "kept", "resetRole": "shop_role" },
              "protected": { "systemIdentifiers": ["7573512345678901234"], "hosts": ["prod-db.example"] },
              "allow": { "metaCommands": ["\\!", "\\i", "`"], "escapeHatches": ["slot", "pg_switch_wal", "plsh"] },
              "snapshot": { "scrub": [{ "as": "Ticket", "column": "ticket_*" }, { "as": "Link", "pattern": "https://[^ ]+" }] }
            }
            """;
        using var folder = new TempFolder();

        _ = await Policy.LoadAsync(await folder.WriteAsync("sandbox.json", policy), Cancel);

        schema.Validate(policy).ShouldBeEmpty();
        schema.Validate(policy.Replace("\"strict\": true", "\"strict\": \"yes\"", StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    /// <summary>Compares the part of a policy at a place with what the schema says of it.</summary>
    /// <returns>How many lists were compared.</returns>
    private static async Task<int> CompareAsync(JToken part, IReadOnlyList<string> place)
    {
        if (((part["type"]?.Value<string>() is "array" ? part["items"] : part)?["enum"])?.Values<string>() is { } words)
        {
            var value = part["type"]!.Value<string>() is "array" ? new JArray("?") : (JToken)new JValue("?");
            words.Order(StringComparer.Ordinal).ShouldBe((await KnownAsync(place, value, "those are ")).Order(StringComparer.Ordinal), string.Join('.', place));
            return 1;
        }

        if (part["properties"] is not JObject properties)
        {
            return 0;
        }

        properties.Properties().Select(static property => property.Name).Order(StringComparer.Ordinal)
            .ShouldBe((await KnownAsync(place, new JObject { ["?"] = 1 }, "known here: ")).Order(StringComparer.Ordinal), string.Join('.', place));
        part["additionalProperties"]!.Value<bool>().ShouldBeFalse();
        var compared = 1;
        foreach (var property in properties.Properties().Where(static property => property.Name is not "lint"))
        {
            // What lint looks for is read by lint, and compared there.
            compared += await CompareAsync(property.Value, [.. place, property.Name]);
        }

        return compared;
    }

    /// <summary>What the reader says that it knows at a place, where it meets something else.</summary>
    private static async Task<string[]> KnownAsync(IReadOnlyList<string> place, JToken strange, string before)
    {
        using var folder = new TempFolder();
        var policy = place.Reverse().Aggregate(strange, static (below, key) => new JObject { [key] = below });
        var path = await folder.WriteAsync("sandbox.json", policy.ToString());

        var error = await Should.ThrowAsync<SandboxException>(() => Policy.LoadAsync(path, Cancel));

        error.Message.ShouldContain(before);
        return error.Message[(error.Message.IndexOf(before, StringComparison.Ordinal) + before.Length)..].Split(", ");
    }
}
