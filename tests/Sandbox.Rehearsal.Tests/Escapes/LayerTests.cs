using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>Each layer of defence holds something by itself: the attempt escapes with all of them off, and does not with one alone.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class LayerTests
{
    /// <summary>Longer than what a statement may take where there is such a limit.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(12);

    [TestCase("003-begin-commit-wrapper", Defences.Classifier)]
    [TestCase("003-begin-commit-wrapper", Defences.Seal)]
    [TestCase("005-commit-and-chain", Defences.Classifier)]
    [TestCase("007-rollback-then-write", Defences.Classifier)]
    [TestCase("007-rollback-then-write", Defences.Watch)]
    [TestCase("055-backslash-semicolon-implicit", Defences.OneStatement)]
    [TestCase("063-gexec-multi-statement", Defences.Classifier)]
    [TestCase("063-gexec-multi-statement", Defences.OneStatement)]
    [TestCase("087-existing-procedure-commit", Defences.Classifier)]
    [TestCase("087-existing-procedure-commit", Defences.Watch)]
    [TestCase("109-copy-to-program", Defences.Classifier)]
    [TestCase("113-lo-export-server", Defences.Classifier)]
    [TestCase("119-dblink-from-trigger", Defences.Preflight)]
    [TestCase("002-end-transaction", Defences.Seal)]
    [TestCase("006-end-and-chain", Defences.Classifier)]
    [TestCase("054-copy-then-commit-in-message", Defences.OneStatement)]
    [TestCase("076-holdable-cursor-writes", Defences.Seal)]
    [TestCase("129-copy-program-in-a-function", Defences.Preflight)]
    [TestCase("135-dblink-in-a-chain-of-functions", Defences.Preflight)]
    [TestCase("109-copy-to-program", Defences.Confinement)]
    [TestCase("113-lo-export-server", Defences.Confinement)]
    [TestCase("126-copy-to-a-server-file", Defences.Confinement)]
    [TestCase("129-copy-program-in-a-function", Defences.Confinement)]
    [TestCase("152-copy-program-from-pieces", Defences.Confinement)]
    public async Task An_attempt_fails_on_one_layer_alone(string name, Defences layer)
    {
        var attempt = EscapeCorpus.All.Single(attempt => attempt.Name == name);
        var (open, alone) = (await PlayAsync(attempt, Defences.None), await PlayAsync(attempt, layer));

        open.IsChanged.ShouldBeTrue("it does not even escape with all layers off");
        alone.IsChanged.ShouldBeFalse(string.Join("; ", alone.Probes));
    }

    [TestCase("147-uncancellable-loop")]
    [TestCase("149-wait-for-lock")]
    public async Task An_attempt_that_never_ends_is_ended_by_the_limits_of_time_alone(string name)
    {
        var attempt = EscapeCorpus.All.Single(attempt => attempt.Name == name);
        var (open, alone) = (await PlayAsync(attempt, Defences.None), await PlayAsync(attempt, Defences.Timeouts));

        open.Report.ShouldBeNull("it even ends with all layers off");
        alone.Report.ShouldNotBeNull();
        (alone.IsChanged, alone.Sessions.Count).ShouldBe((false, 0));
    }

    private static Task<EscapeOutcome> PlayAsync(EscapeAttempt attempt, Defences defences)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var isConfined = defences.HasFlag(Defences.Confinement);
        return EscapeServers.UseAsync(ServerChoice.Default, isConfined, async server =>
        {
            if (isConfined && !server.IsConfined)
            {
                Assert.Ignore("this system has no Landlock");
            }

            return await server.RehearseAsync(attempt, attempt.NeedsSuperuser, defences, s_limit, cancellationToken);
        });
    }
}
