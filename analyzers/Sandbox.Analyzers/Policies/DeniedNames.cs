using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sandbox.Analyzers.Policies;

/// <summary>The hosts and databases that a project must not name: those of its <c>sandbox.json</c>, and of its configuration.</summary>
internal sealed class DeniedNames
{
    // Every server has these; to connect to one of them in order to create or drop another says nothing.
    private static readonly string[] OfEveryServer = ["postgres", "template0", "template1"];

    private readonly List<string> _names = [];
    private bool _hasPolicy;

    /// <summary>Those of the policy.</summary>
    public static DeniedNames Of(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var denied = new DeniedNames();
        foreach (var file in options.AdditionalFiles)
        {
            if (IsPolicy(file) && file.GetText(cancellationToken) is { } text)
            {
                denied._hasPolicy = true;
                denied._names.AddRange(JsonStrings.Read(text.ToString()).Where(static entry => entry.Path is "rehearse/deny" or "protected/hosts").Select(static entry => entry.Value));
            }
        }

        return denied;
    }

    /// <summary>The list, with the names of the configuration; null where the project has none, so that the words decide.</summary>
    public IReadOnlyList<string>? With(IReadOnlyList<string> configured) =>
        _hasPolicy || configured.Count > 0 ? [.. configured.Concat(_names).Where(static name => Array.IndexOf(OfEveryServer, name) < 0)] : null;

    private static bool IsPolicy(AdditionalText file) => string.Equals(Path.GetFileName(file.Path), "sandbox.json", StringComparison.OrdinalIgnoreCase);
}
