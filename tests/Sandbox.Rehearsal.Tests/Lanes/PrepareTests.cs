using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Lanes;

[Versions(13, 15, 18)]
[Parallelizable(ParallelScope.All)]
public sealed class PrepareTests(int major)
{
    private static readonly string[] s_clone =
    [
        "CREATE TABLE people (id int PRIMARY KEY, boss int REFERENCES people DEFERRABLE INITIALLY DEFERRED)", "INSERT INTO people VALUES (1)",
    ];

    [TestCase("BEGIN;\nINSERT INTO people VALUES (2, 1);\nCOMMIT;\nBEGIN ISOLATION LEVEL SERIALIZABLE;\nINSERT INTO people VALUES (3, 1);\nCOMMIT AND CHAIN;\nSELECT 1 / (current_setting('transaction_isolation') = 'serializable')::int;\nROLLBACK;\nSELECT 1 / (count(*) = 3)::int FROM people;")]
    [TestCase("INSERT INTO people VALUES (2, 1);\nVACUUM people;\nSELECT 1 / (count(*) = 2)::int FROM people;")]
    [TestCase("BEGIN;\nCREATE TEMP TABLE t (i int);\nROLLBACK;\nBEGIN;\nSELECT 1;\nCOMMIT;\nCOMMIT;")]
    [TestCase("BEGIN;\nINSERT INTO people VALUES (2, 1);\n")]
    public async Task What_can_be_prepared_goes_on_as_if_it_were_committed(string script)
    {
        var clone = await LaneServers.CloneAsync(major, s_clone);

        var report = await LaneServers.RehearseAsync(clone, script, static request => request with { Prepares = true });

        report.Message.ShouldBeNull();
        report.Script().Reasons.ShouldBeEmpty();
        (await LaneServers.AskAsync(clone, $"SELECT count(*) FROM pg_prepared_xacts WHERE gid LIKE '{DisposableLaneTests.CopyOf(report)}%'")).ShouldBe("0");
    }

    [TestCase("BEGIN;\nUPDATE people SET boss = 7;\nCOMMIT;\n", 3, "23503")]
    [TestCase("BEGIN;\nUPDATE people SET boss = 7;\nROLLBACK;\n", 3, "23503", Description = "what a COMMIT there would have met")]
    [TestCase("BEGIN;\nUPDATE people SET boss = 7;\n", 3, "23503", Description = "the end of the script")]
    [TestCase("BEGIN;\nCREATE TEMP TABLE t (i int);\nCOMMIT;\n", 3, "0A000")]
    [TestCase("BEGIN;\nNOTIFY x;\nCOMMIT;\n", 3, "0A000")]
    public async Task What_cannot_fails_at_the_line_that_would_commit(string script, int line, string state)
    {
        var clone = await LaneServers.CloneAsync(major, s_clone);

        var report = await LaneServers.RehearseAsync(clone, script + "SELECT 1;\n", static request => request with { Prepares = true });

        report.Verdict.ShouldBe(Verdict.Fail);
        report.Script().Steps.Single(static step => step.Error is not null).ShouldSatisfyAllConditions(
            step => step.Error!.SqlState.ShouldBe(state),
            step => step.Line.ShouldBe(line));
        (await LaneServers.AskAsync(clone, "SELECT count(*) FROM people WHERE boss IS NOT NULL")).ShouldBe("0");
    }

    [Test]
    public async Task It_needs_the_disposable_lane_which_auto_takes()
    {
        var clone = await LaneServers.CloneAsync(major, s_clone);

        (await LaneServers.RehearseAsync(clone, "SELECT 1;", static request => request with { Prepares = true, Lane = null })).ExitCode.ShouldBe(ExitCode.Usage);
        (await LaneServers.RehearseAsync(clone, "SELECT 1;", static request => request with { Prepares = true, Lane = Lane.Auto })).Script().Lane.ShouldBe("disposable");
    }
}
