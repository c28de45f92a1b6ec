using Sandbox.Rehearsal.Tests.Differential.Comparing;
using Sandbox.Postgres.Servers;

namespace Sandbox.Rehearsal.Tests.Differential;

/// <summary>The servers of these tests: of the version that the corpus was written against.</summary>
[SetUpFixture]
internal sealed class ComparisonServers
{
    /// <summary>The version of psql that the recordings are of and the corpus speaks of.</summary>
    public const string PsqlVersion = "15.18";

    private const int Major = 15;

    private static string RepositoryRoot { get; } = typeof(ComparisonServers).Assembly
        .GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), inherit: false)
        .Cast<System.Reflection.AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>The servers.</summary>
    public static ServerPool Pool { get; } = new(new ServerChoice(Kind: null, Major), Environment.ProcessorCount);

    /// <summary>What is known to differ.</summary>
    public static KnownDifferences Known { get; } = KnownDifferences.Read(Corpus("psql-differences.tsv"));

    /// <summary>A path in <c>tests/corpus</c>.</summary>
    public static string Corpus(string name) => Path.Combine(RepositoryRoot, "tests", "corpus", name);

    private static readonly IReadOnlyList<FilesOfScripts> s_written = [new(Corpus("psql")), new(Corpus("psql-micro"))];

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await Pool.DisposeAsync();
        foreach (var folder in s_written)
        {
            folder.Dispose();
        }
    }
}
