using System.Reflection;
using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>The repository's rule pages. Its root comes from the build, because a deterministic build rewrites the paths of sources.</summary>
internal static class RulePages
{
    public static IEnumerable<Rule> Rules => RuleRegistry.All;

    public static IEnumerable<Rule> RulesOfScripts => RuleRegistry.All.Where(rule => !rule.NeedsProject);

    public static string PathOf(string relative) => Path.Combine(
        typeof(RulePages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => string.Equals(data.Key, "RepositoryRoot", StringComparison.Ordinal)).Value!,
        relative);
}
