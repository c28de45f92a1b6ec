using Sandbox.Rehearsal.Tests.Differential.Comparing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.Differential;

/// <summary>The engine against what psql 15.18 and 18.6 were recorded to do.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[Platform(Exclude = "Win", Reason = "the tap is a Unix socket")]
internal sealed class RecordedPsqlTests
{
    private const string NewestVersion = "18.6";

    // What these came to depends on the machine: whether the scripts' folder can be written, and $HOME. They are compared live only, by psql-compare.
    private static readonly string[] s_ofTheirMachine = ["107-g-glued", "108-g-same-line", "209-getenv"];

    // There is no record of which queries of psql 18.6 are its describe commands' own.
    private static readonly string[] s_describing = ["147-echo-hidden", "155-row-count"];

    private static IEnumerable<ScriptCase> Cases => CasesOf(ComparisonServers.PsqlVersion);

    private static IEnumerable<ScriptCase> NewestCases => CasesToPlay.Of(CasesOf(NewestVersion).Where(static script => !s_describing.Contains(script.Name)));

    [TestCaseSource(nameof(Cases))]
    public async Task The_engine_does_what_psql_was_recorded_to_do(ScriptCase script) =>
        Agreement.Check(script, await CompareAsync(script, ComparisonServers.PsqlVersion, new PsqlDialect(15) { MinorVersion = 18 }), ComparisonServers.Known);

    [TestCaseSource(nameof(NewestCases))]
    public async Task The_engine_does_what_the_newest_psql_was_recorded_to_do(ScriptCase script) =>
        Agreement.CheckDifferences(script, await CompareAsync(script, NewestVersion, PsqlDialect.Newest with { MinorVersion = 6 }), ComparisonServers.Known);

    private static IEnumerable<ScriptCase> CasesOf(string version) => ScriptCase.In(ComparisonServers.Corpus("psql-micro"))
        .Where(script => !s_ofTheirMachine.Contains(script.Name) && Recording.Read(script, version) is not null);

    private static async Task<CaseVerdict> CompareAsync(ScriptCase script, string version, PsqlDialect dialect)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var recorded = Recording.Read(script, version)!;
        var engine = new EngineRun(dialect);

        var played = await ComparisonServers.Pool.UseAsync(server => server.RunAsync(engine, script, "micro", cancellationToken), cancellationToken);

        return Comparison.Of(recorded, played);
    }
}
