namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>Nothing escapes from the disposable lane either: an attempt is refused, or what it commits is on the copy and goes with it.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class DisposableEscapeTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(300);

    private static IEnumerable<EscapeCase> Cases => EscapeCase.ToPlayOnCopy();

    [TestCaseSource(nameof(Cases))]
    public async Task An_attempt_does_not_escape_from_the_copy(EscapeCase played)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var (missing, outcome) = await EscapeServers.UseAsync(played.Server, async server =>
            await server.MissingAsync(played.Attempt.Needs, cancellationToken) is { } lack ? (lack, null)
                : ((string?)null, await server.RehearseOnCopyAsync(played.Attempt, played.IsSuperuser, s_limit, cancellationToken)));
        if (outcome is null)
        {
            Assert.Ignore($"not applicable: {missing}");
            return;
        }

        if (!EscapeCorpus.KnownFailures.ContainsKey((played.Attempt.Name, played.Role)))
        {
            outcome.ProblemsOnCopy(played.Attempt).ShouldBeEmpty(played.Attempt.Mechanism);
        }
    }
}
