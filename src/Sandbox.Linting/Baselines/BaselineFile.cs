using System.Globalization;
using System.Text;
using System.Text.Json;
using Sandbox.Linting.Reporting;

namespace Sandbox.Linting.Baselines;

/// <summary>The baseline's file, as <c>docs/lint-baseline.schema.json</c> describes it: one entry a line, in an order of its own, so that its history can be read.</summary>
internal static class BaselineFile
{
    private const int Version = 1;

    /// <summary>Reads the entries.</summary>
    /// <exception cref="SandboxException">The file cannot be read or is no baseline (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<IReadOnlyList<BaselineEntry>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(path, cancellationToken));
            var root = document.RootElement;
            return root.GetProperty("schemaVersion").GetInt32() == Version
                ? [.. root.GetProperty("findings").EnumerateArray().Select(static entry => new BaselineEntry(Text(entry, "ruleId"), Text(entry, "path"), Text(entry, "fingerprint")))]
                : throw new SandboxException(ExitCode.Usage, $"{path}: the baseline is of a version that this program does not know; write it again with --update-baseline");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: the baseline cannot be read: {error.Message}; --update-baseline writes it", error);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: this is no baseline: {error.Message}; --update-baseline writes one", error);
        }
    }

    /// <summary>Writes the entries.</summary>
    /// <exception cref="SandboxException">The file cannot be written (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task WriteAsync(string path, IEnumerable<BaselineEntry> entries, CancellationToken cancellationToken)
    {
        var sorted = entries.OrderBy(static entry => entry.Path, StringComparer.Ordinal)
            .ThenBy(static entry => entry.RuleId, StringComparer.Ordinal)
            .ThenBy(static entry => entry.Fingerprint, StringComparer.Ordinal);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $$"""
            {
              "schemaVersion": {{Version}},
              "findings": [
            """);
        var separator = "\n    ";
        foreach (var entry in sorted)
        {
            text.Append(separator).Append(CultureInfo.InvariantCulture, $$"""{ "ruleId": {{Quoted(entry.RuleId)}}, "path": {{Quoted(entry.Path)}}, "fingerprint": {{Quoted(entry.Fingerprint)}} }""");
            separator = ",\n    ";
        }

        text.Append("\n  ]\n}\n");
        try
        {
            await File.WriteAllTextAsync(path, text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: the baseline cannot be written: {error.Message}", error);
        }
    }

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JsonText.Encoder)}\"";
}
