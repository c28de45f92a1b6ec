namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>What hangs elsewhere than in a statement of the script.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
public sealed class HangTests
{
    [Test]
    public async Task A_deferred_trigger_that_hangs_at_the_end_is_ended_too()
    {
        var clone = await FaultClone.CreateAsync();

        var report = await clone.RehearseAsync(
            """
            CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER hang AFTER INSERT ON kept DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hang();
            BEGIN;
            INSERT INTO kept VALUES (1001);
            """,
            configure: static request => request with { StatementTimeout = TimeSpan.FromSeconds(2) });

        report.ExitCode.ShouldBe(ExitCode.VerdictFail, report.Message);
        report.Message.ShouldNotBeNull().ShouldContain("took longer than 2 s");
        report.ShouldBeProven();
        await clone.ShouldBeAsBeforeAsync();
    }
}
