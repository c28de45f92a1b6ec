using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>The connection is cut: by the network, by somebody who ends the session, or it only falls silent.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
public sealed class ConnectionTests
{
    [TestCaseSource(typeof(Moment), nameof(Moment.BeforeTheScript))]
    public async Task A_cut_before_the_script_is_a_server_that_cannot_be_reached(string moment)
    {
        var (clone, report) = await CutAsync(moment);

        report.ExitCode.ShouldBe(ExitCode.Unavailable, report.Message);
        report.Message.ShouldNotBeNull().ShouldContain("is lost");
        report.Scripts.ShouldBeEmpty();
        await clone.ShouldBeAsBeforeAsync();
    }

    [TestCaseSource(typeof(Moment), nameof(Moment.InTheScript))]
    public async Task After_a_cut_in_the_script_another_session_proves_it(string moment)
    {
        var (clone, report) = await CutAsync(moment);

        report.ExitCode.ShouldBe(ExitCode.Unavailable, report.Message);
        report.Message.ShouldNotBeNull().ShouldContain("is lost");
        report.ShouldBeProven();
        await clone.ShouldBeAsBeforeAsync();
    }

    [TestCaseSource(typeof(Moment), nameof(Moment.InTheProof))]
    public async Task After_a_cut_in_the_proof_another_session_makes_it(string moment)
    {
        var (clone, report) = await CutAsync(moment);

        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        report.ShouldBeProven();
        await clone.ShouldBeAsBeforeAsync();
    }

    [Test]
    public async Task A_session_that_somebody_ends_in_a_statement_says_who_ended_it()
    {
        var clone = await FaultClone.CreateAsync();
        var running = clone.RehearseAsync("DELETE FROM kept;\nSELECT pg_sleep(600);");

        await clone.UntilRunsAsync("SELECT pg_sleep");
        await clone.EndBackendAsync("SELECT pg_sleep");
        var report = await running;

        report.ExitCode.ShouldBe(ExitCode.Unavailable);
        report.Message.ShouldNotBeNull().ShouldContain("terminating connection due to administrator command");
        report.ShouldBeProven();
        await clone.ShouldBeAsBeforeAsync();
    }

    [Test]
    public async Task Where_nobody_answers_afterwards_nothing_is_proven()
    {
        var clone = await FaultClone.CreateAsync();
        await using var proxy = new FaultProxy(clone.Target, "SELECT 'between'");
        var running = clone.RehearseAsync(Moment.Script, proxy.Target, FaultClone.WithoutRecovery);

        await proxy.ReachedAsync();
        proxy.Close();
        proxy.Cut();
        var report = await running;

        report.ExitCode.ShouldBe(ExitCode.Residue);
        report.Verdict.ShouldBe(Sandbox.Rehearsal.Verdicts.Verdict.Residue);
        report.Message.ShouldNotBeNull().ShouldContain("is lost");
        report.Script().NetZero!.Proven.ShouldBe(ProofStatus.NotProven);
        report.Script().NetZero!.Reason.ShouldNotBeNull().ShouldContain("cannot connect");
        await clone.ShouldBeAsBeforeAsync();
    }

    [TestCase("pg_replication_slots", ExitCode.Unavailable, "left a question of the harness unanswered for 10 s")]
    [TestCase("SELECT 'between'", ExitCode.VerdictFail, "took longer than 1 s")]
    public async Task A_connection_that_falls_silent_ends_with_the_statements_time(string moment, ExitCode expected, string message)
    {
        var clone = await FaultClone.CreateAsync();
        await using var proxy = new FaultProxy(clone.Target, moment);

        // Nothing is released: the message never arrives, and no answer comes.
        var report = await clone.RehearseAsync(Moment.Script, proxy.Target, static request => request with { StatementTimeout = TimeSpan.FromSeconds(1) });

        report.ExitCode.ShouldBe(expected, report.Message);
        report.Message.ShouldNotBeNull().ShouldContain(message);
        report.Scripts.ShouldAllBe(static script => script.NetZero!.Proven != ProofStatus.NotProven);
        await clone.ShouldBeAsBeforeAsync();
    }

    private static async Task<(FaultClone Clone, Report Report)> CutAsync(string moment)
    {
        var clone = await FaultClone.CreateAsync();
        await using var proxy = new FaultProxy(clone.Target, moment);
        var running = clone.RehearseAsync(Moment.Script, proxy.Target);

        await proxy.ReachedAsync();
        proxy.Cut();
        return (clone, await running);
    }
}
