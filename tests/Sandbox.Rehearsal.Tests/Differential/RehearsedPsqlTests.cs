using Sandbox.Rehearsal.Tests.Differential.Comparing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.Differential;

/// <summary>A rehearsal prints what psql was recorded to print, although nothing of it is committed; or it refuses the script.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[Platform(Exclude = "Win", Reason = "the tap is a Unix socket")]
internal sealed class RehearsedPsqlTests
{
    private static readonly Dictionary<string, string> s_refused = new(StringComparer.Ordinal)
    {
        ["112-unknown-command"] = "psql knows no meta-command",
        ["113-unknown-command-stop"] = "psql knows no meta-command",
        ["115-command-name-glued"] = "psql knows no meta-command",
        ["127-if-dead-vars"] = "psql knows no meta-command",
        ["142-autocommit-off"] = "VACUUM cannot run in a transaction block",
        ["146-echo-errors"] = "psql knows no meta-command",
        ["163-connect-fail"] = "\\connect is refused: it ends the transaction that is rolled back",
        ["168-copy-missing-table"] = "psql knows no meta-command \\.",
        ["176-copy-from-if"] = "psql knows no meta-command \\.",
        ["218-include-copy-eof"] = "psql knows no meta-command \\.",
        ["221-copy-meta-no-interpolation"] = "psql knows no meta-command \\.",
        ["225-error-line-numbers"] = "psql knows no meta-command",
    };

    private static readonly Dictionary<string, string> s_different = new(StringComparer.Ordinal)
    {
        ["058-atomic-name-begin"] = "one message of four statements, which psql 15 takes for one: a rehearsal sends each statement alone, so that the server refuses them",
        ["107-g-glued"] = "depends on whether the folder can be written",
        ["108-g-same-line"] = "depends on whether the folder can be written",
        ["205-bind"] = "a rehearsal knows the commands of the newest psql",
        ["206-parse-bind-named"] = "a rehearsal knows the commands of the newest psql",
        ["207-pipeline"] = "a rehearsal knows the commands of the newest psql",
        ["209-getenv"] = "depends on who runs it",
    };

    private IReadOnlyList<string>? _untouched;

    private static IEnumerable<ScriptCase> Cases => CasesToPlay.Of(
        from script in ScriptCase.In(ComparisonServers.Corpus("psql-micro"))
        where !s_different.ContainsKey(script.Name) && ComparisonServers.Known.Aspects(script.Key).Count == 0 && Recording.Read(script, ComparisonServers.PsqlVersion) is not null
        select script);

    [OneTimeSetUp]
    public async Task Look_at_a_database_that_nothing_has_touched()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var run = await ComparisonServers.Pool.UseAsync(server => server.RunAsync(new NothingRun(), Cases.First(), "micro", cancellationToken), cancellationToken);
        _untouched = run.EndState.ShouldNotBeNull();
    }

    [TestCaseSource(nameof(Cases))]
    public async Task A_rehearsal_prints_what_psql_was_recorded_to_print(ScriptCase script)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var recorded = Recording.Read(script, ComparisonServers.PsqlVersion)!;

        var played = await ComparisonServers.Pool.UseAsync(server => server.RunAsync(new RehearsedRun(new PsqlDialect(15) { MinorVersion = 18 }), script, "micro", cancellationToken), cancellationToken);

        if (s_refused.TryGetValue(script.Name, out var reason))
        {
            played.Failure.ShouldNotBeNull().ShouldContain(reason);
            return;
        }

        played.Failure.ShouldBeNull();
        Comparison.Of(recorded, played).Differences.Where(static difference => difference.Aspect is Aspect.Output or Aspect.ExitStatus)
            .Select(static difference => difference.Detail).ShouldBeEmpty();
        played.EndState.ShouldBe(_untouched);
    }

    private sealed class NothingRun : IScriptRunner
    {
        public Task<RunnerOutcome> RunAsync(ScriptCase script, Postgres.Connections.ConnectionTarget target, CancellationToken cancellationToken) =>
            Task.FromResult(new RunnerOutcome("", 0));
    }
}
