using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Syntax.Rules;

namespace Sandbox.Rehearsal.Verdicts;

/// <summary>What the rules foretell from a script's text alone; then, whether the run bore it out.</summary>
internal sealed class Predictions
{
    private static readonly IReadOnlySet<Rule> Drops = new HashSet<Rule> { RuleRegistry.UnguardedDropDatabase, RuleRegistry.WildcardTeardown, RuleRegistry.ColumnDropped, RuleRegistry.TableDropped };

    private readonly string _path;
    private readonly IReadOnlyList<(Finding Finding, int Line, int Column)> _findings;

    private Predictions(string path, IReadOnlyList<(Finding, int, int)> findings)
    {
        _path = path;
        _findings = findings;
    }

    /// <summary>Nothing is foretold of what no script holds.</summary>
    public static Predictions None { get; } = new(string.Empty, []);

    /// <summary>Reads a script beside whatever else is done: on a thread of its own, for of the pool's there may be no more than the session needs.</summary>
    /// <param name="path">The script.</param>
    public static Task<Predictions> ReadAsync(string path) =>
        Task.Factory.StartNew(() => Read(path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Predictions Read(string path)
    {
        if (new FileInfo(path).Length > ReportSources.LongestText)
        {
            return new Predictions(path, []);
        }

        var text = File.ReadAllText(path);
        var findings = new List<(Finding, int, int)>();
        var (line, start) = (1, 0);
        foreach (var finding in SqlRules.Analyze(text, RuleOptions.Script))
        {
            // They come in the order of the text.
            for (var end = text.IndexOf('\n', start, finding.Start - start); end >= 0; end = text.IndexOf('\n', start, finding.Start - start))
            {
                (line, start) = (line + 1, end + 1);
            }

            if (finding.Rule.Preset != RulePreset.All)
            {
                findings.Add((finding, line, finding.Start - start + 1));
            }
        }

        return new Predictions(path, findings);
    }

    /// <summary>Compares with the run: what was foretold and seen is confirmed, what was only seen or only foretold says so.</summary>
    /// <param name="steps">What of the script ran.</param>
    /// <param name="ddl">The definitions that it changed; null where that was not measured.</param>
    /// <param name="observed">What hurt; empty where that was not measured.</param>
    public IEnumerable<Hazard> Compare(IReadOnlyList<Step> steps, IReadOnlyList<DdlEffect>? ddl, IReadOnlyList<Hazard> observed)
    {
        var foretold = _findings.Select(found => (found.Finding, found.Line, found.Column, Ran: RanAt(found.Line, steps))).ToList();
        var seen = observed.Select(hazard => foretold.Find(found => Bears(found.Finding, found.Ran, hazard)) is { Finding: not null } found
            ? hazard with { Line = found.Line, Column = found.Column, Observed = "confirmed" }
            : hazard);
        var unseen = foretold.Where(found => !observed.Any(hazard => Bears(found.Finding, found.Ran, hazard))).Select(found => new Hazard(
            found.Finding.RuleId, found.Finding.Rule.Severity.ToString().ToLowerInvariant(), found.Line, found.Column, found.Finding.Message, Unseen(found.Finding.Rule, found.Ran, ddl)));
        return [.. unseen, .. seen];
    }

    private Step? RanAt(int line, IReadOnlyList<Step> steps) => steps.LastOrDefault(step => step.Line <= line && string.Equals(step.Path, _path, StringComparison.Ordinal));

    private static bool Bears(Finding finding, Step? ran, Hazard hazard) =>
        ran is not null && hazard.Line == ran.Line && string.Equals(hazard.RuleId, finding.RuleId, StringComparison.Ordinal);

    private static string Unseen(Rule rule, Step? ran, IReadOnlyList<DdlEffect>? ddl)
    {
        if (ddl is null || !(MigrationHazards.Rules.Contains(rule) || Drops.Contains(rule)))
        {
            return "static";
        }

        // A DROP shows in the statement's tag, or in what is gone.
        var dropped = ran is not null && Drops.Contains(rule) && (ran.Tag is "DROP DATABASE" || ddl.Any(effect => effect.Line == ran.Line && effect.Command.StartsWith("DROP", StringComparison.Ordinal)));
        return dropped ? "confirmed" : "notObserved";
    }
}
