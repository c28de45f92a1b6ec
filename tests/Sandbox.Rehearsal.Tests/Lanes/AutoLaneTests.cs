using Sandbox.Rehearsal.Lanes;

namespace Sandbox.Rehearsal.Tests.Lanes;

[Parallelizable(ParallelScope.All)]
public sealed class AutoLaneTests
{
    [TestCase("CREATE TABLE made (i int);", "rollback", "nothing in its text needs a copy")]
    [TestCase("BEGIN;\nCREATE ROLE made_in_vain;\nCOMMIT;", "rollback", "nothing in its text needs a copy")]
    [TestCase("SELECT 1;\nCREATE INDEX CONCURRENTLY i ON t (i);", "disposable", "script.sql:2: CREATE INDEX CONCURRENTLY cannot run in a transaction block")]
    [TestCase("BEGIN ISOLATION LEVEL SERIALIZABLE;\nCOMMIT;\nBEGIN ISOLATION LEVEL REPEATABLE READ;\nCOMMIT;", "disposable", "different isolation levels")]
    [TestCase("SELECT 1;\nCALL alone();", "disposable", "script.sql:2: invalid transaction termination")]
    [TestCase("ALTER TYPE mood ADD VALUE 'glad';\nSELECT 'glad'::mood;", "disposable", "script.sql:2: unsafe use of new value")]
    public async Task It_rolls_back_what_it_can_and_says_why_not(string script, string lane, string reason)
    {
        var clone = await LaneServers.CloneAsync(
            15, "CREATE TABLE t (i int)", "CREATE TYPE mood AS ENUM ('sad')", "CREATE PROCEDURE alone() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (1); COMMIT; END $$");

        var report = await LaneServers.RehearseAsync(clone, "-- sandbox: lane auto\n" + script, static request => request with { Lane = null });

        report.Message.ShouldBeNull();
        report.Script().Reasons.ShouldBeEmpty();
        report.Script().Lane.ShouldBe(lane);
        report.Script().LaneReason.ShouldNotBeNull().ShouldStartWith("auto: ");
        report.Script().LaneReason!.ShouldContain(Shifted(reason));
        (await LaneServers.AskAsync(clone, "SELECT count(*) FROM t")).ShouldBe("0");
    }

    [Test]
    public async Task The_request_wins_over_the_directive()
    {
        var clone = await LaneServers.CloneAsync(15);
        const string Script = "-- sandbox: lane disposable\nSELECT 1;\n";

        (await LaneServers.RehearseAsync(clone, Script, static request => request with { Lane = null })).Script().Lane.ShouldBe("disposable");
        (await LaneServers.RehearseAsync(clone, Script, static request => request with { Lane = Lane.Rollback })).Script().Lane.ShouldBe("rollback");
    }

    [Test]
    public async Task What_neither_lane_may_do_is_refused()
    {
        var report = await LaneServers.RehearseAsync(await LaneServers.CloneAsync(15), "VACUUM;\nCREATE ROLE never_made;\n", static request => request with { Lane = Lane.Auto });

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message.ShouldNotBeNull().ShouldContain("script.sql:2:1: CREATE ROLE is refused in the disposable lane");
    }

    [Test]
    public async Task Where_only_the_run_shows_it_and_a_copy_may_not_do_it_both_are_told()
    {
        var clone = await LaneServers.CloneAsync(15, "CREATE PROCEDURE alone() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$");

        var report = await LaneServers.RehearseAsync(clone, "CREATE ROLE never_made_here;\nCALL alone();\n", static request => request with { Lane = Lane.Auto });

        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
        report.Script().Lane.ShouldBe("rollback");
        report.Script().Reasons.Count.ShouldBe(2);
        report.Script().Reasons[1].ShouldContain("CREATE ROLE is refused in the disposable lane");
    }

    // The directive stands in the first line.
    private static string Shifted(string reason) => reason.Replace("script.sql:2", "script.sql:3", StringComparison.Ordinal);
}
