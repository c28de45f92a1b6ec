using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>FETCH_COUNT in a rehearsal: psql up to 16 fetches by a cursor in a transaction of its own, later ones take the result in chunks.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class FetchCountTests
{
    private const string Portions = " word \n------\n x\n xx\n xxx\n xxxx\n(4 rows)\n\n";

    [TestCase(13)]
    [TestCase(16)]
    [TestCase(17)]
    [TestCase(18)]
    public async Task A_query_is_one_step_that_prints_its_portions(int dialect)
    {
        var report = await RehearseAsync("\\set FETCH_COUNT 3\nselect repeat('x', g) as word from generate_series(1, 4) g;\n\\echo :ROW_COUNT\n", dialect);

        report.Verdict.ShouldBe(Verdict.Pass, report.Message);
        var steps = report.Script().Steps;
        steps.Count.ShouldBe(2);
        (steps[0].Output, steps[0].Tag, steps[0].Rows).ShouldBe((Portions, "SELECT 4", 4));
        steps[1].Output.ShouldBe("4\n");
        report.Script().Results.Single().Rows.Select(static row => row[0]).ShouldBe(["x", "xx", "xxx", "xxxx"]);
    }

    [TestCase(15)]
    [TestCase(18)]
    public async Task Full_portions_are_printed_before_the_error_that_has_its_place(int dialect)
    {
        var report = await RehearseAsync("\\set FETCH_COUNT 2\nselect 6 / (4 - g) as n\nfrom generate_series(1, 5) g;\nselect nothing;\n", dialect);

        var steps = report.Script().Steps;
        steps[0].Output.ShouldBe(" n \n---\n 2\n 3\n");
        steps[0].Error!.SqlState.ShouldBe("22012");
        (steps[1].Error!.Line, steps[1].Error!.Column).ShouldBe((4, 8));
    }

    [Test]
    public async Task A_cursor_of_psql_leaves_the_script_outside_a_block_and_what_it_wrote_in_place()
    {
        var report = await RehearseAsync(
            """
            \set FETCH_COUNT 2
            create table f (i int);
            create function f_add(i int) returns int language sql as 'insert into f values ($1) returning i';
            select f_add(g) from generate_series(1, 3) g;
            begin;
            select f_add(4);
            rollback;
            select count(*) from f;
            savepoint s;
            """,
            dialect: 15);

        report.Script().Results[^1].Rows[0][0].ShouldBe("3");
        report.Script().Steps[^1].Error!.Message.ShouldStartWith("SAVEPOINT can only be used in transaction blocks");
    }

    private static async Task<Report> RehearseAsync(string text, int dialect)
    {
        using var folder = new TempFolder();
        return await Rehearse.FileAsync(folder, text, fixture: null, request => request with { Dialect = new PsqlDialect(dialect), Snapshot = SnapshotContent.None });
    }
}
