using System.Diagnostics;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>Bad input: where psql goes on, the run goes on and says so; where psql would hang, crash or be fooled, nothing of it reaches the server.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BadInputTests
{
    [TestCase("select 'x' where 1 = :nothing;\n", "SBX1301", 1, 22, "variable \"nothing\" is not set: :nothing is sent as it stands")]
    [TestCase("select 1,\n  :'quoted';\n", "SBX1301", 2, 3, "variable \"quoted\" is not set: :'quoted' is sent as it stands")]
    [TestCase("select 1;\nselect (1 + (2\n", "SBX1302", 2, 13, "the file ends behind this open parenthesis; what is there so far is sent")]
    [TestCase("select 1;\nselect 'open;\n", "SBX1302", 2, 8, "the file ends in this literal; what is there so far is sent")]
    [TestCase("select $body$\nselect 2;\n", "SBX1302", 1, 8, "the file ends in this dollar quote; what is there so far is sent")]
    [TestCase("select 1;\n  select 2 /* open\n", "SBX1302", 2, 12, "the file ends in this comment; what is there so far is sent")]
    [TestCase("select 1\n", "SBX1302", 1, 1, "the file ends in this statement, which has no semicolon; what is there so far is sent")]
    [TestCase("select 1;\n\\if  maybe\nselect 2;\n\\endif\n", "SBX1303", 2, 6, "unrecognized value \"maybe\" for \"\\if expression\": Boolean expected; it counts as false")]
    [TestCase("\\set a-b 1\n", "SBX1304", 1, 1, "\"a-b\" cannot be a variable's name: nothing is set")]
    public async Task What_psql_passes_over_is_a_finding_with_its_place(string script, string rule, int line, int column, string message)
    {
        var report = await Rehearse.TextAsync(script);

        var hazard = report.Script().Hazards.ShouldHaveSingleItem();
        (hazard.RuleId, hazard.Line, hazard.Column, hazard.Message).ShouldBe((rule, line, column, message));
        hazard.Path.ShouldBe(report.Script().Path);
    }

    [Test]
    public async Task A_finding_names_the_included_file()
    {
        using var folder = new TempFolder();
        await folder.WriteAsync("part.sql", "select 1;\nselect :gone;\n");
        var report = await RehearseAsync(folder, "\\ir part.sql\n");

        var hazard = report.Script().Hazards.ShouldHaveSingleItem();
        (hazard.Path, hazard.Line, hazard.Column).ShouldBe((folder["part.sql"], 2, 8));
    }

    [Test]
    public async Task What_is_in_order_is_no_finding()
    {
        var report = await Rehearse.TextAsync("\\set v 1\nselect :v, :'v', 'a:b', x::int, :{?gone}, (array[1,2])[1:2] from (values (1)) t(x);\n\\if :v\n\\endif\n-- the end\n/* really */\n");

        report.Script().Hazards.ShouldBeEmpty();
    }

    [TestCase("select 1;\nselect 'a\0b';\n", "script.sql:2:10: a NUL character")]
    [TestCase("select 1;\n\\nothing\n", "script.sql:2:1: psql knows no meta-command \\nothing")]
    [TestCase("select 1;\n  \\ir .\n", "/. is a folder, not a script")]
    [TestCase("select 1;\ncopy t from stdin;\n1\n2\n", "script.sql:2:1: the data of this COPY has no end")]
    [TestCase("\\copy t from stdin\n1\n", "script.sql:1:1: the data of this COPY has no end")]
    [TestCase("select 1;\n\\i /dev/zero\n", "script.sql:2:1: \\i is refused: the file is not below the script's folder")]
    [TestCase("select 1;\n\\i /dev/urandom\n", "script.sql:2:1: \\i is refused: the file is not below the script's folder")]
    public async Task What_would_hang_or_fool_psql_is_refused_before_anything_connects(string script, string message)
    {
        var report = await Rehearse.TextAsync(script, "create table t (i int);");

        (report.ExitCode is ExitCode.Refused or ExitCode.Usage).ShouldBeTrue();
        report.Message!.ShouldContain(message);
        report.Scripts.ShouldBeEmpty();
    }

    [Test]
    public async Task A_script_that_includes_itself_names_the_chain()
    {
        using var folder = new TempFolder();
        await folder.WriteAsync("b.sql", "select 2;\n\\ir script.sql\n");
        var report = await RehearseAsync(folder, "select 1;\n\\ir b.sql\n");

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message!.ShouldEndWith($"b.sql:2:1: \\ir includes itself: {folder["script.sql"]} -> {folder["b.sql"]} -> {folder["script.sql"]}");
        report.Scripts.ShouldBeEmpty();
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "named pipes have no path there")]
    public async Task A_pipe_that_nobody_writes_to_is_refused_and_not_waited_for()
    {
        using var folder = new TempFolder();
        using (var making = Process.Start("mkfifo", folder["pipe.sql"]))
        {
            await making.WaitForExitAsync(TestContext.CurrentContext.CancellationToken);
        }

        var report = await RehearseAsync(folder, "select 1;\n\\ir pipe.sql\n");

        report.Message!.ShouldContain("script.sql:2:1: ");
        report.Message!.ShouldContain("it is a pipe or a device, not a file");
    }

    private static Task<Report> RehearseAsync(TempFolder folder, string script) =>
        Rehearse.FileAsync(folder, script, fixture: null, static request => request with { Snapshot = SnapshotContent.None });
}
