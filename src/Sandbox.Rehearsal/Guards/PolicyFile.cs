using System.Globalization;
using System.Text.Json;
using Sandbox.Rehearsal.Planning;

namespace Sandbox.Rehearsal.Guards;

/// <summary>
/// Reads <c>sandbox.json</c>. Its keys are a closed set: a word that the policy does not know is an error, because a misspelt
/// <c>deny</c> that is passed over in silence would open what it was meant to close.
/// </summary>
internal static class PolicyFile
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    /// <summary>Reads a policy.</summary>
    /// <exception cref="SandboxException"><see cref="ExitCode.Usage"/>, with file and JSON path.</exception>
    public static async Task<Policy> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: the policy cannot be read: {error.Message}", error);
        }

        return Parse(path, text);
    }

    /// <summary>Reads a policy's text.</summary>
    /// <exception cref="SandboxException"><see cref="ExitCode.Usage"/>, with file and JSON path.</exception>
    public static Policy Parse(string path, string text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, Options);
        }
        catch (JsonException error)
        {
            var line = (error.LineNumber + 1)?.ToString(CultureInfo.InvariantCulture);
            var column = (error.BytePositionInLine + 1)?.ToString(CultureInfo.InvariantCulture);
            throw new SandboxException(ExitCode.Usage, $"{path}:{line}:{column}: the policy is not valid JSON: correct it there", error);
        }

        using (document)
        {
            return new Reading(path).Root(document.RootElement);
        }
    }

    private sealed class Reading(string path)
    {
        public Policy Root(JsonElement root)
        {
            var policy = new Policy { Path = path, SandboxRecords = Beside(".sandbox") };
            foreach (var (key, value, at) in Members(root, "$", "$schema", "rehearse", "sandbox", "protected", "allow", "lint"))
            {
                policy = key switch
                {
                    "rehearse" => Rehearse(policy, value, at),
                    "sandbox" => Sandbox(policy, value, at),
                    "protected" => Protected(policy, value, at),
                    "allow" => Allow(policy, value, at),

                    // Whoever lints reads it: a rehearsal has nothing to do with it.
                    "lint" => policy,
                    _ => Schema(policy, value, at),
                };
            }

            return policy;
        }

        private Policy Schema(Policy policy, JsonElement value, string at)
        {
            _ = Text(value, at);
            return policy;
        }

        private Policy Rehearse(Policy policy, JsonElement part, string at)
        {
            foreach (var (key, value, below) in Members(part, at, "allow", "deny", "strict", "sequences"))
            {
                policy = key switch
                {
                    "allow" => policy with { RehearseAllow = Texts(value, below) },
                    "deny" => policy with { RehearseDeny = Texts(value, below) },
                    "strict" => policy with { Strict = Flag(value, below) },
                    _ => policy with { RestoresSequences = Text(value, below) switch { "restore" => true, "keep" => false, var other => throw Wrong(below, $"\"{other}\" is nothing that can be done with sequences; those are keep, restore") } },
                };
            }

            return policy;
        }

        private Policy Sandbox(Policy policy, JsonElement part, string at)
        {
            foreach (var (key, value, below) in Members(part, at, "pattern", "deny", "pinned", "owner", "timeToLive", "records"))
            {
                policy = key switch
                {
                    "pattern" => policy with { SandboxPattern = Pattern(value, below) },
                    "pinned" => policy with { SandboxPinned = Texts(value, below) },
                    "owner" => policy with { SandboxOwner = Text(value, below) },
                    "timeToLive" => policy with { SandboxTimeToLive = Duration(value, below) },
                    "records" => policy with { SandboxRecords = Beside(Text(value, below)) },
                    _ => policy with { SandboxDeny = Texts(value, below) },
                };
            }

            return policy;
        }

        private Policy Protected(Policy policy, JsonElement part, string at)
        {
            foreach (var (key, value, below) in Members(part, at, "systemIdentifiers", "hosts"))
            {
                policy = key switch
                {
                    "systemIdentifiers" => policy with { ProtectedSystemIdentifiers = SystemIdentifiers(value, below) },
                    _ => policy with { ProtectedHosts = Texts(value, below) },
                };
            }

            return policy;
        }

        private Policy Allow(Policy policy, JsonElement part, string at)
        {
            foreach (var (key, value, below) in Members(part, at, "metaCommands", "escapeHatches"))
            {
                policy = key switch
                {
                    "metaCommands" => policy with { AllowedMetaCommands = MetaCommands(value, below) },
                    _ => policy with { AllowedEscapeHatches = EscapeHatches(value, below) },
                };
            }

            return policy;
        }

        private string[] EscapeHatches(JsonElement list, string at)
        {
            var names = Texts(list, at);
            for (var i = 0; i < names.Length; i++)
            {
                if (!EscapeHatch.Words.Contains(names[i], StringComparer.Ordinal))
                {
                    throw Wrong(Entry(at, i), $"\"{names[i]}\" is neither an escape hatch nor a kind of them; those are {string.Join(", ", EscapeHatch.Words)}");
                }
            }

            return names;
        }

        private string[] MetaCommands(JsonElement list, string at)
        {
            var names = Texts(list, at);
            for (var i = 0; i < names.Length; i++)
            {
                var danger = DangerousCommand.All.FirstOrDefault(known => string.Equals(known.Name, names[i], StringComparison.Ordinal));
                if (danger is not { CanBeAllowed: true })
                {
                    throw Wrong(Entry(at, i), danger is null
                        ? $"\"{names[i]}\" is no meta-command that has to be allowed; those are {string.Join(", ", DangerousCommand.All.Where(static known => known.CanBeAllowed).Select(static known => known.Name))}"
                        : $"\"{names[i]}\" cannot be allowed: {danger.Why}");
                }
            }

            return names;
        }

        private IEnumerable<(string Key, JsonElement Value, string At)> Members(JsonElement element, string at, params string[] known)
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
                    throw Wrong(below, $"unknown key; known here: {string.Join(", ", known)}");
                }

                if (!seen.Add(member.Name))
                {
                    throw Wrong(below, "given twice; keep one");
                }

                yield return (member.Name, member.Value, below);
            }
        }

        private string[] Texts(JsonElement list, string at)
        {
            if (list.ValueKind != JsonValueKind.Array)
            {
                throw Wrong(at, $"must be a list of texts, not {Kind(list)}");
            }

            return [.. list.EnumerateArray().Select((entry, index) => Text(entry, Entry(at, index)))];
        }

        private string[] SystemIdentifiers(JsonElement list, string at)
        {
            // As texts, because a JSON number of 19 digits does not survive every editor and formatter.
            var texts = Texts(list, at);
            for (var i = 0; i < texts.Length; i++)
            {
                if (!ulong.TryParse(texts[i], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                {
                    throw Wrong(Entry(at, i), $"\"{texts[i]}\" is no system identifier; it is the number that SELECT system_identifier FROM pg_control_system() shows");
                }
            }

            return texts;
        }

        /// <summary>A path as the policy means it: from its own folder.</summary>
        private string Beside(string name) => Path.GetFullPath(name, Path.GetDirectoryName(Path.GetFullPath(path))!);

        private TimeSpan Duration(JsonElement value, string at)
        {
            var text = Text(value, at);
            return text[^1] is var unit && UnitOf(unit) is { } length && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
                ? length * count
                : throw Wrong(at, $"\"{text}\" is no duration; say a number and a unit: 90m, 24h, 7d");
        }

        private static TimeSpan? UnitOf(char unit) => unit switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };

        private string Pattern(JsonElement value, string at)
        {
            var pattern = Text(value, at);
            try
            {
                _ = PolicyPattern.Compile(pattern);
                return pattern;
            }
            catch (ArgumentException error)
            {
                throw new SandboxException(ExitCode.Usage, $"{path}: {at}: not a regular expression: {error.Message}", error);
            }
        }

        private string Text(JsonElement value, string at)
        {
            if (value.ValueKind != JsonValueKind.String)
            {
                throw Wrong(at, $"must be a text, not {Kind(value)}");
            }

            var text = value.GetString()!;
            return string.IsNullOrWhiteSpace(text) ? throw Wrong(at, "must not be empty") : text;
        }

        private bool Flag(JsonElement value, string at) => value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(at, $"must be true or false, not {Kind(value)}"),
        };

        private SandboxException Wrong(string at, string what) => new(ExitCode.Usage, $"{path}: {at}: {what}");

        private static string Entry(string at, int index) => string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]");

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
}
