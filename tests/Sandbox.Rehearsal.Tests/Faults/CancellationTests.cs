using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>Somebody interrupts the run, at every moment of it.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
public sealed class CancellationTests
{
    [TestCaseSource(typeof(Moment), nameof(Moment.BeforeTheScript))]
    public async Task Before_the_script_there_is_nothing_to_prove(string moment)
    {
        var (clone, report) = await InterruptAsync(moment);

        report.ExitCode.ShouldBe(ExitCode.Interrupted, report.Message);
        report.Scripts.ShouldBeEmpty();
        await clone.ShouldBeAsBeforeAsync();
    }

    [TestCaseSource(typeof(Moment), nameof(Moment.InTheScript))]
    public async Task In_the_script_it_is_rolled_back_and_proven(string moment)
    {
        var (clone, report) = await InterruptAsync(moment);

        report.ExitCode.ShouldBe(ExitCode.Interrupted, string.Join(" | ", report.Script().Reasons));
        report.Message.ShouldBe("interrupted; what ran is rolled back");
        report.ShouldBeProven();
        await clone.ShouldBeAsBeforeAsync();
    }

    [TestCaseSource(typeof(Moment), nameof(Moment.InTheProof))]
    public async Task Once_the_script_is_over_the_proof_is_made_to_its_end(string moment)
    {
        var (clone, report) = await InterruptAsync(moment);

        report.ShouldBeProven();
        await clone.ShouldBeAsBeforeAsync();
    }

    private static async Task<(FaultClone Clone, Report Report)> InterruptAsync(string moment)
    {
        var clone = await FaultClone.CreateAsync();
        await using var proxy = new FaultProxy(clone.Target, moment);
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CurrentContext.CancellationToken);
        var running = clone.RehearseAsync(Moment.Script, proxy.Target, cancellationToken: interruption.Token);

        await proxy.ReachedAsync();
        await interruption.CancelAsync();
        proxy.Release();
        return (clone, await running);
    }
}
