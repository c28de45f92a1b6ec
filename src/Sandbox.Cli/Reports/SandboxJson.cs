using System.Text.Json;
using Sandbox.Lifecycle;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Cli.Reports;

/// <summary>Sandboxes and orphans for programs: durations in whole seconds, sizes in bytes.</summary>
internal static class SandboxJson
{
    /// <summary>What was created, on one line; its names are those of the registry's columns.</summary>
    public static string Created(CreatedSandbox created) => JsonObjectText.Of(
        isIndented: false,
        json =>
        {
            json.WriteString("sandbox_id", created.SandboxId);
            json.WriteString("sandbox_db", created.SandboxDb);
            json.WriteString("owner", created.Owner);
            json.WriteString("created_at", created.CreatedAt);
            json.WriteString("expires_at", created.ExpiresAt);
        });

    /// <summary>The list of sandboxes.</summary>
    public static string List(IReadOnlyList<SandboxInfo> list) => JsonObjectText.Of(
        isIndented: true,
        json =>
        {
            json.WriteNumber("schemaVersion", 1);
            json.WriteStartArray("sandboxes");
            foreach (var sandbox in list)
            {
                json.WriteStartObject();
                json.WriteString("name", sandbox.Name.Text);
                json.WriteString("status", sandbox.Status?.ToString().ToLowerInvariant());
                json.WriteString("owner", sandbox.Owner);
                WriteNumber(json, "ageSeconds", (long?)sandbox.Age?.TotalSeconds);
                WriteNumber(json, "secondsLeft", (long?)sandbox.TimeLeft?.TotalSeconds);
                WriteNumber(json, "sizeBytes", sandbox.Size);
                json.WriteBoolean("pinned", sandbox.IsPinned);
                json.WriteBoolean("atWork", sandbox.IsAtWork);
                json.WriteBoolean("closed", sandbox.IsClosed);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    /// <summary>The list of orphans.</summary>
    public static string Orphans(IReadOnlyList<Orphan> orphans) => JsonObjectText.Of(
        isIndented: true,
        json =>
        {
            json.WriteNumber("schemaVersion", 1);
            json.WriteStartArray("orphans");
            foreach (var orphan in orphans)
            {
                json.WriteStartObject();
                json.WriteString("name", orphan.Name.Text);
                json.WriteString("kind", orphan.Kind.ToString().ToLowerInvariant());
                json.WriteString("detail", orphan.Detail);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
