using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>A file that lists rules or their options: its rows come from the registry.</summary>
/// <param name="Path">The file, relative to the repository's root.</param>
/// <param name="Of">The file's text with the rows that belong into it; what people wrote stays.</param>
internal sealed record RuleListing(string Path, Func<string, string> Of)
{
    /// <summary>Writes the rows anew.</summary>
    public const string Accept = "SANDBOX_ACCEPT=rules dotnet test tests/Sandbox.Syntax.Tests --filter FullyQualifiedName~RuleRegistryTests";

    private const string Releases = "analyzers/Sandbox.Analyzers/AnalyzerReleases";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RuleListing> All { get; } =
    [
        new("docs/rules/README.md", RuleIndex.Of),
        new("README.md", RuleIndex.OfSafety),
        new(Releases + ".Unshipped.md", ReleaseNotes),
        .. RuleRegistry.All.Select(static rule => new RuleListing(rule.HelpLink, page => RuleOptionsSection.Of(rule, page))),
        .. Enum.GetValues<RulePreset>().Select(static preset => new RuleListing($"analyzers/Sandbox.Analyzers.CodeFixes/package/build/sandbox-{Word(preset)}.globalconfig", _ => PresetFile(preset))),
    ];

    public override string ToString() => Path;

    /// <summary>How a preset is called where people choose it.</summary>
    private static string Word(RulePreset preset) => preset.ToString().ToLowerInvariant();

    /// <summary>The rules that no release has had yet, as Roslyn's release tracking reads them.</summary>
    private static string ReleaseNotes(string document)
    {
        var head = document.Split('\n').TakeWhile(static line => !line.StartsWith("SBX", StringComparison.Ordinal)).ToList();
        while (head.Count > 0 && head[^1].Length == 0)
        {
            head.RemoveAt(head.Count - 1);
        }

        var shipped = File.ReadAllText(RulePages.PathOf(Releases + ".Shipped.md"));
        var rows = RuleRegistry.All.Where(rule => !shipped.Contains(rule.Id + " |", StringComparison.Ordinal))
            .Select(static rule => $"{rule.Id} | {rule.Category} | {(rule.Preset == RulePreset.Safety ? rule.Severity.ToString() : "Disabled")} | {rule.Title}");
        return string.Join('\n', head.Concat(rows)) + "\n";
    }

    /// <summary>The severities of a preset. Whatever a project says itself, in a file of any level from 0 on, comes before them.</summary>
    private static string PresetFile(RulePreset preset)
    {
        var rows = RuleRegistry.All.Where(rule => rule.Preset <= preset).Select(static rule => $"dotnet_diagnostic.{rule.Id}.severity = {Severity(rule.Severity)}");
        return $"# The rules of the preset {Word(preset)}, from src/Sandbox.Syntax/Rules. Written by a test.\nis_global = true\nglobal_level = -1\n\n{string.Join('\n', rows)}\n";
    }

    /// <summary>Roslyn's word for a severity.</summary>
    private static string Severity(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Info => "suggestion",
        RuleSeverity.Warning => "warning",
        _ => "error",
    };
}
