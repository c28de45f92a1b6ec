using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>Nothing escapes from a rehearsal: each attempt is refused, contained, or named.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class EscapeTests
{
    /// <summary>What the attempts with the most to do are given by their heads.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(300);

    private static IEnumerable<EscapeCase> Cases => EscapeCase.ToPlay();

    [TestCaseSource(nameof(Cases))]
    public async Task An_attempt_does_not_escape(EscapeCase played)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var (missing, outcome) = await EscapeServers.UseAsync(played.Server, async server =>
            await server.MissingAsync(played.Attempt.Needs, cancellationToken) is { } lack ? (lack, null)
                : ((string?)null, await server.RehearseAsync(played.Attempt, played.IsSuperuser, Defences.All, s_limit, cancellationToken)));
        if (outcome is null)
        {
            EscapeLog.Add(played, $"not applicable: {missing}");
            Assert.Ignore($"not applicable: {missing}");
            return;
        }

        var problems = outcome.Problems(played.Attempt).ToList();
        if (EscapeCorpus.KnownFailures.TryGetValue((played.Attempt.Name, played.Role), out var reason))
        {
            EscapeLog.Add(played, "known failure");
            problems.ShouldNotBeEmpty($"it holds now: take it off tests/corpus/escapes-known-failures.tsv ({reason})");
            return;
        }

        problems.ShouldBeEmpty(played.Attempt.Mechanism);
        EscapeLog.Add(played, "held");
    }
}
