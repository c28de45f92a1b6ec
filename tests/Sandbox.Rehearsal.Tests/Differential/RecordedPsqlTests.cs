using Sandbox.Rehearsal.Tests.Differential.Comparing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.Differential;

/// <summary>The engine against what psql 15.18 was recorded to do.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[Platform(Exclude = "Win", Reason = "the tap is a Unix socket")]
internal sealed class RecordedPsqlTests
{
    // What these came to depends on the machine: whether the scripts' folder can be written, and $HOME. They are compared live only, by psql-compare.
    private static readonly string[] s_ofTheirMachine = ["107-g-glued", "108-g-same-line", "209-getenv"];

    private static IEnumerable<ScriptCase> Cases =>
        ScriptCase.In(ComparisonServers.Corpus("psql-micro")).Where(static script => !s_ofTheirMachine.Contains(script.Name) && Recording.Read(script, ComparisonServers.PsqlVersion) is not null);

    [TestCaseSource(nameof(Cases))]
    public async Task The_engine_does_what_psql_was_recorded_to_do(ScriptCase script)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var recorded = Recording.Read(script, ComparisonServers.PsqlVersion)!;
        var engine = new EngineRun(new PsqlDialect(15));

        var played = await ComparisonServers.Pool.UseAsync(server => server.RunAsync(engine, script, "micro", cancellationToken), cancellationToken);

        Agreement.Check(script, Comparison.Of(recorded, played), ComparisonServers.Known);
    }
}
