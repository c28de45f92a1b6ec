using System.Text.Json;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>The report's recurring shapes: text, number, truth or object, each or null, and lists.</summary>
internal static class JsonWriterExtensions
{
    extension(Utf8JsonWriter json)
    {
        public void WriteText(string name, string? text) => json.WriteString(name, text);

        public void WriteCount(string name, long? count)
        {
            if (count is { } number)
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
            }
        }

        public void WriteMeasure(string name, double? measure)
        {
            if (measure is { } number)
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
            }
        }

        public void WriteTruth(string name, bool? truth)
        {
            if (truth is { } value)
            {
                json.WriteBoolean(name, value);
            }
            else
            {
                json.WriteNull(name);
            }
        }

        public void WriteMaybe<T>(string name, T? value, Action<Utf8JsonWriter, T> write)
            where T : class
        {
            json.WritePropertyName(name);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                write(json, value);
            }
        }

        public void WriteList<T>(string name, IEnumerable<T>? items, Action<Utf8JsonWriter, T> write)
        {
            if (items is null)
            {
                json.WriteNull(name);
                return;
            }

            json.WriteStartArray(name);
            foreach (var item in items)
            {
                write(json, item);
            }

            json.WriteEndArray();
        }

        public void WriteTexts(string name, IEnumerable<string?> texts)
        {
            json.WritePropertyName(name);
            json.WriteTexts(texts);
        }

        public void WriteTexts(IEnumerable<string?> texts)
        {
            json.WriteStartArray();
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }
    }
}
