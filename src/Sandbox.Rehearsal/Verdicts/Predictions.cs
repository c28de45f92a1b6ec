using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Syntax.Rules;

namespace Sandbox.Rehearsal.Verdicts;

/// <summary>What the rules foretell from a script's text alone; then, whether the run bore it out.</summary>
internal sealed class Predictions
{
    /// <summary>A longer script is a dump, and is not held in memory as a whole.</summary>
    private const int LongestScript = 16 << 20;

    private readonly string _path;
    private readonly IReadOnlyList<(Finding Finding, int Line, int Column)> _findings;

    private Predictions(string path, IReadOnlyList<(Finding, int, int)> findings)
    {
        _path = path;
        _findings = findings;
    }

    /// <summary>Reads a script.</summary>
    /// <param name="path">The script.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<Predictions> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (new FileInfo(path).Length > LongestScript)
        {
            return new Predictions(path, []);
        }

        var text = await File.ReadAllTextAsync(path, cancellationToken);
        return new Predictions(path, [.. SqlRules.Analyze(text, RuleOptions.Script).Select(Place)]);

        (Finding, int, int) Place(Finding finding)
        {
            var before = text.AsSpan(0, finding.Start);
            return (finding, before.Count('\n') + 1, finding.Start - before.LastIndexOf('\n'));
        }
    }

    /// <summary>Compares with the run.</summary>
    /// <param name="steps">What of the script ran.</param>
    /// <param name="ddl">The definitions that it changed; null where that was not measured.</param>
    public IEnumerable<Hazard> Compare(IReadOnlyList<Step> steps, IReadOnlyList<DdlEffect>? ddl) => _findings.Select(found => new Hazard(
        found.Finding.RuleId, found.Finding.Rule.Severity.ToString().ToLowerInvariant(), found.Line, found.Column, found.Finding.Message, Observed(found.Line, steps, ddl)));

    // All that is foretold so far is a DROP: it shows in the statement's tag, or in what is gone.
    private string Observed(int line, IReadOnlyList<Step> steps, IReadOnlyList<DdlEffect>? ddl)
    {
        var ran = steps.LastOrDefault(step => step.Line <= line && string.Equals(step.Path, _path, StringComparison.Ordinal));
        var dropped = ran is not null && (ran.Tag is "DROP DATABASE" || ddl?.Any(effect => effect.Line == ran.Line && effect.Command.StartsWith("DROP", StringComparison.Ordinal)) is true);
        return dropped ? "confirmed" : ddl is null ? "static" : "notObserved";
    }
}
