using System.Reflection;

namespace Sandbox.Cli.Tests;

/// <summary>Where the sources are that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The repository's folder, as the project wrote it into the assembly: a path from the compiler is rewritten in deterministic builds.</summary>
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key is "RepositoryRoot").Value!;
}
