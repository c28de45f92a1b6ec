using System.Text;
using System.Text.Json;

namespace Sandbox.Lifecycle.DryRuns.Closing;

/// <summary>A close for programs.</summary>
public static class CloseJson
{
    /// <summary>The document, with a line break at its end.</summary>
    /// <param name="close">The close.</param>
    public static string Write(DryRunClose close)
    {
        ArgumentNullException.ThrowIfNull(close);
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 1);
            json.WriteString("run", close.Run);
            json.WriteString("description", close.Description);
            json.WriteBoolean("cleanlyClosed", close.IsClean);
            json.WriteBoolean("cameToEnd", close.CameToEnd);
            json.WriteNumber("exitCode", close.ExitCode);
            json.WriteString("failure", close.Failure?.Message);
            WriteList("gates", close.Gates, gate =>
            {
                json.WriteString("id", gate.Id);
                json.WriteString("name", gate.Name);
                json.WriteBoolean("passed", gate.Passed);
                json.WriteString("evidence", gate.Evidence);
            });
            WriteList("scenarios", close.Scenarios, scenario =>
            {
                json.WriteString("name", scenario.Name);
                if (scenario.Passed is { } passed)
                {
                    json.WriteBoolean("passed", passed);
                }
                else
                {
                    json.WriteNull("passed");
                }

                json.WriteString("evidence", scenario.Evidence);
            });
            WriteList("facts", close.Facts, fact =>
            {
                json.WriteString("id", fact.Id);
                json.WriteString("subject", fact.Subject);
                json.WriteString("before", fact.Before);
                json.WriteString("after", fact.After);
                json.WriteBoolean("holds", fact.Holds);
            });
            json.WriteStartArray("remains");
            foreach (var name in close.Remains)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            WriteList("kept", close.Kept, file =>
            {
                json.WriteString("path", file.Path);
                json.WriteString("sha256", file.Sha256);
            });
            json.WriteEndObject();

            void WriteList<T>(string name, IReadOnlyList<T> items, Action<T> write)
            {
                json.WriteStartArray(name);
                foreach (var item in items)
                {
                    json.WriteStartObject();
                    write(item);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }
}
