using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sandbox.Lifecycle.Ledger;

/// <summary>A JSON object on one line, as the ledger and journals have them.</summary>
internal static class JsonLine
{
    // Names of databases may hold anything; what JSON does not demand to be escaped stays readable.
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one.</summary>
    /// <param name="write">Writes the members.</param>
    /// <returns>UTF-8, without a line end.</returns>
    public static ReadOnlySpan<byte> Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_writing))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}
