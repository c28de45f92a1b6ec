using Sandbox.Syntax.Rules.Migrations;
using Sandbox.Syntax.Rules.Rehearsals;

namespace Sandbox.Syntax.Rules;

/// <summary>What one analysis has found so far.</summary>
internal sealed class RuleRun
{
    /// <summary>Literals in literals: deeper ones than this are no program that anybody wrote.</summary>
    public const int DeepestText = 12;

    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string Id, int Start, int Length)> _seen = [];
    private readonly List<Suppression> _suppressions = [];
    private IReadOnlyList<Suppression> _active = [];

    public RuleRun(RuleOptions options)
    {
        Options = options;
        Migrations = new MigrationRules(this);
        Rehearsal = new RehearsalRules(this);
    }

    public RuleOptions Options { get; }

    /// <summary>What the statements so far have done to definitions.</summary>
    public MigrationRules Migrations { get; }

    /// <summary>What the script is, and what does not belong into it.</summary>
    public RehearsalRules Rehearsal { get; }

    /// <summary>psql's variables that <c>\set</c> has filled with a plain word.</summary>
    public PsqlConstants Constants { get; } = new();

    /// <summary>ASSERT raises: <c>plpgsql.check_asserts</c> was not switched off.</summary>
    public bool AssertsHold { get; set; } = true;

    /// <summary>Notes a suppression, whether a statement follows it or not.</summary>
    public void Note(Suppression suppression) => _suppressions.Add(suppression);

    /// <summary>Switches rules off for the statement at hand; returns what was off before, for <see cref="Leave"/>.</summary>
    public IReadOnlyList<Suppression> Enter(List<Suppression> suppressions)
    {
        var before = _active;
        _active = suppressions.Count == 0 ? before : [.. before, .. suppressions];
        return before;
    }

    public void Leave(IReadOnlyList<Suppression> before) => _active = before;

    /// <summary>Reports a rule at a part of a text, unless it is switched off there.</summary>
    public void Report(Rule rule, MappedText source, int start, int end, string message) => Report(Defer(rule, source, start, end), message);

    /// <summary>Keeps a place for a finding that is reported once more of the script is known.</summary>
    public PendingFinding Defer(Rule rule, MappedText source, int start, int end) => new(rule, source, start, end, _active);

    public void Report(PendingFinding pending, string message)
    {
        var (rule, source, start, end, suppressions) = pending;
        if ((Options.Partial && !rule.SafeOnPartialText) || IsSuppressed(rule, suppressions))
        {
            return;
        }

        var first = source.SourceStart(start);
        var last = start;
        while (last + 1 < end && source.SourceEnd(last + 1) >= source.SourceEnd(last))
        {
            // Text that was put together against the order of its source ends where that order breaks.
            last++;
        }

        var length = source.SourceEnd(last) - first;
        if (_seen.Add((rule.Id, first, length)))
        {
            _findings.Add(new Finding(rule, first, length, message));
        }
    }

    /// <summary>Takes over what an analysis of another session found in the same source.</summary>
    public void Add(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            if (_seen.Add((finding.RuleId, finding.Start, finding.Length)))
            {
                _findings.Add(finding);
            }
        }
    }

    /// <summary>Ends the analysis: the findings in the order of the text.</summary>
    public IReadOnlyList<Finding> Findings()
    {
        Migrations.End();
        Rehearsal.End();
        foreach (var told in _suppressions.FindAll(static suppression => !suppression.IsUsed || !suppression.HasReason).OrderBy(static suppression => suppression.IsUsed))
        {
            var message = told.IsUsed ? SuppressedRules.NoReason
                : RuleRegistry.Find(told.Rule) is null ? RuleRegistry.NoRule(told.Rule)
                : $"{told.Rule} finds nothing in the statement that follows: take the comment away";
            Report(new PendingFinding(RuleRegistry.UnusedSuppression, told.Source, told.Start, told.End, []), message);
        }

        _findings.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : string.CompareOrdinal(a.RuleId, b.RuleId));
        return _findings;
    }

    private static bool IsSuppressed(Rule rule, IReadOnlyList<Suppression> suppressions)
    {
        var found = false;
        foreach (var suppression in suppressions)
        {
            if (string.Equals(suppression.Rule, rule.Id, StringComparison.OrdinalIgnoreCase))
            {
                suppression.IsUsed = found = true;
            }
        }

        return found;
    }
}
