using System.Globalization;
using System.Text.Json;
using Sandbox.Rehearsal.Inputs;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Guards;

/// <summary>
/// Reads <c>sandbox.json</c>. Its keys are a closed set: a word that the policy does not know is an error, because a misspelt
/// <c>deny</c> that is passed over in silence would open what it was meant to close.
/// </summary>
internal static class PolicyFile
{
    /// <summary>Reads a policy.</summary>
    /// <exception cref="SandboxException"><see cref="ExitCode.Usage"/>, with file and JSON path.</exception>
    public static async Task<Policy> ReadAsync(string path, CancellationToken cancellationToken) =>
        Parse(path, await InputDocument.ReadTextAsync(path, "policy", cancellationToken));

    /// <summary>Reads a policy's text.</summary>
    /// <exception cref="SandboxException"><see cref="ExitCode.Usage"/>, with file and JSON path.</exception>
    public static Policy Parse(string path, string text) =>
        InputDocument.Parse(path, "policy", text, static (input, root) => new Reading(input).Root(root));

    private sealed class Reading(InputDocument input)
    {
        public Policy Root(JsonElement root)
        {
            var policy = new Policy { Path = input.Path, SandboxRecords = input.Beside(".sandbox") };
            foreach (var (key, value, at) in input.Members(root, "$", "$schema", "rehearse", "sandbox", "protected", "allow", "snapshot", "lint"))
            {
                policy = key switch
                {
                    "rehearse" => Rehearse(policy, value, at),
                    "sandbox" => Sandbox(policy, value, at),
                    "protected" => Protected(policy, value, at),
                    "allow" => Allow(policy, value, at),
                    "snapshot" => Snapshot(policy, value, at),

                    // Whoever lints reads it: a rehearsal has nothing to do with it.
                    "lint" => policy,
                    _ => Schema(policy, value, at),
                };
            }

            return policy;
        }

        private Policy Schema(Policy policy, JsonElement value, string at)
        {
            _ = input.Text(value, at);
            return policy;
        }

        private Policy Rehearse(Policy policy, JsonElement part, string at)
        {
            foreach (var (key, value, below) in input.Members(part, at, "allow", "deny", "strict", "sequences"))
            {
                policy = key switch
                {
                    "allow" => policy with { RehearseAllow = input.Texts(value, below) },
                    "deny" => policy with { RehearseDeny = input.Texts(value, below) },
                    "strict" => policy with { Strict = input.Flag(value, below) },
                    _ => policy with { RestoresSequences = input.Text(value, below) switch { "restore" => true, "keep" => false, var other => throw input.Wrong(below, $"\"{other}\" is nothing that can be done with sequences; those are keep, restore") } },
                };
            }

            return policy;
        }

        private Policy Sandbox(Policy policy, JsonElement part, string at)
        {
            foreach (var (key, value, below) in input.Members(part, at, "pattern", "deny", "pinned", "owner", "timeToLive", "records", "resetRole"))
            {
                policy = key switch
                {
                    "pattern" => policy with { SandboxPattern = Pattern(value, below) },
                    "pinned" => policy with { SandboxPinned = input.Texts(value, below) },
                    "owner" => policy with { SandboxOwner = input.Text(value, below) },
                    "timeToLive" => policy with { SandboxTimeToLive = input.Duration(value, below) },
                    "resetRole" => policy with { SandboxResetRole = input.Text(value, below) },
                    "records" => policy with { SandboxRecords = input.Beside(input.Text(value, below)) },
                    _ => policy with { SandboxDeny = input.Texts(value, below) },
                };
            }

            return policy;
        }

        private Policy Protected(Policy policy, JsonElement part, string at)
        {
            foreach (var (key, value, below) in input.Members(part, at, "systemIdentifiers", "hosts"))
            {
                policy = key switch
                {
                    "systemIdentifiers" => policy with { ProtectedSystemIdentifiers = SystemIdentifiers(value, below) },
                    _ => policy with { ProtectedHosts = input.Texts(value, below) },
                };
            }

            return policy;
        }

        private Policy Allow(Policy policy, JsonElement part, string at)
        {
            foreach (var (key, value, below) in input.Members(part, at, "metaCommands", "escapeHatches"))
            {
                policy = key switch
                {
                    "metaCommands" => policy with { AllowedMetaCommands = MetaCommands(value, below) },
                    _ => policy with { AllowedEscapeHatches = EscapeHatches(value, below) },
                };
            }

            return policy;
        }

        private Policy Snapshot(Policy policy, JsonElement part, string at)
        {
            foreach (var (_, value, below) in input.Members(part, at, "scrub"))
            {
                policy = policy with { SnapshotScrubs = [.. input.Entries(value, below).Select(entry => Scrub(entry.Value, entry.At))] };
            }

            return policy;
        }

        private SnapshotScrub Scrub(JsonElement part, string at)
        {
            string? token = null, column = null, pattern = null;
            foreach (var (key, value, below) in input.Members(part, at, "as", "column", "pattern"))
            {
                var text = input.Text(value, below);
                (token, column, pattern) = key switch
                {
                    "as" => (text, column, pattern),
                    "column" => (token, text, pattern),
                    _ => (token, column, text),
                };
            }

            token = input.Required(token, $"{at}.as");
            try
            {
                return new SnapshotScrub(token, column, pattern);
            }
            catch (Exception error) when (error is ArgumentException or SandboxException)
            {
                throw new SandboxException(ExitCode.Usage, $"{input.Path}: {at}: {error.Message}", error);
            }
        }

        private string[] EscapeHatches(JsonElement list, string at) => Known(list, at, EscapeHatch.Words, "is neither an escape hatch nor a kind of them");

        private string[] MetaCommands(JsonElement list, string at) =>
            Known(list, at, DangerousCommand.All.Select(static danger => danger.Name), "is no meta-command that has to be allowed");

        private string[] Known(JsonElement list, string at, IEnumerable<string> known, string problem)
        {
            var names = input.Texts(list, at);
            for (var i = 0; i < names.Length; i++)
            {
                if (!known.Contains(names[i], StringComparer.Ordinal))
                {
                    throw input.Wrong(InputDocument.Entry(at, i), $"\"{names[i]}\" {problem}; those are {string.Join(", ", known)}");
                }
            }

            return names;
        }

        private string[] SystemIdentifiers(JsonElement list, string at)
        {
            // As texts, because a JSON number of 19 digits does not survive every editor and formatter.
            var texts = input.Texts(list, at);
            for (var i = 0; i < texts.Length; i++)
            {
                if (!ulong.TryParse(texts[i], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                {
                    throw input.Wrong(InputDocument.Entry(at, i), $"\"{texts[i]}\" is no system identifier; it is the number that SELECT system_identifier FROM pg_control_system() shows");
                }
            }

            return texts;
        }

        private string Pattern(JsonElement value, string at)
        {
            var pattern = input.Text(value, at);
            try
            {
                _ = PolicyPattern.Compile(pattern);
            }
            catch (ArgumentException error)
            {
                throw new SandboxException(ExitCode.Usage, $"{input.Path}: {at}: not a regular expression: {error.Message}", error);
            }

            return pattern is ['^', .., '$'] ? pattern : throw input.Wrong(at, $"\"{pattern}\" is not anchored: begin it with ^ and end it with $");
        }
    }
}
