using System.Diagnostics;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>The script that ships: what it does, and that psql says the same.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DotRegisterTests
{
    private static readonly string Folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "dot-register");
    private static readonly string Script = Path.Combine(Folder, "register.sql");

    [Test]
    public async Task It_passes_with_the_numbers_of_its_seed()
    {
        var report = await RehearseAsync();

        report.Verdict.ShouldBe(Verdict.Pass, report.Message ?? string.Join('\n', report.Script().Reasons));
        report.NetZero!.Proven.ShouldNotBe(ProofStatus.NotProven);
        report.Script().Checks.Select(static check => check.Verdict).ShouldBe(["PASS", "PASS", "PASS"]);
        var tables = report.Script().Effects.Tables!.ToDictionary(static table => table.Table);
        tables["dot_tools"].Work.ShouldBe(new(1, 0, 0));
        (tables["dot_tools"].RowsBefore, tables["dot_tools"].RowsDuring, tables["dot_tools"].RowsAfter).ShouldBe((309, 310, 309));
        tables["birth_registry"].Work.ShouldBe(new(5, 0, 0));
        report.Script().Effects.Notices.Single(static notice => notice.Severity is "WARNING").Line.ShouldBe(45);
    }

    [Test]
    public async Task Psql_returns_the_same_tables_cell_by_cell()
    {
        var plan = await PlanAsync();
        var clone = await TestServer.Clones.TakeAsync(plan.Directives.Database!, plan.Fixture, TestContext.CurrentContext.CancellationToken);
        var output = await PsqlAsync(clone);
        TestServer.Clones.Return(plan.Directives.Database!, plan.Fixture, clone, isProven: false);

        var report = await RehearseAsync();
        var ours = report.Script().Results;

        var theirs = Tables(output).ToList();
        theirs.Count.ShouldBe(ours.Count);
        foreach (var (their, our) in theirs.Zip(ours))
        {
            their.Columns.ShouldBe(our.Columns);
            // Each ran on a copy of its own, whose name is the clone's with a number behind it.
            their.Rows.Select(row => string.Join('|', row).Replace(clone.Database, report.Target!.Database, StringComparison.Ordinal))
                .ShouldBe(our.Rows.Select(static row => string.Join('|', row)));
        }
    }

    private static Task<ScriptPlan> PlanAsync() =>
        ScriptPlanner.PlanAsync(Script, new RehearsalRequest { Paths = [Script] }, TestContext.CurrentContext.CancellationToken);

    private static async Task<Report> RehearseAsync() =>
        await Rehearser.RunAsync(await PlanAsync(), new RehearsalRequest { Paths = [Script], Policy = Policy.None }, TestServer.Clones, TestContext.CurrentContext.CancellationToken);

    private static async Task<string> PsqlAsync(ConnectionTarget clone)
    {
        var start = new ProcessStartInfo("psql") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-X", "-A", "-h", clone.Host, "-p", $"{clone.Port}", "-U", clone.User, "-d", clone.Database, "-f", Script })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.CurrentContext.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.CurrentContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CurrentContext.CancellationToken);
        process.ExitCode.ShouldBe(0, await errors);
        return output;
    }

    /// <summary>psql's unaligned tables: a line of columns, the rows, and a line <c>(n rows)</c>.</summary>
    private static IEnumerable<(string[] Columns, List<string[]> Rows)> Tables(string output)
    {
        var lines = output.Split('\n').Where(static line => !line.StartsWith("====", StringComparison.Ordinal) && !line.StartsWith("Boundary", StringComparison.Ordinal)).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].StartsWith('(') && lines[i].TrimEnd(')').EndsWith("row", StringComparison.Ordinal) | lines[i].EndsWith(" rows)", StringComparison.Ordinal))
            {
                var count = int.Parse(lines[i].Trim('(', ')').Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
                yield return (lines[i - count - 1].Split('|'), [.. lines.GetRange(i - count, count).Select(static line => line.Split('|'))]);
            }
        }
    }
}
