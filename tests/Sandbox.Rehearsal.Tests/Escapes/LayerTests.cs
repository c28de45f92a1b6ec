using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>Each layer of defence holds something by itself: the attempt escapes with all of them off, and does not with one alone.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class LayerTests
{
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
    public async Task An_attempt_fails_on_one_layer_alone(string name, Defences layer)
    {
        var attempt = EscapeCorpus.All.Single(attempt => attempt.Name == name);
        var (open, alone) = (await PlayAsync(attempt, Defences.None), await PlayAsync(attempt, layer));

        open.IsChanged.ShouldBeTrue("it does not even escape with all layers off");
        alone.IsChanged.ShouldBeFalse(string.Join("; ", alone.Probes));
    }

    private static Task<EscapeOutcome> PlayAsync(EscapeAttempt attempt, Defences defences)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        return EscapeServers.UseAsync(ServerChoice.Default, server => server.RehearseAsync(attempt, attempt.NeedsSuperuser, defences, cancellationToken));
    }
}
