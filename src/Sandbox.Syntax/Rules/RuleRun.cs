namespace Sandbox.Syntax.Rules;

/// <summary>What one analysis has found so far.</summary>
internal sealed class RuleRun(RuleOptions options)
{
    /// <summary>Literals in literals: deeper ones than this are no program that anybody wrote.</summary>
    public const int DeepestText = 12;

    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string Id, int Start, int Length)> _seen = [];

    /// <summary>Rules that a <c>-- sandbox:disable-next</c> has switched off for the statement at hand.</summary>
    public HashSet<string> Disabled { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reports a rule at a part of a text, unless it is switched off there.</summary>
    public void Report(Rule rule, MappedText source, int start, int end, string message)
    {
        if ((options.Partial && !rule.SafeOnPartialText) || Disabled.Contains(rule.Id))
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

    /// <summary>The findings in the order of the text.</summary>
    public IReadOnlyList<Finding> Findings()
    {
        _findings.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : string.CompareOrdinal(a.RuleId, b.RuleId));
        return _findings;
    }
}
