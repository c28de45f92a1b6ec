using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>The tables of rules, in <c>docs/rules/README.md</c> one a category and in <c>README.md</c> one of the preset safety: their rows come from the registry.</summary>
internal static class RuleIndex
{
    private const string Row = "| [SBX";

    private const string Head = "| rule | what it finds |";

    /// <summary>The document with the rules of the preset safety in its table of rules; all else stays.</summary>
    public static string OfSafety(string document)
    {
        var rows = RuleRegistry.All.Where(static rule => rule.Preset == RulePreset.Safety).Select(static rule => $"{Row}{rule.Id[3..]}](docs/rules/{rule.Id}.md) | {rule.Title} |");
        var left = document.Split('\n').Where(static line => !line.StartsWith(Row, StringComparison.Ordinal)).ToList();
        left.InsertRange(left.IndexOf(Head) + 2, rows);
        return string.Join('\n', left);
    }

    /// <summary>The document with the rows that belong into it; all else stays.</summary>
    public static string Of(string document)
    {
        var written = new List<string>();
        var category = "";
        foreach (var line in document.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                // "Secrets and targets" is the category Secrets.
                category = line["## ".Length..].Split(' ')[0];
            }

            if (!line.StartsWith(Row, StringComparison.Ordinal))
            {
                written.Add(line);
            }

            if (line.StartsWith("|---", StringComparison.Ordinal))
            {
                written.AddRange(RuleRegistry.All.Where(rule => string.Equals(rule.Category, category, StringComparison.Ordinal)).Select(static rule =>
                    $"{Row}{rule.Id[3..]}]({rule.Id}.md) | {rule.Title} | {rule.Severity} | {rule.Preset.ToString().ToLowerInvariant()} |"));
            }
        }

        return string.Join('\n', written);
    }
}
