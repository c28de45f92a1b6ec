using Sandbox.Syntax.Rules;

namespace Sandbox.Linting;

/// <summary>Which rules count, how much, and what the scripts are for.</summary>
public sealed record LintOptions
{
    /// <summary>The rules that are on: those of this preset and of the ones before it.</summary>
    public RulePreset Preset { get; init; } = RulePreset.Migrations;

    /// <summary>What single rules weigh, by id: whatever the preset says they are on, or off where this is null.</summary>
    public IReadOnlyDictionary<string, RuleSeverity?> Rules { get; init; } = new Dictionary<string, RuleSeverity?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The major version of the server that the scripts are for; 0 for the newest.</summary>
    public int ServerVersion { get; init; }

    /// <summary>Whoever runs the scripts opens a transaction around each, as <c>psql -1</c> does.</summary>
    public bool InTransaction { get; init; }

    /// <summary>Hosts and databases that no script may name, a star for any characters; null for those that a word calls production.</summary>
    public IReadOnlyList<string>? Denied { get; init; }

    /// <summary>Schemas that others keep things in besides <c>public</c>: <c>DROP SCHEMA ... CASCADE</c> of one is a finding.</summary>
    public IReadOnlyList<string>? SharedSchemas { get; init; }

    /// <summary>From which weight on a finding fails the run; null for never.</summary>
    public RuleSeverity? Threshold { get; init; } = RuleSeverity.Warning;

    /// <summary>What a finding of a rule weighs; null where the rule is off.</summary>
    /// <param name="rule">The rule.</param>
    public RuleSeverity? SeverityOf(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Rules.TryGetValue(rule.Id, out var severity) ? severity : rule.Preset <= Preset ? rule.Severity : null;
    }
}
