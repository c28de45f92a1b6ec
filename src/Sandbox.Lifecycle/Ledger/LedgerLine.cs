using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sandbox.Lifecycle.Ledger;

/// <summary>
/// A line of the ledger: a JSON object whose last two members chain it. <c>previous</c> is the hash of the line before, and <c>hash</c> the SHA-256 of the line's own bytes up to that member.
/// </summary>
/// <param name="Entry">What it says.</param>
/// <param name="Previous">The hash of the line before; of the first line, <see cref="Beginning"/>.</param>
/// <param name="Hash">Its own.</param>
internal sealed record LedgerLine(LedgerEntry Entry, string Previous, string Hash)
{
    /// <summary>What stands before the first line.</summary>
    public static string Beginning { get; } = new('0', 64);

    private const string HashMember = ",\"hash\":\"";

    /// <summary>Writes an entry behind another line.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="previous">The hash of the line before.</param>
    /// <returns>The line's text with its line end, and its hash.</returns>
    public static (byte[] Text, string Hash) Write(LedgerEntry entry, string previous)
    {
        var line = JsonLine.Of(json =>
        {
            json.WriteNumber("seq", entry.Sequence);
            json.WriteString("at", entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("op", entry.Operation);
            json.WriteString("sandbox_id", entry.SandboxId);
            json.WriteString("status", Word(entry.Status));
            json.WriteString("server", entry.Server);
            json.WriteStartObject("detail");
            foreach (var (name, value) in entry.Detail)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteString("previous", previous);
        });

        // The closing brace is put behind the hash instead.
        var body = line[..^1];
        var hash = HashOf(body);
        return ([.. body, .. Encoding.UTF8.GetBytes(Ending(hash) + "\n")], hash);
    }

    /// <summary>Reads a line.</summary>
    /// <param name="text">Its bytes, without the line end.</param>
    /// <returns>The line; null where it is no line of a ledger, or not as it was written.</returns>
    public static LedgerLine? Read(ReadOnlySpan<byte> text)
    {
        var end = text.LastIndexOf(Encoding.UTF8.GetBytes(HashMember));
        try
        {
            using var document = JsonDocument.Parse(text.ToArray());
            var json = document.RootElement;
            var hash = end > 0 ? HashOf(text[..end]) : "";

            // To the last byte: what stands behind the hash is in no hash.
            return end > 0 && text[end..].SequenceEqual(Encoding.UTF8.GetBytes(Ending(hash)))
                ? new LedgerLine(
                    new LedgerEntry(
                        json.GetProperty("seq").GetInt64(),
                        json.GetProperty("at").GetDateTimeOffset(),
                        Required(json, "op"),
                        Required(json, "sandbox_id"),
                        Enum.Parse<SandboxStatus>(Required(json, "status"), ignoreCase: true),
                        json.GetProperty("server").GetString(),
                        json.GetProperty("detail").EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value.GetString(), StringComparer.Ordinal)),
                    Required(json, "previous"),
                    hash)
                : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A status as files and tables write it.</summary>
    public static string Word(SandboxStatus status) => status switch
    {
        SandboxStatus.Active => "active",
        SandboxStatus.Retiring => "retiring",
        SandboxStatus.Retired => "retired",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "no such status"),
    };

    private static string Required(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static string Ending(string hash) => $"{HashMember}{hash}\"}}";

    private static string HashOf(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));
}
