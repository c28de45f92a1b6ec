using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sandbox.Analyzers.Policies;

/// <summary>Which projects hold tests.</summary>
internal static class TestProjects
{
    private static readonly HashSet<string> Frameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "nunit.framework", "xunit.core", "xunit.v3.core", "MSTest.TestFramework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "TUnit.Core",
    };

    /// <summary>Whether a compilation references a test framework, or its project calls itself one of tests.</summary>
    public static bool IsOne(Compilation compilation, AnalyzerOptions options) =>
        (options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.IsTestProject", out var says) && string.Equals(says, "true", StringComparison.OrdinalIgnoreCase))
        || compilation.ReferencedAssemblyNames.Any(static assembly => Frameworks.Contains(assembly.Name));
}
