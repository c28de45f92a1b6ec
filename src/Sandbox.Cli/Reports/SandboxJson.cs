using System.Text.Json;
using Sandbox.Lifecycle;

namespace Sandbox.Cli.Reports;

/// <summary>Sandboxes and orphans for programs: camelCase, durations in whole seconds, sizes in bytes.</summary>
internal static class SandboxJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The list of sandboxes.</summary>
    public static string List(IReadOnlyList<SandboxInfo> list) => JsonSerializer.Serialize(
        new
        {
            SchemaVersion = 1,
            Sandboxes = list.Select(static sandbox => new
            {
                Name = sandbox.Name.Text,
                Status = sandbox.Status?.ToString().ToLowerInvariant(),
                sandbox.Owner,
                AgeSeconds = (long?)sandbox.Age?.TotalSeconds,
                SecondsLeft = (long?)sandbox.TimeLeft?.TotalSeconds,
                SizeBytes = sandbox.Size,
                Pinned = sandbox.IsPinned,
            }),
        },
        s_options);

    /// <summary>The list of orphans.</summary>
    public static string Orphans(IReadOnlyList<Orphan> orphans) => JsonSerializer.Serialize(
        new { SchemaVersion = 1, Orphans = orphans.Select(static orphan => new { Name = orphan.Name.Text, Kind = orphan.Kind.ToString().ToLowerInvariant(), orphan.Detail }) }, s_options);
}
