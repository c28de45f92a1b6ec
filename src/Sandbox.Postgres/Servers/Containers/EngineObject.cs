using System.Text.Json;

namespace Sandbox.Postgres.Servers.Containers;

/// <summary>An object of an engine, as it was when it was looked at.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its exact name.</param>
public sealed record EngineObject(EngineObjectKind Kind, string Name)
{
    /// <summary>The label that says which run made it. It is only read of what has a run's exact name; nothing is looked for by it.</summary>
    internal const string RunLabel = "sandbox.run";

    /// <summary>The engine's id; empty for a volume, which has none.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made, as the engine writes it.</summary>
    public required string Created { get; init; }

    /// <summary>When a container was last started, as the engine writes it; empty for what does not run.</summary>
    public required string Started { get; init; }

    /// <summary>The run that made it; empty where none did.</summary>
    public required string Run { get; init; }

    /// <summary>Whether a network leads nowhere.</summary>
    public bool IsInternal { get; init; }

    /// <summary>What tells it from every other one that had or will have its name. podman makes a network's id of its name, so the time belongs to it.</summary>
    public string Identity => Id.Length > 0 ? $"id {Id}, made {Created}" : $"made {Created}";

    /// <summary>Reads what an engine says of one; podman and docker spell their members differently.</summary>
    internal static EngineObject Read(EngineObjectKind kind, JsonElement json)
    {
        var labels = kind is EngineObjectKind.Container ? Member(json, "Config") is { } config ? Member(config, "Labels") : null : Member(json, "Labels");
        return new EngineObject(kind, Text(json, "Name").TrimStart('/'))
        {
            Id = kind is EngineObjectKind.Volume ? "" : Text(json, "Id"),
            Created = Text(json, kind is EngineObjectKind.Volume ? "CreatedAt" : "Created"),
            Started = kind is EngineObjectKind.Container && Member(json, "State") is { } state ? Text(state, "StartedAt") : "",
            Run = labels is { ValueKind: JsonValueKind.Object } those ? Text(those, RunLabel) : "",
            IsInternal = kind is EngineObjectKind.Network && Member(json, "Internal") is { ValueKind: JsonValueKind.True },
        };
    }

    internal static JsonElement? Member(JsonElement json, string name) => json.EnumerateObject().Where(member => member.NameEquals(name) || string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)).Select(static member => (JsonElement?)member.Value).FirstOrDefault();

    private static string Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
