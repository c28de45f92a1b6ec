using Sandbox.Rehearsal.Verdicts;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Tests.Differential.Comparing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>psql 18's pipelines, by the server's own transactions and by the rehearsal's virtual ones.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PipelineTests
{
    private const string Options = "\\pset tuples_only on\n\\pset format unaligned\n";

    private static IEnumerable<TestCaseData> Scripts
    {
        get
        {
            yield return Case("results come in order at the end", "\\startpipeline\nselect $1 \\bind a \\sendpipeline\nselect 'b';\n\\endpipeline\n", "a\nb\n");
            yield return Case(
                "an error passes over the rest up to the sync",
                "\\startpipeline\nselect 1/$1 \\bind 0 \\sendpipeline\nselect 'skipped';\n\\syncpipeline\nselect 'next';\n\\endpipeline\n",
                "psql:script.sql:8: ERROR:  division by zero\nnext\n");
            yield return Case(
                "an error undoes what came before it in the same implicit transaction, and not what a sync ended",
                "create table p (i int);\n\\startpipeline\ninsert into p values (1);\n\\syncpipeline\ninsert into p values (2);\nselect 1/0;\n\\syncpipeline\ninsert into p values (3);\n\\endpipeline\nselect string_agg(i::text, ',' order by i) from p;\n",
                "CREATE TABLE\nINSERT 0 1\nINSERT 0 1\npsql:script.sql:11: ERROR:  division by zero\nINSERT 0 1\n1,3\n");
            yield return Case(
                "BEGIN makes a block of the implicit transaction, which outlives the pipeline",
                "create table q (i int);\n\\startpipeline\ninsert into q values (1);\nbegin;\ninsert into q values (2);\n\\endpipeline\nrollback;\nselect count(*) from q;\n",
                "CREATE TABLE\nINSERT 0 1\nBEGIN\nINSERT 0 1\nROLLBACK\n0\n");
            yield return Case(
                "counts and results as far as they are asked for",
                "\\startpipeline\nselect 1;\nselect 2;\n\\echo :PIPELINE_COMMAND_COUNT :PIPELINE_SYNC_COUNT :PIPELINE_RESULT_COUNT\n\\flushrequest\n\\getresults 1\nselect 3;\n\\syncpipeline\n\\echo :PIPELINE_COMMAND_COUNT :PIPELINE_SYNC_COUNT :PIPELINE_RESULT_COUNT\n\\getresults\n\\endpipeline\n\\echo :PIPELINE_COMMAND_COUNT :PIPELINE_SYNC_COUNT :PIPELINE_RESULT_COUNT\n",
                "2 0 0\n1\n0 1 2\n2\n3\n0 0 0\n");
            yield return Case(
                "an aborted pipeline says so, one result at a time",
                "\\startpipeline\nselect 1/0;\nselect 2;\n\\syncpipeline\n\\getresults 1\n\\getresults 1\n\\endpipeline\n",
                "psql:script.sql:7: ERROR:  division by zero\npsql:script.sql:8: Pipeline aborted, command did not run\n");
            yield return Case(
                "what is out of place",
                "\\sendpipeline\n\\endpipeline\n\\syncpipeline\n\\getresults\n\\flushrequest\n\\startpipeline\n\\sendpipeline\n\\getresults -1\nselect 1 \\g\n\\reset\n\\d\n\\endpipeline\n",
                "psql:script.sql:3: error: \\sendpipeline not allowed outside of pipeline mode\n"
                + "psql:script.sql:4: cannot send pipeline when not in pipeline mode\n"
                + "psql:script.sql:5: cannot send pipeline when not in pipeline mode\n"
                + "psql:script.sql:6: No pending results to get\n"
                + "psql:script.sql:9: error: \\sendpipeline must be used after \\bind or \\bind_named\n"
                + "psql:script.sql:10: error: \\getresults: invalid number of requested results\n"
                + "psql:script.sql:11: error: \\g not allowed in pipeline mode\n"
                + "Query buffer reset (cleared).\n"
                + "psql:script.sql:13: synchronous command execution functions are not allowed in pipeline mode\n");
            yield return Case(
                "savepoints need a block",
                "\\startpipeline\nselect 1;\nsavepoint a;\n\\endpipeline\n",
                "1\npsql:script.sql:6: ERROR:  SAVEPOINT can only be used in transaction blocks\n");
            yield return Case(
                "two statements in one text are the server's error",
                "\\startpipeline\nselect 1 \\; commit;\n\\endpipeline\nselect 2;\n",
                "psql:script.sql:5: ERROR:  cannot insert multiple commands into a prepared statement\n2\n");
            yield return Case(
                "statements are prepared, run and closed by name",
                "\\startpipeline\nselect $1::int + 1 \\parse adds\n\\bind_named adds 41 \\sendpipeline\n\\close_prepared adds\n\\endpipeline\n",
                "\n42\n\n");
        }
    }

    [TestCaseSource(nameof(Scripts))]
    public async Task By_the_servers_own_transactions(string script, string expected)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        using var folder = new TempFolder();
        await folder.WriteAsync("script.sql", Options + script);
        var database = await TestServer.CreateDatabaseAsync("pipeline");
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target(database), cancellationToken);
        await using var written = new StringWriter();
        var player = new ScriptPlayer(
            new RealTransactions(session), new PsqlVariables(), new PsqlOutput(written, written), new SilentPlayback(), new PlayerOptions { Refuses = false, WorkingFolder = folder.Path });

        await player.PlayAsync("script.sql", cancellationToken);

        Body(written.ToString()).ShouldBe(expected);
    }

    [TestCaseSource(nameof(Scripts))]
    public async Task By_virtual_transactions_of_a_rehearsal(string script, string expected)
    {
        var report = await Rehearse.TextAsync(Options + script);

        var printed = string.Concat(report.Script().Steps.Select(static step => step.Output));
        Body(printed).ShouldBe(string.Concat(expected.Split('\n').Where(static line => !line.StartsWith("psql:", StringComparison.Ordinal)).Select(static line => line + "\n"))[..^1]);
        report.ExitCode.ShouldBe(expected.Contains("psql:", StringComparison.Ordinal) ? ExitCode.VerdictFail : ExitCode.Success);
    }

    [Test]
    public async Task A_pipeline_without_its_sync_is_not_committed()
    {
        var report = await Rehearse.TextAsync("\\startpipeline\ninsert into t values (1);\n", "create table t (i int);");

        report.Verdict.ShouldBe(Verdict.Pass, report.Message);
        report.Script().Effects.Tables!.Single().RowsAfter.ShouldBe(0);
    }

    [TestCase("\\startpipeline\ncopy t from stdin;\n1\n\\.\n\\endpipeline\n", "COPY in a pipeline is refused")]
    [TestCase("\\startpipeline\nvacuum t;\n\\endpipeline\n", "VACUUM is refused")]
    [TestCase("\\startpipeline\ncommit \\parse c\n\\endpipeline\n", "COMMIT is refused in \\parse")]
    public async Task What_a_rehearsal_refuses_is_refused_in_a_pipeline_too(string script, string reason)
    {
        var report = await Rehearse.TextAsync(script, "create table t (i int);");

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message!.ShouldContain(reason);
    }

    private static TestCaseData Case(string name, string script, string expected) => new TestCaseData(script, expected).SetArgDisplayNames(name);

    private static string Body(string printed) => printed
        .Replace("Output format is unaligned.\n", string.Empty, StringComparison.Ordinal);
}
