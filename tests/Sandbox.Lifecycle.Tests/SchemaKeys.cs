using Newtonsoft.Json.Linq;

namespace Sandbox.Lifecycle.Tests;

/// <summary>The keys that a schema has and those that the reader of its files knows; the reader tells them where it meets another one.</summary>
internal static class SchemaKeys
{
    /// <summary>Those of a part of a schema.</summary>
    public static IEnumerable<string> Of(JToken part) => ((JObject)part["properties"]!).Properties().Select(static property => property.Name).Order(StringComparer.Ordinal);

    /// <summary>Those that a reader knows beside one that there is not.</summary>
    /// <param name="member">A member of the document that has the key <c>?</c>, or is it.</param>
    /// <param name="load">Reads a file.</param>
    public static async Task<IEnumerable<string>> KnownAsync(string member, Func<string, Task> load)
    {
        const string Before = "known here: ";
        using var folder = new Sandbox.Rehearsal.Tests.TempFolder();
        var path = await folder.WriteAsync("document.json", $"{{ {member} }}");
        var message = (await Should.ThrowAsync<SandboxException>(() => load(path))).Message;
        return message[(message.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..].Split(", ").Order(StringComparer.Ordinal);
    }
}
