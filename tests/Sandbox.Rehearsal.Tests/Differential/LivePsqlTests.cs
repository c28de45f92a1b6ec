using Sandbox.Rehearsal.Tests.Differential.Comparing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.Differential;

/// <summary>The engine against psql at hand, over the corpus.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[Platform(Exclude = "Win", Reason = "psql's two streams cannot be given one pipe there, and the tap is a Unix socket")]
internal sealed class LivePsqlTests
{
    private static IEnumerable<ScriptCase> Cases => CasesToPlay.Of(ScriptCase.In(ComparisonServers.Corpus("psql")));

    [TestCaseSource(nameof(Cases))]
    public async Task The_engine_does_what_psql_does(ScriptCase script)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;

        var verdict = await ComparisonServers.Pool.UseAsync(server => CompareAsync(server, script, cancellationToken), cancellationToken);

        Agreement.Check(script, verdict, ComparisonServers.Known);
    }

    private static async Task<CaseVerdict> CompareAsync(ComparisonServer server, ScriptCase script, CancellationToken cancellationToken)
    {
        if (server.Psql is not { } program)
        {
            InstalledPsql.Miss($"there is no psql beside the server {server.Version}");
            return new CaseVerdict(new HashSet<Aspect>(), []);
        }

        if (server.Version.ToString() != ComparisonServers.PsqlVersion)
        {
            InstalledPsql.Miss($"psql is {server.Version}, and the corpus speaks of {ComparisonServers.PsqlVersion}");
        }

        return await CaseComparison.RunAsync(server, new PsqlRun(program), new EngineRun(new PsqlDialect(server.Version.Major) { MinorVersion = server.Version.Minor }), script, "corpus", cancellationToken);
    }
}
