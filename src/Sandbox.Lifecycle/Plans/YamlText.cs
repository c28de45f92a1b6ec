using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sandbox.Lifecycle.Plans;

/// <summary>
/// Turns YAML into the JSON that it stands for, so that both are read by one reader. Of YAML's scalars the plain ones are what its core schema makes of them; what has no
/// counterpart in JSON (anchors, tags, keys that are no texts, several documents) is refused.
/// </summary>
internal static class YamlText
{
    /// <summary>Converts a document.</summary>
    /// <param name="path">Its file, for messages.</param>
    /// <param name="text">YAML.</param>
    /// <returns>JSON. A key that is given twice is there twice.</returns>
    /// <exception cref="SandboxException">It is no YAML, or has no counterpart in JSON (<see cref="ExitCode.Usage"/>).</exception>
    public static string ToJson(string path, string text)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true }))
        {
            try
            {
                var parser = new Parser(new StringReader(text));
                Next<StreamStart>(parser);
                if (Next(parser) is StreamEnd)
                {
                    throw Wrong(path, parser.Current!.Start, "there is nothing in it");
                }

                Write(path, parser, Next(parser), json);
                Next<DocumentEnd>(parser);
                if (Next(parser) is not StreamEnd)
                {
                    throw Wrong(path, parser.Current!.Start, "a second document begins; keep one");
                }
            }
            catch (YamlException error)
            {
                throw Wrong(path, error.Start, $"not valid YAML: {error.Message}; correct it there", error);
            }
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static void Write(string path, Parser parser, ParsingEvent node, Utf8JsonWriter json)
    {
        if (node is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
        {
            throw Wrong(path, node.Start, "anchors and aliases are not read; write it out");
        }

        if (node is NodeEvent { Tag.IsEmpty: false })
        {
            throw Wrong(path, node.Start, "tags are not read; leave it out");
        }

        switch (node)
        {
            case Scalar { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" }:
                json.WriteNullValue();
                break;
            case Scalar { Style: ScalarStyle.Plain, Value: "true" or "True" or "TRUE" }:
                json.WriteBooleanValue(true);
                break;
            case Scalar { Style: ScalarStyle.Plain, Value: "false" or "False" or "FALSE" }:
                json.WriteBooleanValue(false);
                break;
            case Scalar { Style: ScalarStyle.Plain } scalar when IsNumber(scalar.Value):
                json.WriteRawValue(scalar.Value);
                break;
            case Scalar scalar:
                json.WriteStringValue(scalar.Value);
                break;
            case SequenceStart:
                json.WriteStartArray();
                while (Next(parser) is not SequenceEnd)
                {
                    Write(path, parser, parser.Current!, json);
                }

                json.WriteEndArray();
                break;
            case MappingStart:
                json.WriteStartObject();
                while (Next(parser) is not MappingEnd)
                {
                    json.WritePropertyName(parser.Current is Scalar { Tag.IsEmpty: true, Anchor.IsEmpty: true } key ? key.Value : throw Wrong(path, parser.Current!.Start, "a key has to be a plain text"));
                    Write(path, parser, Next(parser), json);
                }

                json.WriteEndObject();
                break;
            default:
                throw Wrong(path, node.Start, $"{node} is not read");
        }
    }

    /// <summary>Whether JSON has the number in the same form.</summary>
    private static bool IsNumber(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            // Then it is a text.
            return false;
        }
    }

    private static void Next<T>(Parser parser)
        where T : ParsingEvent
    {
        if (Next(parser) is not T)
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"{typeof(T).Name} was expected");
        }
    }

    private static ParsingEvent Next(Parser parser) => parser.MoveNext() ? parser.Current! : throw new YamlException("it ends too early");

    private static SandboxException Wrong(string path, Mark at, string what, Exception? inner = null) =>
        new(ExitCode.Usage, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}:{at.Line}:{at.Column}: {what.ReplaceLineEndings(" ")}"), inner);
}
