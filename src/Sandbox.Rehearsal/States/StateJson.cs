using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sandbox.Rehearsal.States;

/// <summary>A state's JSON: the record's own fields, in their order, behind the form's version.</summary>
internal static class StateJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = Reporting.JsonReporter.Encoder,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(DatabaseState state)
    {
        var document = JsonSerializer.SerializeToNode(state, s_options)!.AsObject();
        document.Insert(0, "schemaVersion", StateFile.SchemaVersion);
        return document.ToJsonString(s_options);
    }

    public static DatabaseState Read(JsonObject document) => document.Deserialize<DatabaseState>(s_options) ?? throw new JsonException("it is empty");

    /// <summary>What came of a comparison.</summary>
    public static string Write(StateComparison comparison, bool strict)
    {
        var document = new
        {
            StateFile.SchemaVersion,
            Verdict = comparison.ExitCode(strict) == ExitCode.Success ? "unchanged" : "changed",
            ExitCode = (int)comparison.ExitCode(strict),
            Before = Facts(comparison.Before),
            After = Facts(comparison.After),
            comparison.Differences,
            comparison.After.Limits,
        };
        return JsonSerializer.Serialize(document, s_options);
    }

    private static object Facts(DatabaseState state) => new
    {
        state.Identity.SystemIdentifier,
        state.Identity.Database,
        state.Identity.ServerVersion,
        state.Identity.Role,
        CatalogObjects = state.Catalog.Count,
        Tables = state.Tables.Count,
        TablesRead = state.Tables.Count(static table => !table.IsCarriedOver),
        Sequences = state.Sequences.Count,
    };
}
