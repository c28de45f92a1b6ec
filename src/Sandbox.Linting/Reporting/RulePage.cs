using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Reporting;

/// <summary>A rule's page in <c>docs/rules</c>, which is part of this assembly.</summary>
internal static class RulePage
{
    /// <summary>What the page says, without its heading, its table, and the links to its examples; the rule's description where it has no page.</summary>
    public static string Of(Rule rule)
    {
        using var stream = typeof(RulePage).Assembly.GetManifestResourceStream(rule.Id + ".md");
        if (stream is null)
        {
            return rule.Description;
        }

        using var reader = new StreamReader(stream);
        var sections = reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## ");
        var first = sections[0].Split('\n').Where(static line => !line.StartsWith('#') && !line.StartsWith('|'));
        return string.Join("\n## ", sections.Skip(1).Where(static section => !section.Contains("](", StringComparison.Ordinal)).Prepend(string.Join('\n', first))).Trim();
    }
}
