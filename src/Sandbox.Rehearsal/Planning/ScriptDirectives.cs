using Sandbox.Rehearsal.Snapshots;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Planning;

/// <summary>What a script says about its own rehearsal, in comments <c>-- sandbox: key value</c> before its first statement.</summary>
public sealed record ScriptDirectives
{
    private const string Marker = "sandbox:";

    private static readonly string[] s_keys = ["database", "fixture", "lane", "rollback-only", "sha256", "variable", "snapshot"];

    /// <summary>The clone's name on a throwaway server; null for the first name that the policy admits.</summary>
    public string? Database { get; init; }

    /// <summary>The script that builds the clone, relative to this script; null for <c>clone.sql</c> beside it.</summary>
    public string? Fixture { get; init; }

    /// <summary>How it is isolated; null where it does not say.</summary>
    public Lanes.Lane? Lane { get; init; }

    /// <summary>Whether a COMMIT in the text is refused.</summary>
    public bool RollbackOnly { get; init; }

    /// <summary>What the text must hash to; null where it does not say.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Variables, as psql's <c>-v</c> gives them.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; init; } = [];

    /// <summary>What the snapshot holds; null where the script does not say.</summary>
    public SnapshotContent? Snapshot { get; init; }

    /// <summary>Takes a line comment: the directives with this one added, or as they were where it is none.</summary>
    /// <param name="comment">The comment, dashes included.</param>
    /// <param name="path">The file.</param>
    /// <param name="position">Where the comment starts.</param>
    /// <exception cref="ScriptException">A directive that is not known, or has a wrong value (<see cref="ExitCode.Usage"/>).</exception>
    public ScriptDirectives With(string comment, string path, TextPosition position)
    {
        var text = comment.TrimStart('-').Trim();
        if (!text.StartsWith(Marker, StringComparison.Ordinal) || text.StartsWith(SuppressedRules.Directive, StringComparison.Ordinal))
        {
            return this;
        }

        var words = text[Marker.Length..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var key = words.Length > 0 ? words[0] : string.Empty;
        var value = words.Length > 1 ? words[1] : string.Empty;
        return key switch
        {
            "rollback-only" when value.Length == 0 => this with { RollbackOnly = true },
            "database" when value.Length > 0 => this with { Database = value },
            "fixture" when value.Length > 0 => this with { Fixture = value },
            "lane" when value is "rollback" => this with { Lane = Lanes.Lane.Rollback },
            "lane" when value is "disposable" => this with { Lane = Lanes.Lane.Disposable },
            "lane" when value is "auto" => this with { Lane = Lanes.Lane.Auto },
            "sha256" when value.Length == 64 && value.All(char.IsAsciiHexDigit) => this with { Sha256 = value.ToLowerInvariant() },
            "variable" when value.Split((char[]?)null, 2) is [var name, var content] && Sessions.PsqlVariables.IsName(name) =>
                this with { Variables = [.. Variables, (name, content.Trim())] },
            "snapshot" when Enum.TryParse<SnapshotContent>(value, ignoreCase: true, out var content) => this with { Snapshot = content },
            _ when s_keys.Contains(key, StringComparer.Ordinal) => throw Wrong($"directive \"{key}\" cannot have the value \"{value}\""),
            _ => throw Wrong($"unknown directive \"{key}\"; known are {string.Join(", ", s_keys)}{NearWord.DidYouMean(key, s_keys)}"),
        };

        ScriptException Wrong(string reason) => new(ExitCode.Usage, path, position, reason);
    }
}
