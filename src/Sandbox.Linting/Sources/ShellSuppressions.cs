using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Sources;

/// <summary>
/// <c># sandbox:disable-next RULE reason</c> in a shell script: switches a rule off for the command that follows, which ends with the first
/// line that no backslash continues.
/// </summary>
internal static class ShellSuppressions
{
    /// <summary>The findings that no comment switches off, and one for each rule that a comment switches off for nothing, or without a reason.</summary>
    public static IReadOnlyList<Finding> Apply(SourceFile file, IReadOnlyList<Finding> findings)
    {
        if (!file.Text.Contains(SuppressedRules.Directive, StringComparison.Ordinal))
        {
            return findings;
        }

        var left = findings.ToList();
        var number = file.Lines.LineOf(file.Text.Length);
        for (var line = 1; line <= number; line++)
        {
            if (In(file, line) is not { } off)
            {
                continue;
            }

            var (first, last) = NextCommand(file, line, number);
            var unused = off.Rules.Where(id => left.RemoveAll(finding => finding.RuleId.Equals(id, StringComparison.OrdinalIgnoreCase) && file.Lines.LineOf(finding.Start) is var at && at >= first && at <= last) == 0)
                .Select(static id => RuleRegistry.Find(id) is null ? RuleRegistry.NoRule(id) : $"{id} finds nothing in the command that follows: take the comment away").ToList();
            if (unused.Count == 0 && !off.HasReason)
            {
                unused.Add(SuppressedRules.NoReason);
            }

            var (start, end) = Trimmed(file, line);
            left.AddRange(unused.Select(message => new Finding(RuleRegistry.UnusedSuppression, start, end - start, message)));
        }

        left.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : string.CompareOrdinal(a.RuleId, b.RuleId));
        return left;
    }

    private static SuppressedRules? In(SourceFile file, int line)
    {
        var (start, end) = Trimmed(file, line);
        var text = file.Text.AsSpan(start, end - start);
        return text.StartsWith("#", StringComparison.Ordinal) ? SuppressedRules.In(text.TrimStart('#').ToString()) : null;
    }

    private static (int First, int Last) NextCommand(SourceFile file, int comment, int number)
    {
        var first = comment + 1;
        while (first <= number && Trimmed(file, first) is var (start, end) && (start == end || file.Text[start] == '#'))
        {
            first++;
        }

        var last = first;
        while (last < number && Trimmed(file, last) is var (start, end) && end > start && file.Text[end - 1] == '\\')
        {
            last++;
        }

        return (first, last);
    }

    private static (int Start, int End) Trimmed(SourceFile file, int line)
    {
        var (start, end) = (file.Lines.StartOf(line), file.Lines.EndOf(line));
        while (start < end && char.IsWhiteSpace(file.Text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(file.Text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }
}
