using System.Reflection;

namespace Sandbox.Analyzers.Tests;

/// <summary>The repository's files. Its root comes from the build, because a deterministic build rewrites the paths of sources.</summary>
internal static class Repository
{
    public static string PathOf(string relative) => Path.Combine(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => string.Equals(data.Key, "RepositoryRoot", StringComparison.Ordinal)).Value!,
        relative);
}
