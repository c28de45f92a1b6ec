using Microsoft.CodeAnalysis.Diagnostics;
using Sandbox.Analyzers.Policies;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Configuration;

/// <summary>What is set for one file: for all rules, and for those that have values of their own.</summary>
internal sealed class FileSettings(AnalyzerConfigOptions options, DeniedNames policy)
{
    private readonly IReadOnlyList<(Rule Rule, Settings Settings)> _own = [.. Settings.RulesOfTheirOwn(options).Select(rule => (rule, new Settings(options, policy, rule)))];

    /// <summary>What is set for all rules.</summary>
    public Settings OfAll { get; } = new(options, policy);

    /// <summary>What is set for a rule.</summary>
    public Settings Of(Rule rule) => _own.Where(own => own.Rule == rule).Select(static own => own.Settings).FirstOrDefault() ?? OfAll;

    /// <summary>Each value of the settings, with the findings that are told by it: those of its rule, or of all that have none of their own.</summary>
    public IEnumerable<(Settings Settings, Func<Finding, bool> Judges)> Variants()
    {
        yield return (OfAll, finding => !_own.Any(own => own.Rule == finding.Rule));
        foreach (var (rule, settings) in _own)
        {
            yield return (settings, finding => finding.Rule == rule);
        }
    }
}
