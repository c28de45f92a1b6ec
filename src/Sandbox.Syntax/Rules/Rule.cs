using System.Reflection;

namespace Sandbox.Syntax.Rules;

/// <summary>One static rule. Analyzers, lint, docs and presets all read it from <see cref="RuleRegistry"/>.</summary>
/// <param name="Id">The stable id, <c>SBX</c> and four digits; the first two digits are the band (10 teardown, 11 rehearsal, 12 secrets, 20 migrations).</param>
/// <param name="Title">What the rule finds, in a few words without a full stop; also the heading of its page.</param>
/// <param name="Category">The band's name.</param>
/// <param name="Severity">The weight of a finding by default.</param>
/// <param name="Description">Why it matters, one or two sentences.</param>
public sealed record Rule(string Id, string Title, string Category, RuleSeverity Severity, string Description)
{
    /// <summary>The rule's page, relative to the repository's root.</summary>
    public string HelpLink => "docs/rules/" + Id + ".md";

    /// <summary>The page's address on the web; null where the build knew none (<c>RulePages</c>).</summary>
    public string? HelpAddress => Pages is null ? null : Pages + Id + ".md";

    private static string? Pages { get; } = typeof(Rule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(static known => string.Equals(known.Key, "RulePages", StringComparison.Ordinal))?.Value;

    /// <summary>Whether the rule stays right on a text of which parts are unknown (<see cref="RuleOptions.Partial"/>).</summary>
    public bool SafeOnPartialText { get; init; }

    /// <summary>Whether the rule needs to know the project that a text belongs to, so that no script alone is found by it.</summary>
    public bool NeedsProject { get; init; }

    /// <summary>With which others it is turned on.</summary>
    public RulePreset Preset { get; init; }

    /// <summary>Whether a guard call in C# that is on every path to the statement quiets the rule, as a guard in SQL before it does.</summary>
    public bool QuietBehindGuard { get; init; }
}
