using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sandbox.Analyzers.Configuration;

namespace Sandbox.Analyzers.Policies;

/// <summary>The hosts and databases that a project must not name: those of its <c>sandbox.json</c> and of its configuration.</summary>
internal static class DeniedNames
{
    // Every server has these; to connect to one of them in order to create or drop another says nothing.
    private static readonly string[] OfEveryServer = ["postgres", "template0", "template1"];

    /// <summary>The list; null where the project has none, so that the words decide.</summary>
    public static IReadOnlyList<string>? Of(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var names = new List<string>(new Settings(options.AnalyzerConfigOptionsProvider.GlobalOptions).DeniedTargets);
        var hasPolicy = names.Count > 0;
        foreach (var file in options.AdditionalFiles)
        {
            if (IsPolicy(file) && file.GetText(cancellationToken) is { } text)
            {
                hasPolicy = true;
                names.AddRange(JsonStrings.Read(text.ToString()).Where(static entry => entry.Path is "rehearse/deny" or "protected/hosts").Select(static entry => entry.Value));
            }
        }

        names.RemoveAll(static name => Array.IndexOf(OfEveryServer, name) >= 0);
        return hasPolicy ? names : null;
    }

    private static bool IsPolicy(AdditionalText file) => string.Equals(Path.GetFileName(file.Path), "sandbox.json", StringComparison.OrdinalIgnoreCase);
}
