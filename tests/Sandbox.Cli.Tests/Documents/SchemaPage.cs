using System.Text;
using System.Text.Json;

namespace Sandbox.Cli.Tests.Documents;

/// <summary>A JSON schema as a page: a row a field.</summary>
internal static class SchemaPage
{
    /// <summary>The page.</summary>
    /// <param name="file">The schema's file name in <c>docs</c>.</param>
    /// <param name="text">The schema.</param>
    public static string Of(string file, string text)
    {
        using var document = JsonDocument.Parse(text);
        var schema = document.RootElement;
        var page = new StringBuilder($"# {schema.GetProperty("title").GetString()}\n\n");
        page.Append($"{Description(schema)}\n\nThe schema is [{file}](../{file}).\n\n");
        Table(page, schema);
        if (schema.TryGetProperty("definitions", out var definitions))
        {
            foreach (var definition in definitions.EnumerateObject())
            {
                page.Append($"\n## {definition.Name}\n\n");
                if (Description(definition.Value) is { Length: > 0 } description)
                {
                    page.Append(description).Append("\n\n");
                }

                if (definition.Value.TryGetProperty("properties", out _))
                {
                    Table(page, definition.Value);
                }
                else
                {
                    page.Append(Type(definition.Value)).Append('\n');
                }
            }
        }

        return page.ToString();
    }

    private static void Table(StringBuilder page, JsonElement schema)
    {
        page.Append("| field | type | what it is |\n|---|---|---|\n");
        foreach (var row in Rows(schema, ""))
        {
            page.Append(row).Append('\n');
        }
    }

    private static IEnumerable<string> Rows(JsonElement schema, string at)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(static name => name.GetString()).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var property in schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToList() : [])
        {
            var path = $"{at}{property.Name}";
            yield return $"| `{path}`{(required.Contains(property.Name) ? "" : " (may be left out)")} | {Cell(Type(property.Value))} | {Cell(Description(property.Value))} |";
            var (inner, mark) = property.Value.TryGetProperty("items", out var items) ? (items, "[].") : (property.Value, ".");
            foreach (var row in Rows(inner, path + mark))
            {
                yield return row;
            }
        }
    }

    private static string Type(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            return $"[{name}](#{name.ToLowerInvariant()})";
        }

        foreach (var choice in (string[])["oneOf", "anyOf", "allOf"])
        {
            if (schema.TryGetProperty(choice, out var several) && several.EnumerateArray().All(static one => one.TryGetProperty("type", out _) || one.TryGetProperty("$ref", out _)))
            {
                return string.Join(" or ", several.EnumerateArray().Select(Type));
            }
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            return string.Join(", ", values.EnumerateArray().Select(static value => $"`{value}`"));
        }

        var type = !schema.TryGetProperty("type", out var word) ? "any"
            : word.ValueKind == JsonValueKind.Array ? string.Join(" or ", word.EnumerateArray().Select(static one => one.GetString())) : word.GetString()!;
        var pattern = schema.TryGetProperty("pattern", out var form) ? $", `{form.GetString()}`" : "";
        return schema.TryGetProperty("items", out var items) ? $"list of {Type(items)}" : type + pattern;
    }

    private static string Description(JsonElement schema) => schema.TryGetProperty("description", out var text) ? text.GetString()! : "";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
