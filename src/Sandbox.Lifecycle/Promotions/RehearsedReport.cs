using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Rehearsal.Effects;

namespace Sandbox.Lifecycle.Promotions;

/// <summary>What a rehearsal's report (<c>docs/report.schema.json</c>) says of the one script that is to be promoted.</summary>
/// <param name="Sha256">The SHA-256 of the report's bytes.</param>
/// <param name="Script">The script's SHA-256.</param>
/// <param name="Database">The clone that it was rehearsed on.</param>
/// <param name="Server">That clone's server's system identifier; null where the role could not read it.</param>
/// <param name="Tables">What it did, by table.</param>
/// <param name="Definitions">The definitions and rights that it changed and left so, one line each, in order.</param>
internal sealed record RehearsedReport(string Sha256, string Script, string Database, string? Server, IReadOnlyDictionary<string, RehearsedReport.Table> Tables, IReadOnlyList<string> Definitions)
{
    /// <summary>What a rehearsal did to a table.</summary>
    /// <param name="Net">What it would have left; null where it was not measured.</param>
    /// <param name="IsTruncated">Whether it was truncated.</param>
    /// <param name="IsDropped">Whether it was dropped.</param>
    public sealed record Table(RowCounts? Net, bool IsTruncated, bool IsDropped);

    /// <summary>Reads a report.</summary>
    /// <param name="path">Its file; null where none was named.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SandboxException">There is none (<see cref="ExitCode.AdmissionDenied"/>); it is no report (<see cref="ExitCode.Usage"/>), not green, or not of one script with its effects (<see cref="ExitCode.Refused"/>).</exception>
    public static async Task<RehearsedReport> LoadAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null || !File.Exists(path))
        {
            throw new SandboxException(ExitCode.AdmissionDenied, $"ADMISSION_DENIED: {(path is null ? "no report of a rehearsal was named; say --report FILE" : $"there is no report {path}")}");
        }

        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            using var document = JsonDocument.Parse(bytes);
            return Read(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), document.RootElement);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: this is no report of a rehearsal: {error.Message.ReplaceLineEndings(" ")}; write one by: sandbox rehearse --format json --output FILE", error);
        }
    }

    private static RehearsedReport Read(string path, string sha256, JsonElement root)
    {
        var scripts = root.GetProperty("scripts").EnumerateArray().ToList();
        if (root.GetProperty("exitCode").GetInt32() != 0 || root.GetProperty("verdict").GetString() is not "pass")
        {
            throw Refused(path, "it is not green: only what passed is promoted");
        }

        if (scripts is not [var script])
        {
            throw Refused(path, "it is not about one script");
        }

        if (script.GetProperty("lane").GetString() is not "rollback")
        {
            throw Refused(path, "the script was not rehearsed in one transaction");
        }

        var effects = script.GetProperty("effects");
        if (effects.GetProperty("tables").ValueKind != JsonValueKind.Array || effects.GetProperty("ddl").ValueKind != JsonValueKind.Array)
        {
            throw Refused(path, "its effects were not measured; rehearse with --effects on");
        }

        var target = root.GetProperty("target");
        if (target.GetProperty("throwaway").GetBoolean())
        {
            throw Refused(path, "it was rehearsed on a server that was thrown away, and not on a governed sandbox");
        }

        return new RehearsedReport(
            sha256,
            script.GetProperty("sha256").GetString()!,
            target.GetProperty("database").GetString()!,
            target.GetProperty("systemIdentifier").GetString(),
            effects.GetProperty("tables").EnumerateArray().ToDictionary(static table => table.GetProperty("table").GetString()!, static table => Of(table), StringComparer.Ordinal),
            Lines(effects.GetProperty("ddl").EnumerateArray().Select(static ddl => new DdlEffect(
                ddl.GetProperty("command").GetString()!, ddl.GetProperty("kind").GetString()!, ddl.GetProperty("object").GetString()!, Cascade: false, Line: null, ddl.GetProperty("undone").GetBoolean()))));
    }

    /// <summary>What is left of changed definitions, one line each, in order: what two runs of a script are compared by. What one statement made and dropped again has no name, and is not left.</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<DdlEffect> effects) =>
        [.. effects.Where(static effect => !effect.IsUndone && !effect.Command.StartsWith("CREATE AND DROP", StringComparison.Ordinal)).Select(static effect => $"{effect.Command} {effect.Kind} {effect.Object}").Order(StringComparer.Ordinal)];

    private static Table Of(JsonElement table)
    {
        var net = table.GetProperty("net");
        return new Table(
            Count(net, "inserted") is { } inserted && Count(net, "updated") is { } updated && Count(net, "deleted") is { } deleted ? new RowCounts(inserted, updated, deleted) : null,
            Count(table, "truncated") is > 0,
            table.GetProperty("dropped").GetBoolean());
    }

    private static long? Count(JsonElement part, string name) => part.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    private static SandboxException Refused(string path, string what) => new(ExitCode.Refused, $"REFUSE: {path}: {what}");
}
