using System.Globalization;
using System.Text;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>Scripts whose statements are sent ahead of their replies, and whose reports would be too long.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LongScriptTests
{
    private const string Table = "CREATE TABLE t (n int PRIMARY KEY);";

    [TestCase(true)]
    [TestCase(false)]
    public async Task Every_failure_of_a_long_script_has_its_own_line_and_undoes_itself_only(bool measuresEffects)
    {
        var report = await Rehearse.TextAsync(Inserts(1300, 1100, 1101, 1299) + "SELECT count(*) FROM t;\n", Table, request => request with { MeasuresEffects = measuresEffects });

        report.ExitCode.ShouldBe(ExitCode.VerdictFail, string.Join(" | ", report.Script().Reasons));
        report.Script().Steps.Where(static step => step.Error is not null).Select(static step => (step.Line, step.Error!.SqlState)).ShouldBe([(1100, "23505"), (1101, "23505"), (1299, "23505")]);
        report.Script().Results.Single().Rows[0][0].ShouldBe("1297");
        report.Script().Statements.ShouldBe(1301);
    }

    [TestCase("", "")]
    [TestCase("BEGIN;", "COMMIT;")]
    public async Task A_failure_far_behind_stops_the_script_there_and_all_before_it_is_told_in_order(string begin, string end)
    {
        var report = await Rehearse.TextAsync(
            $"\\set ON_ERROR_STOP on\n{begin}\n{Inserts(2000, 1500)}{end}\n", Table, static request => request with { MeasuresEffects = false });

        report.ExitCode.ShouldBe(ExitCode.VerdictFail, report.Message);
        var inserts = report.Script().Steps.Where(static step => step.Command is "INSERT").ToList();
        inserts.Select(static step => step.Line).ShouldBe(Enumerable.Range(3, 1500));
        inserts[^1].Error!.SqlState.ShouldBe("23505");
        inserts.SkipLast(1).ShouldAllBe(static step => step.Tag == "INSERT 0 1" && step.Output == "INSERT 0 1\n");
    }

    [Test]
    public async Task What_long_runs_of_one_command_and_another_write_adds_up_to_the_last_row()
    {
        var report = await Rehearse.TextAsync(
            "BEGIN;\n" + Inserts(1700) + Repeat(700, "UPDATE t SET n = -n WHERE n = {0};") + Repeat(900, "DELETE FROM t WHERE n = -{0};") + Inserts(400) + "COMMIT;\n", Table);

        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        report.Script().Effects.Tables.ShouldNotBeNull().ShouldHaveSingleItem().Work.ShouldBe(new RowCounts(2100, 700, 700));
        report.Script().Steps.Select(static step => step.Line).ShouldBe(Enumerable.Range(1, 3702));
    }

    [Test]
    public async Task A_block_that_failed_stays_failed_to_its_end()
    {
        var report = await Rehearse.TextAsync("BEGIN;\n" + Inserts(20, 5) + "COMMIT;\nSELECT count(*) FROM t;\n", Table, static request => request with { MeasuresEffects = false });

        report.Script().Steps.Where(static step => step.Error is not null).Select(static step => step.Error!.SqlState).ShouldBe(["23505", .. Enumerable.Repeat("25P02", 15)]);
        report.Script().Steps.Where(static step => step.Command is "INSERT").Select(static step => step.Line).ShouldBe(Enumerable.Range(2, 20));
        report.Script().Results.Single().Rows[0][0].ShouldBe("0");
    }

    [TestCase("DEALLOCATE ALL;")]
    [TestCase("DISCARD ALL;")]
    [TestCase("DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$;")]
    public async Task Effects_are_told_whatever_the_script_does_to_prepared_statements(string deallocates)
    {
        var report = await Rehearse.TextAsync(
            $"INSERT INTO t VALUES (-1);\n{deallocates}\n{Inserts(1300)}{deallocates}\nINSERT INTO t VALUES (-2);\nINSERT INTO t VALUES (-3);\nBEGIN;\nDELETE FROM t;\nDELETE FROM t;\nCOMMIT;\n", Table);

        report.ExitCode.ShouldBe(ExitCode.Success, report.Message);
        report.Script().Effects.Tables.ShouldNotBeNull().ShouldHaveSingleItem().Work.ShouldBe(new RowCounts(1303, 0, 1303));
    }

    [Test]
    public async Task What_is_refused_comes_behind_what_stands_before_it()
    {
        var report = await Rehearse.TextAsync(Inserts(3) + "SELECT 'dblink' AS f \\gset\nINSERT INTO t VALUES (10);\nSELECT :f('', '');\n", Table, static request => request with { MeasuresEffects = false });

        report.ExitCode.ShouldBe(ExitCode.Refused, report.Message);
        report.Script().Steps.Count(static step => step.Tag is "INSERT 0 1").ShouldBe(4);
    }

    [Test]
    public async Task Without_effects_the_report_says_that_they_were_not_measured()
    {
        var report = await Rehearse.TextAsync(Inserts(3), Table, static request => request with { MeasuresEffects = false });

        report.Script().Effects.Tables.ShouldBeNull();
        report.Target!.Capabilities.ShouldContain("tables, rows, ddl, rewrites, locks, triggers, notifications, walBytes, and wear as residue: not measured, because effects are off");
    }

    [Test]
    public async Task A_very_long_script_is_counted_whole_and_reported_in_part()
    {
        var text = new StringBuilder().Insert(0, "INSERT INTO t VALUES (DEFAULT);\n", 10_050).Append("SELECT 1/0;\nSELECT 'last' AS check_name, 'fail' AS verdict;\n").ToString();

        var report = await Rehearse.TextAsync(text, "CREATE TABLE t (n serial);", static request => request with { MeasuresEffects = false });

        var script = report.Script();
        script.Statements.ShouldBe(10_052);
        script.Omitted.Steps.ShouldBe(51);
        script.Steps.Count.ShouldBe(10_001);
        script.Steps[^1].Error!.SqlState.ShouldBe("22012");
        script.Checks.Single().Passed.ShouldBeFalse();
        report.Verdict.ShouldBe(Verdict.Fail, report.Script().NetZero!.Reason + string.Join(" | ", report.Script().Reasons));
    }

    private static string Repeat(int count, string statement) => string.Concat(Enumerable.Range(1, count).Select(n => string.Format(CultureInfo.InvariantCulture, statement, n) + "\n"));

    private static string Inserts(int count, params int[] repeated) =>
        string.Concat(Enumerable.Range(1, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"INSERT INTO t VALUES ({(repeated.Contains(n) ? 1 : n)});\n")));
}
