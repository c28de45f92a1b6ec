using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>The section of a rule's page that lists its options: it comes from the registry.</summary>
internal static class RuleOptionsSection
{
    private const string Heading = "## Options";

    private const string Next = "## Bad";

    /// <summary>The page with the section that belongs into it; all else stays.</summary>
    public static string Of(Rule rule, string page)
    {
        var lines = page.Split('\n').ToList();
        var (start, next) = (lines.IndexOf(Heading), lines.IndexOf(Next));
        if (start >= 0)
        {
            lines.RemoveRange(start, next - start);
            next = start;
        }

        lines.InsertRange(Math.Max(0, next), Section(rule));
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Section(Rule rule)
    {
        var settings = RuleSettings.All.Where(setting => setting.Rules.Contains(rule)).ToList();
        return settings.Count == 0 ? [] :
        [
            Heading, string.Empty,
            "In a `.globalconfig` or an `.editorconfig`, where the value for the rule alone comes before the one for all; in `sandbox.json` for `sandbox lint`. [What else a project sets](configuration.md).", string.Empty,
            "| for all rules | for this one | in `sandbox.json` | value | what it does |", "|---|---|---|---|---|",
            .. settings.Select(setting => $"| `{setting.Key}` | {Code(setting.IsOfTheProject ? null : setting.KeysOfRules[rule])} | {Code(setting.PolicyKey)} | {setting.Form} | {setting.Description} |"),
            string.Empty,
        ];
    }

    private static string Code(string? key) => key is null ? string.Empty : $"`{key}`";
}
