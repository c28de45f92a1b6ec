namespace Sandbox.Syntax.Tests.Rules;

/// <summary>How right a rule is on labelled snippets.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Found">How many findings it had.</param>
/// <param name="Right">How many of them are labelled.</param>
/// <param name="Labelled">How many labels there are.</param>
internal sealed record RuleMeasure(string Rule, int Found, int Right, int Labelled)
{
    /// <summary>The share of the findings that are right.</summary>
    public double Precision => Found == 0 ? 1 : (double)Right / Found;

    /// <summary>The share of the labels that are found.</summary>
    public double Recall => Labelled == 0 ? 1 : (double)Right / Labelled;

    /// <summary>The measures of all rules that have a finding or a label, by their ids.</summary>
    public static IReadOnlyList<RuleMeasure> Of(IEnumerable<(LintSnippet Snippet, IReadOnlyList<(string Rule, int Line)> Found)> read)
    {
        var (found, right, labelled) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var (snippet, findings) in read)
        {
            var open = snippet.Expected.ToList();
            labelled.AddRange(open.Select(static label => label.Rule));
            foreach (var finding in findings)
            {
                found.Add(finding.Rule);
                if (open.Remove(finding))
                {
                    right.Add(finding.Rule);
                }
            }
        }

        return
        [
            .. found.Concat(labelled).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(rule => new RuleMeasure(rule, Count(found, rule), Count(right, rule), Count(labelled, rule))),
        ];
    }

    public override string ToString() => FormattableString.Invariant($"{Rule} {Found,7} {Right,6} {Labelled,9} {Precision,10:F3} {Recall,7:F3}");

    private static int Count(List<string> rules, string rule) => rules.Count(each => string.Equals(each, rule, StringComparison.Ordinal));
}
