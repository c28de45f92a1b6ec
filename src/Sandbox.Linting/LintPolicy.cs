using System.Globalization;
using System.Text.Json;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Text;

namespace Sandbox.Linting;

/// <summary>
/// What <c>lint</c> in <c>sandbox.json</c> says. Its keys are a closed set, as all of the policy's are; what else stands in the file is read by those whom it concerns.
/// </summary>
public static class LintPolicy
{
    /// <summary>The policy's file name.</summary>
    public const string FileName = "sandbox.json";

    /// <summary>The key of the part that is read here.</summary>
    public const string Key = "lint";

    private static readonly string[] s_keys = ["preset", "rules", "failOn", "serverVersion", "singleTransaction", "deny", "sharedSchemas"];

    private static readonly JsonDocumentOptions s_options = new() { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    /// <summary>Reads the options of the nearest policy from a folder upwards; the defaults where there is none.</summary>
    /// <param name="folder">Where the search starts.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SandboxException">It cannot be read or says something wrong (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<LintOptions> FindAsync(string folder, CancellationToken cancellationToken)
    {
        for (var parent = folder; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            var path = Path.Combine(parent, FileName);
            if (File.Exists(path))
            {
                return await LoadAsync(path, cancellationToken);
            }
        }

        return new LintOptions();
    }

    /// <summary>Reads the options of a policy.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SandboxException">It cannot be read or says something wrong (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<LintOptions> LoadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(path, cancellationToken), s_options);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(Key, out var part) ? Read(path, part) : new LintOptions();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: the policy cannot be read: {error.Message}", error);
        }
        catch (JsonException error)
        {
            throw new SandboxException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"{path}:{error.LineNumber + 1}:{error.BytePositionInLine + 1}: the policy is not valid JSON: correct it there"), error);
        }
    }

    private static LintOptions Read(string path, JsonElement part)
    {
        var options = new LintOptions();
        foreach (var member in Members(part, Key))
        {
            var at = $"{Key}.{member.Name}";
            var value = member.Value;
            options = member.Name switch
            {
                "preset" => options with { Preset = LintWords.Preset(Text(value, at)) ?? throw Wrong(at, $"say {LintWords.Presets}") },
                "failOn" => options with { Threshold = Known(LintWords.Threshold(Text(value, at)), at, LintWords.Thresholds) },
                "serverVersion" => options with { ServerVersion = LintWords.ServerVersion(value.GetRawText()) ?? throw Wrong(at, "must be a server's major version, such as 15") },
                "singleTransaction" => options with { InTransaction = value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(at, "must be true or false") },
                "deny" => options with { Denied = Texts(value, at) },
                "sharedSchemas" => options with { SharedSchemas = Texts(value, at) },
                "rules" => options with { Rules = Rules(value, at) },
                _ => throw Wrong(at, $"unknown key; known here: {string.Join(", ", s_keys)}{NearWord.DidYouMean(member.Name, s_keys)}"),
            };
        }

        return options;

        Dictionary<string, RuleSeverity?> Rules(JsonElement rules, string at)
        {
            var severities = new Dictionary<string, RuleSeverity?>(StringComparer.OrdinalIgnoreCase);
            foreach (var member in Members(rules, at))
            {
                var below = $"{at}.{member.Name}";
                var rule = RuleRegistry.Find(member.Name) ?? throw Wrong(below, RuleRegistry.NoRule(member.Name));
                severities[rule.Id] = Known(LintWords.Severity(Text(member.Value, below)), below, LintWords.Severities);
            }

            return severities;
        }

        JsonElement.ObjectEnumerator Members(JsonElement element, string at) => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw Wrong(at, "must be an object");

        RuleSeverity? Known((bool IsKnown, RuleSeverity? Severity) word, string at, string words) => word.IsKnown ? word.Severity : throw Wrong(at, $"say {words}");

        List<string> Texts(JsonElement value, string at) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(entry => Text(entry, at))] : throw Wrong(at, "must be a list of texts");

        string Text(JsonElement value, string at) => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(at, "must be a text");

        SandboxException Wrong(string at, string what) => new(ExitCode.Usage, $"{path}: $.{at}: {what}");
    }
}
