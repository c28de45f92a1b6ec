using System.Globalization;
using System.Text.Json;
using Sandbox.Rehearsal.Inputs;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Lifecycle.Golden;

/// <summary>A manifest as a file: JSON, as <c>docs/golden.schema.json</c> describes it.</summary>
internal static class GoldenFile
{
    private const string Kind = "manifest";

    /// <summary>The manifest's file of a dump.</summary>
    /// <param name="dump">The dump's file.</param>
    public static string PathFor(string dump) => dump + ".json";

    /// <summary>The document.</summary>
    /// <param name="manifest">The manifest.</param>
    public static string Write(GoldenManifest manifest) => JsonObjectText.Of(isIndented: true, json =>
    {
        json.WriteNumber("schemaVersion", GoldenManifest.SchemaVersion);
        json.WriteString("sha256", manifest.Sha256);
        json.WriteNumber("bytes", manifest.Bytes);
        json.WriteString("capturedAt", manifest.CapturedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("database", manifest.Database);
        json.WriteString("serverVersion", manifest.ServerVersion);
        json.WriteString("systemIdentifier", manifest.SystemIdentifier);
        json.WriteString("capturedBy", manifest.CapturedBy);
        json.WriteString("owner", manifest.Owner);
        json.WriteStartObject("selection");
        json.WriteTexts("tables", manifest.Selection.Tables);
        json.WriteTexts("schemas", manifest.Selection.Schemas);
        json.WriteString("owner", manifest.Selection.Owner);
        json.WriteEndObject();
        json.WriteObjects("tables", manifest.Tables, static (json, table) =>
        {
            json.WriteString("name", table.Name);
            json.WriteTexts("columns", table.Columns);
            json.WriteNumber("rows", table.Rows);
            json.WriteString("digest", table.Digest);
        });
        json.WriteObjects("objects", manifest.Objects, static (json, thing) =>
        {
            json.WriteString("kind", thing.Kind);
            json.WriteString("name", thing.Name);
        });
    }) + "\n";

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SandboxException">It cannot be read, or is none (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<GoldenManifest> LoadAsync(string path, CancellationToken cancellationToken) =>
        InputDocument.Parse(path, Kind, await InputDocument.ReadTextAsync(path, Kind, cancellationToken), Read);

    private static GoldenManifest Read(InputDocument input, JsonElement root)
    {
        var found = Part(input, root, "$", "schemaVersion", "sha256", "bytes", "capturedAt", "database", "serverVersion", "systemIdentifier", "capturedBy", "owner", "selection", "tables", "objects");
        if (input.Count(found("schemaVersion"), "$.schemaVersion") is var version and not GoldenManifest.SchemaVersion)
        {
            throw input.Wrong("$.schemaVersion", string.Create(CultureInfo.InvariantCulture, $"is {version}, and this program reads {GoldenManifest.SchemaVersion}"));
        }

        var selection = Part(input, found("selection"), "$.selection", "tables", "schemas", "owner");
        return new GoldenManifest
        {
            Sha256 = input.Text(found("sha256"), "$.sha256"),
            Bytes = input.Count(found("bytes"), "$.bytes"),
            CapturedAt = input.Time(found("capturedAt"), "$.capturedAt"),
            Database = input.Text(found("database"), "$.database"),
            ServerVersion = input.Text(found("serverVersion"), "$.serverVersion"),
            SystemIdentifier = TextOrNull(input, found("systemIdentifier"), "$.systemIdentifier"),
            CapturedBy = input.Text(found("capturedBy"), "$.capturedBy"),
            Owner = input.Text(found("owner"), "$.owner"),
            Selection = new GoldenSelection(
                input.Texts(selection("tables"), "$.selection.tables"), input.Texts(selection("schemas"), "$.selection.schemas"), TextOrNull(input, selection("owner"), "$.selection.owner")),
            Tables = [.. input.Entries(found("tables"), "$.tables").Select(entry => Table(input, entry.Value, entry.At))],
            Objects = [.. input.Entries(found("objects"), "$.objects").Select(entry => Thing(input, entry.Value, entry.At))],
        };
    }

    private static GoldenTable Table(InputDocument input, JsonElement part, string at)
    {
        var found = Part(input, part, at, "name", "columns", "rows", "digest");
        return new GoldenTable(
            input.Text(found("name"), $"{at}.name"), input.Texts(found("columns"), $"{at}.columns"), input.Count(found("rows"), $"{at}.rows"), input.Text(found("digest"), $"{at}.digest"));
    }

    private static GoldenObject Thing(InputDocument input, JsonElement part, string at)
    {
        var found = Part(input, part, at, "kind", "name");
        return new GoldenObject(input.Text(found("kind"), $"{at}.kind"), input.Text(found("name"), $"{at}.name"));
    }

    /// <summary>Gives the members of an object by their names; all of them have to be there.</summary>
    private static Func<string, JsonElement> Part(InputDocument input, JsonElement part, string at, params string[] keys)
    {
        var members = input.Members(part, at, keys).ToDictionary(static member => member.Key, static member => member.Value, StringComparer.Ordinal);
        return key => members.TryGetValue(key, out var value) ? value : throw input.Wrong($"{at}.{key}", "is missing");
    }

    private static string? TextOrNull(InputDocument input, JsonElement value, string at) => value.ValueKind == JsonValueKind.Null ? null : input.Text(value, at);
}
