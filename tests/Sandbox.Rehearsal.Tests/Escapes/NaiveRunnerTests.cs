using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Tests.Differential;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>Each attempt of our own is worth making: it defeats who runs <c>BEGIN</c>, the file, <c>ROLLBACK</c>.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class NaiveRunnerTests
{
    private static IEnumerable<EscapeAttempt> Attempts => CasesToPlay.Of(EscapeCorpus.Own);

    [TestCaseSource(nameof(Attempts))]
    public async Task An_attempt_of_our_own_defeats_a_naive_runner(EscapeAttempt attempt)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var (missing, outcome) = await EscapeServers.UseAsync(ServerChoice.Default, async server =>
            (server.Psql is null ? "there is no psql beside the server" : await server.MissingAsync(attempt.Needs, cancellationToken)) is { } lack ? (lack, null)
                : ((string?)null, await server.RunNaivelyAsync(attempt, attempt.NeedsSuperuser, cancellationToken)));
        if (outcome is null)
        {
            Assert.Ignore($"not applicable: {missing}");
            return;
        }

        outcome.IsChanged.ShouldBeTrue($"{attempt.Mechanism}: the probes answer as before: {string.Join("; ", outcome.Probes)}");
    }
}
