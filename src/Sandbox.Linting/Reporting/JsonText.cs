using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sandbox.Linting.Reporting;

/// <summary>How this product writes JSON: indented, LF, letters as they are.</summary>
internal static class JsonText
{
    /// <summary>Escapes what JSON has to, and nothing for the sake of HTML.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes a document.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = Encoder }))
        {
            write(writer);
        }

        output.Write(System.Text.Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        output.Write('\n');
    }
}
