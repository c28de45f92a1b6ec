using System.Text.RegularExpressions;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Reporting;

/// <summary>A rule's page in <c>docs/rules</c>, which is part of this assembly.</summary>
internal static partial class RulePage
{
    /// <summary>What the page says, without its heading, its table and its examples; of a link, which would lead nowhere from here, the words. The rule's description where it has no page.</summary>
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
        var text = string.Join("\n## ", sections.Skip(1).Where(static section => !section.StartsWith("Bad\n", StringComparison.Ordinal) && !section.StartsWith("Good\n", StringComparison.Ordinal)).Prepend(string.Join('\n', first)));
        return Link().Replace(text, "${words}").Trim();
    }

    [GeneratedRegex(@"\[(?<words>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
