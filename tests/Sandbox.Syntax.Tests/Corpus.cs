using System.Reflection;

namespace Sandbox.Syntax.Tests;

/// <summary>The scripts that many tests read. The repository's root comes from the build, because a deterministic build rewrites the paths of sources.</summary>
internal static class Corpus
{
    public static string Root { get; } =
        typeof(Corpus).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => string.Equals(data.Key, "RepositoryRoot", StringComparison.Ordinal)).Value!;

    public static string Micro { get; } = Path.Combine(Root, "tests", "corpus", "psql-micro");

    public static IReadOnlyList<string> Scripts { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "tests", "corpus", "psql"), "*.sql").Concat(Directory.GetFiles(Micro, "*.sql")).Order(StringComparer.Ordinal)];
}
