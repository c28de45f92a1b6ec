using System.Text;
using System.Text.Json;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>A JSON object as text, written member by member, because the native program has no reflection.</summary>
public static class JsonObjectText
{
    /// <summary>Writes one.</summary>
    /// <param name="isIndented">Whether it has a line for each member.</param>
    /// <param name="write">Writes the members.</param>
    /// <returns>The text, in ASCII, without a final line break.</returns>
    public static string Of(bool isIndented, Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = isIndented, NewLine = "\n" }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
