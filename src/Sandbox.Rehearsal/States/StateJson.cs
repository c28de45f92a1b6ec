using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.States;

/// <summary>A state's JSON: the record's own fields, in their order, behind the form's version.</summary>
internal static class StateJson
{
    private static readonly JsonTypeInfo<DatabaseState> s_state = new StateContract(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JsonReporter.Encoder,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter<RowsKept>(JsonNamingPolicy.CamelCase) },
    }).DatabaseState;

    public static string Write(DatabaseState state)
    {
        var document = JsonSerializer.SerializeToNode(state, s_state)!.AsObject();
        document.Insert(0, "schemaVersion", StateFile.SchemaVersion);
        return document.ToJsonString(s_state.Options);
    }

    public static DatabaseState Read(JsonObject document) => document.Deserialize(s_state) ?? throw new JsonException("it is empty");

    /// <summary>What came of a comparison.</summary>
    public static string Write(StateComparison comparison, bool strict) => JsonReporter.Text(json =>
    {
        var exitCode = comparison.ExitCode(strict);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", StateFile.SchemaVersion);
        json.WriteString("verdict", exitCode == ExitCode.Success ? "unchanged" : "changed");
        json.WriteNumber("exitCode", (int)exitCode);
        Write(json, "before", comparison.Before);
        Write(json, "after", comparison.After);
        json.WriteList("differences", comparison.Differences, ReportJson.WriteDifference);
        json.WriteTexts("limits", comparison.After.Limits);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, string name, DatabaseState state)
    {
        json.WriteStartObject(name);
        json.WriteString("systemIdentifier", state.Identity.SystemIdentifier);
        json.WriteString("database", state.Identity.Database);
        json.WriteString("serverVersion", state.Identity.ServerVersion);
        json.WriteString("role", state.Identity.Role);
        json.WriteNumber("catalogObjects", state.Catalog.Count);
        json.WriteNumber("tables", state.Tables.Count);
        json.WriteNumber("tablesRead", state.Tables.Count(static table => !table.IsCarriedOver));
        json.WriteNumber("sequences", state.Sequences.Count);
        json.WriteEndObject();
    }
}
