using System.Globalization;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting;

/// <summary>The words of lint's options, the same on the command line and in <c>sandbox.json</c>; null for a word that is none of them.</summary>
public static class LintWords
{
    /// <summary>The words for a threshold, as a usage message lists them.</summary>
    public const string Thresholds = "error, warning, info or never";

    /// <summary>The words for a rule's weight.</summary>
    public const string Severities = "error, warning, info or none";

    /// <summary>The words for a preset.</summary>
    public const string Presets = "safety, migrations or all";

    private const int OldestServer = 9, NewestServer = 99;

    /// <summary>A weight: whether the word is one, and which; null for none.</summary>
    public static (bool IsKnown, RuleSeverity? Severity) Severity(string word) => word is "none" ? (true, null) : Weight(word);

    /// <summary>A threshold: whether the word is one, and which; null for never.</summary>
    public static (bool IsKnown, RuleSeverity? Threshold) Threshold(string word) => word is "never" ? (true, null) : Weight(word);

    /// <summary>A preset.</summary>
    public static RulePreset? Preset(string word) => word switch
    {
        "safety" => RulePreset.Safety,
        "migrations" => RulePreset.Migrations,
        "all" => RulePreset.All,
        _ => null,
    };

    /// <summary>The major version of a server.</summary>
    public static int? ServerVersion(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is >= OldestServer and <= NewestServer ? version : null;

    /// <summary>The word for a weight.</summary>
    public static string Of(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "info",
    };

    /// <summary>The word for a preset.</summary>
    public static string Of(RulePreset preset) => preset switch
    {
        RulePreset.Safety => "safety",
        RulePreset.Migrations => "migrations",
        _ => "all",
    };

    private static (bool IsKnown, RuleSeverity? Severity) Weight(string word) => word switch
    {
        "error" => (true, RuleSeverity.Error),
        "warning" => (true, RuleSeverity.Warning),
        "info" => (true, RuleSeverity.Info),
        _ => (false, null),
    };
}
