using System.Text.Json;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>Recurring shapes of our documents: text, number, truth or object, each or null, and lists.</summary>
public static class JsonWriterExtensions
{
    extension(Utf8JsonWriter json)
    {
        /// <summary>A text, or null.</summary>
        public void WriteText(string name, string? text) => json.WriteString(name, text);

        /// <summary>A whole number, or null.</summary>
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

        /// <summary>A number, or null.</summary>
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

        /// <summary>True or false, or null.</summary>
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

        /// <summary>What is written by other code, or null.</summary>
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

        /// <summary>A list, or null; each item is written by other code.</summary>
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

        /// <summary>A list of objects, whose members are written by other code.</summary>
        public void WriteObjects<T>(string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> writeMembers) => json.WriteList(name, items, (writer, item) =>
        {
            writer.WriteStartObject();
            writeMembers(writer, item);
            writer.WriteEndObject();
        });

        /// <summary>A list of texts.</summary>
        public void WriteTexts(string name, IEnumerable<string?> texts)
        {
            json.WritePropertyName(name);
            json.WriteTexts(texts);
        }

        /// <summary>A list of texts, where a value is expected.</summary>
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
