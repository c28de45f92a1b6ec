using System.Globalization;
using System.Text.Json;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Inputs;

/// <summary>
/// A file that people write and a command reads: JSON whose keys are a closed set. What it does not know is an error with its place, because a misspelt word that is passed over in
/// silence would do something else than was meant.
/// </summary>
public sealed class InputDocument
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(3660);

    private static readonly JsonDocumentOptions s_options = new() { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    private readonly string _kind;

    private InputDocument(string path, string kind)
    {
        Path = path;
        _kind = kind;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Reads a file's text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is, one word for messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SandboxException">It cannot be read (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<string> ReadTextAsync(string path, string kind, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: the {kind} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads a document's text.</summary>
    /// <param name="path">The file that it is from, for messages and for paths in it.</param>
    /// <param name="kind">What it is, one word for messages.</param>
    /// <param name="text">JSON; comments are passed over.</param>
    /// <param name="read">Makes something of its root.</param>
    /// <exception cref="SandboxException">It is no JSON, or says something wrong (<see cref="ExitCode.Usage"/>); the message holds file and place.</exception>
    public static T Parse<T>(string path, string kind, string text, Func<InputDocument, JsonElement, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, s_options);
        }
        catch (JsonException error)
        {
            throw new SandboxException(
                ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"{path}:{error.LineNumber + 1}:{error.BytePositionInLine + 1}: the {kind} is not valid JSON: correct it there"), error);
        }

        using (document)
        {
            return read(new InputDocument(path, kind), document.RootElement);
        }
    }

    /// <summary>The members of an object.</summary>
    /// <param name="element">The object.</param>
    /// <param name="at">Its place, as a JSON path.</param>
    /// <param name="known">The keys that it may have.</param>
    public IEnumerable<(string Key, JsonElement Value, string At)> Members(JsonElement element, string at, params string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(at, $"must be an object, not {Kind(element)}");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var below = $"{at}.{member.Name}";
            if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                throw Wrong(below, $"unknown key; known here: {string.Join(", ", known)}{NearWord.DidYouMean(member.Name, known)}");
            }

            if (!seen.Add(member.Name))
            {
                throw Wrong(below, "given twice; keep one");
            }

            yield return (member.Name, member.Value, below);
        }
    }

    /// <summary>The entries of a list, with their places.</summary>
    /// <param name="list">The list.</param>
    /// <param name="at">Its place.</param>
    public IEnumerable<(JsonElement Value, string At)> Entries(JsonElement list, string at) => list.ValueKind == JsonValueKind.Array
        ? list.EnumerateArray().Select((entry, index) => (entry, Entry(at, index)))
        : throw Wrong(at, $"must be a list, not {Kind(list)}");

    /// <summary>A list of texts.</summary>
    /// <param name="list">The list.</param>
    /// <param name="at">Its place.</param>
    public string[] Texts(JsonElement list, string at) => list.ValueKind == JsonValueKind.Array
        ? [.. Entries(list, at).Select(entry => Text(entry.Value, entry.At))]
        : throw Wrong(at, $"must be a list of texts, not {Kind(list)}");

    /// <summary>A text that is not empty.</summary>
    /// <param name="value">The value.</param>
    /// <param name="at">Its place.</param>
    public string Text(JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Wrong(at, $"must be a text, not {Kind(value)}");
        }

        var text = value.GetString()!;
        return string.IsNullOrWhiteSpace(text) ? throw Wrong(at, "must not be empty") : text;
    }

    /// <summary>True or false.</summary>
    /// <param name="value">The value.</param>
    /// <param name="at">Its place.</param>
    public bool Flag(JsonElement value, string at) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(at, $"must be true or false, not {Kind(value)}"),
    };

    /// <summary>A number that counts something: whole, and not below zero.</summary>
    /// <param name="value">The value.</param>
    /// <param name="at">Its place.</param>
    public long Count(JsonElement value, string at) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0 ? count : throw Wrong(at, "must be a whole number from 0 on");

    /// <summary>A number of minutes, hours or days, such as <c>24h</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="at">Its place.</param>
    public TimeSpan Duration(JsonElement value, string at)
    {
        var text = Text(value, at);
        return text[^1] is var unit && UnitOf(unit) is { } length && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= s_longest / length
            ? length * count
            : throw Wrong(at, $"\"{text}\" is no duration of up to ten years; say a number and a unit: 90m, 24h, 7d");
    }

    /// <summary>A moment, as ISO 8601 writes it with its offset.</summary>
    /// <param name="value">The value.</param>
    /// <param name="at">Its place.</param>
    public DateTimeOffset Time(JsonElement value, string at)
    {
        var text = Text(value, at);
        return text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && (text.EndsWith('Z') || text.AsSpan(text.IndexOf('T', StringComparison.Ordinal)).ContainsAny('+', '-'))
            ? time
            : throw Wrong(at, $"\"{text}\" is no moment; say it as in 2026-06-02T18:00:00Z");
    }

    /// <summary>A path as the document means it: from its own folder.</summary>
    /// <param name="name">The path.</param>
    public string Beside(string name) => System.IO.Path.GetFullPath(name, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);

    /// <summary>A key that has to be there.</summary>
    /// <param name="value">What was read; null where the key is missing.</param>
    /// <param name="at">Its place.</param>
    public T Required<T>(T? value, string at)
        where T : class => value ?? throw Wrong(at, $"is missing; the {_kind} has to say it");

    /// <summary>The two texts of an object that has these two members and no other.</summary>
    /// <param name="element">The object.</param>
    /// <param name="at">Its place.</param>
    /// <param name="first">The one's key.</param>
    /// <param name="second">The other's key.</param>
    public (string First, string Second) Pair(JsonElement element, string at, string first, string second)
    {
        string? one = null, other = null;
        foreach (var (key, value, below) in Members(element, at, first, second))
        {
            var text = Text(value, below);
            (one, other) = string.Equals(key, first, StringComparison.Ordinal) ? (text, other) : (one, text);
        }

        return (Required(one, $"{at}.{first}"), Required(other, $"{at}.{second}"));
    }

    /// <summary>Makes sure that no two entries of a list have one name.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="at">The list's place.</param>
    /// <param name="things">What the entries are, in the plural.</param>
    public void EnsureDistinct(IEnumerable<string> names, string at, string things)
    {
        if (names.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
        {
            throw Wrong(at, $"two {things} are called {twice.Key}; give each a name of its own");
        }
    }

    /// <summary>The error of a place.</summary>
    /// <param name="at">The place.</param>
    /// <param name="what">What is wrong there.</param>
    public SandboxException Wrong(string at, string what) => new(ExitCode.Usage, $"{Path}: {at}: {what}");

    /// <summary>The place of a list's entry.</summary>
    /// <param name="at">The list's place.</param>
    /// <param name="index">The entry's number, from 0.</param>
    public static string Entry(string at, int index) => string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]");

    private static TimeSpan? UnitOf(char unit) => unit switch
    {
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
