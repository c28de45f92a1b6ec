namespace Sandbox.Rehearsal.Tests.Rehearsals;

[Parallelizable(ParallelScope.All)]
public sealed class StatementTimeoutTests
{
    [TestCase("SET statement_timeout = 0;\nINSERT INTO t VALUES (1);\nSELECT pg_sleep(600);\n", Description = "the script's own setting does not move it")]
    [TestCase("\\set n 1\nINSERT INTO t VALUES (1);\nSELECT 1 \\watch c=2 i=600\n", Description = "a pause between two statements counts too")]
    public async Task What_hangs_ends_the_run_which_says_so(string script)
    {
        var report = await Rehearse.TextAsync(script, "CREATE TABLE t (n int);", static request => request with { StatementTimeout = TimeSpan.FromSeconds(1) });

        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
        report.Message.ShouldNotBeNull().ShouldContain("took longer than 1 s");
        report.Script().NetZero!.TransactionStatus.ShouldBe("aborted");
        (await TestServer.RunAsync(report.Target!.Database, "SELECT count(*) FROM t")).ShouldBe("0");
    }
}
