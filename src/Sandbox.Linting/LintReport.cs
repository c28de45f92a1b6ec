using Sandbox.Linting.Baselines;
using Sandbox.Linting.Reporting;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting;

/// <summary>What <c>sandbox lint</c> found.</summary>
/// <param name="Found">The findings that are reported.</param>
/// <param name="Threshold">From which weight on one fails the run; null for never.</param>
public sealed record LintReport(FindingReport Found, RuleSeverity? Threshold)
{
    /// <summary>What was mended in the files; none of it is among the findings.</summary>
    public IReadOnlyList<PlacedFinding> Fixed { get; init; } = [];

    /// <summary>How many findings the baseline knows.</summary>
    public int Baselined { get; init; }

    /// <summary>What the baseline knows and nobody finds any more.</summary>
    public IReadOnlyList<BaselineEntry> Stale { get; init; } = [];

    /// <summary>The baseline's file; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>Whether the baseline's file was written.</summary>
    public bool UpdatedBaseline { get; init; }
}
