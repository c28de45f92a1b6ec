using System.Globalization;
using System.Text.Json;

namespace Sandbox.Postgres.Servers.Containers;

/// <summary>An image of PostgreSQL with the conventions of the official one.</summary>
/// <param name="Reference">What it was asked for by.</param>
/// <param name="Id">The engine's id of it: a SHA-256.</param>
/// <param name="Digests">Its digests, with the name before each.</param>
/// <param name="Major">The major version of its PostgreSQL.</param>
/// <param name="DataVolume">The folder in it that is a volume, for the data.</param>
public sealed record ContainerImage(string Reference, string Id, IReadOnlyList<string> Digests, int Major, string DataVolume)
{
    private const string MajorVariable = "PG_MAJOR=";

    private const string UsualVolume = "/var/lib/postgresql/data";

    /// <summary>Whether it was asked for by a digest or its id, so that it can be no other.</summary>
    public bool IsPinned => Reference.Contains("sha256:", StringComparison.Ordinal);

    /// <summary>Reads what an engine says of one.</summary>
    /// <exception cref="SandboxException">It is no image of PostgreSQL (<see cref="ExitCode.Unavailable"/>).</exception>
    internal static ContainerImage Read(string reference, JsonElement json)
    {
        var config = EngineObject.Member(json, "Config");
        var variables = config is { } settings && EngineObject.Member(settings, "Env") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(static variable => variable.GetString()!) : [];
        var major = variables.FirstOrDefault(static variable => variable.StartsWith(MajorVariable, StringComparison.Ordinal))?[MajorVariable.Length..];
        if (!int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < PostgresBinaries.OldestMajor or > PostgresBinaries.NewestMajor)
        {
            throw new SandboxException(
                ExitCode.Unavailable,
                $"the image {reference} does not say in PG_MAJOR, as the official one does, that it is PostgreSQL {PostgresBinaries.OldestMajor} to {PostgresBinaries.NewestMajor}; name another image");
        }

        var id = json.GetProperty("Id").GetString()!;
        var volumes = config is { } said && EngineObject.Member(said, "Volumes") is { ValueKind: JsonValueKind.Object } declared ? declared.EnumerateObject().Select(static volume => volume.Name) : [];
        return new ContainerImage(
            reference,
            id.StartsWith("sha256:", StringComparison.Ordinal) ? id : $"sha256:{id}",
            EngineObject.Member(json, "RepoDigests") is { ValueKind: JsonValueKind.Array } digests ? [.. digests.EnumerateArray().Select(static digest => digest.GetString()!)] : [],
            number,
            volumes.FirstOrDefault() ?? UsualVolume);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Reference}: PostgreSQL {Major}, {string.Join(", ", Digests.Append($"id {Id}"))}";
}
