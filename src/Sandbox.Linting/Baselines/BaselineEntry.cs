namespace Sandbox.Linting.Baselines;

/// <summary>A finding that is known and not reported.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Path">The file when it was written down, from the baseline's folder, with slashes.</param>
/// <param name="Fingerprint">Which of the rule's findings.</param>
public sealed record BaselineEntry(string RuleId, string Path, string Fingerprint);
