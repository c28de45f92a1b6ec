using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Tests.Printing;

/// <summary>The lines above records as psql 16 and newer draw them; "full" as in PostgreSQL's regression test psql.out, the others by the rules of print.c.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RecordHeaderTests
{
    [TestCase("full", 1, "-[ RECORD 1 ]----+---------------------")]
    [TestCase("full", 2, "+-[ RECORD 1 ]-----+----------------------+")]
    [TestCase("full", 0, "* Record 1                          ")]
    [TestCase("column", 1, "-[ RECORD 1 ]----+")]
    [TestCase("column", 2, "+-[ RECORD 1 ]-----+")]
    [TestCase("page", 1, "-[ RECORD 1 ]----+-------")]
    [TestCase("30", 1, "-[ RECORD 1 ]----+------------")]
    [TestCase("30", 2, "+-[ RECORD 1 ]-----+---------+")]
    public void A_record_line_has_the_width_that_was_set(string width, int border, string line)
    {
        var settings = new PrintSettings { Expanded = ExpandedMode.On, Border = (ushort)border, Columns = 25 };
        settings.Set("xheader_width", width, quiet: true, TextWriter.Null).ShouldBeNull();
        var table = new PrintTable { Columns = [new PrintColumn("0123456789abcdef", IsRightAligned: false)], Rows = [["xxxxxxxxxxxxxxxxxxxx"]] };
        var output = new StringWriter();

        TablePrinter.Print(table, settings, 18, output);

        output.ToString().Split('\n')[0].ShouldBe(line);
    }

    [TestCase(15, "| a | 1 |")]
    [TestCase(16, "| a | 1        |")]
    public void From_16_on_a_narrow_table_is_as_wide_as_its_record_lines(int major, string line)
    {
        var table = new PrintTable { Columns = [new PrintColumn("a", IsRightAligned: true)], Rows = [["1"]] };
        var output = new StringWriter();

        TablePrinter.Print(table, new PrintSettings(major) { Expanded = ExpandedMode.On, Border = 2 }, major, output);

        output.ToString().Split('\n')[1].ShouldBe(line);
    }
}
