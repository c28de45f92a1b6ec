using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Verdicts;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class CheckReaderTests
{
    [TestCase("check_name", "verdict", true)]
    [TestCase("check", "pass", true)]
    [TestCase("Check_Name", "PASS", true)]
    [TestCase("check_name", "passed", false)]
    [TestCase("checks", "pass", false)]
    [TestCase("name", "verdict", false)]
    [TestCase("check_name", "result", false)]
    public void A_check_table_is_known_by_two_columns(string name, string verdict, bool known)
    {
        (CheckReader.Read(Table([name, verdict], ["x", "t"])) is not null).ShouldBe(known);
    }

    [TestCase("verdict", "PASS", true)]
    [TestCase("verdict", "ok", true)]
    [TestCase("verdict", "True", true)]
    [TestCase("verdict", " pass ", true)]
    [TestCase("verdict", "t", true)]
    [TestCase("verdict", "FAIL", false)]
    [TestCase("verdict", "PASSED?", false)]
    [TestCase("verdict", "", false)]
    [TestCase("verdict", null, false)]
    [TestCase("pass", "t", true)]
    [TestCase("pass", "true", true)]
    [TestCase("pass", "YES", true)]
    [TestCase("pass", "on", true)]
    [TestCase("pass", "1", true)]
    [TestCase("pass", "f", false)]
    [TestCase("pass", "0", false)]
    [TestCase("pass", "2", false)]
    [TestCase("pass", null, false)]
    public void A_row_passes_by_its_own_word(string column, string? value, bool passed)
    {
        CheckReader.Read(Table(["check", column], ["x", value]))!.Checks.Single().Passed.ShouldBe(passed);
    }

    [TestCase("PASS", "t", true)]
    [TestCase("PASS", "f", false)]
    [TestCase("FAIL", "t", false)]
    public void With_both_columns_both_must_say_so(string verdict, string pass, bool passed)
    {
        CheckReader.Read(Table(["check", "verdict", "pass"], ["x", verdict, pass]))!.Checks.Single().Passed.ShouldBe(passed);
    }

    [Test]
    public void All_columns_are_read()
    {
        var reading = CheckReader.Read(Table(["seq", "check_name", "expected", "actual", "pass"], ["1", "rows", "2", null, "f"]))!;

        reading.ShouldSatisfyAllConditions(
            () => reading.Problem.ShouldBeNull(),
            () => reading.Checks.Single().ShouldBe(new Check("1", "rows", "2", null, Passed: false, 7)));
    }

    [Test]
    public void A_check_without_a_name_is_shown_as_such() =>
        CheckReader.Read(Table(["check", "pass"], [null, "t"]))!.Checks.Single().Name.ShouldBe("(null)");

    [Test]
    public void A_check_table_without_rows_is_a_problem()
    {
        var reading = CheckReader.Read(new ResultTable(7, ["check", "pass"], [], 0))!;

        reading.Checks.ShouldBeEmpty();
        reading.Problem.ShouldBe("line 7: the check table has no rows, so nothing was checked");
    }

    [Test]
    public void A_check_table_that_was_cut_is_a_problem() =>
        CheckReader.Read(new ResultTable(7, ["check", "pass"], [["x", "t"]], 2))!.Problem.ShouldBe("line 7: only 1 of the check table's 2 rows were kept");

    private static ResultTable Table(string[] columns, params string?[][] rows) => new(7, columns, rows, rows.Length);
}
