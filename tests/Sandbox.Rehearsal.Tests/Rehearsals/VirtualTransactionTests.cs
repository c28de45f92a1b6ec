using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

[Parallelizable(ParallelScope.All)]
public sealed class VirtualTransactionTests
{
    private const string Table = "CREATE TABLE t (n int PRIMARY KEY);";

    [TestCase("COMMIT;")]
    [TestCase("commit work;")]
    [TestCase("Commit Transaction;")]
    [TestCase("END;")]
    [TestCase("end work;")]
    [TestCase("END TRANSACTION;")]
    [TestCase("COMMIT AND NO CHAIN;")]
    [TestCase("COMMIT AND CHAIN;")]
    [TestCase("/* hidden */ COMMIT")]
    [TestCase("/* /* nested */ */ -- line\n COMMIT;")]
    [TestCase("COM\\;\nMIT;", Description = "two statements in one message")]
    [TestCase("\\set word COMMIT\n:word;")]
    [TestCase("\\set word 'COM'\n\\set rest 'MIT'\n:word:rest;")]
    public async Task A_commit_in_any_spelling_leaves_nothing(string commit)
    {
        var report = await Rehearse.TextAsync($"BEGIN;\nINSERT INTO t VALUES (1);\n{commit}\nINSERT INTO t VALUES (2);\n", Table);

        // Other tests commit on the same server meanwhile, so that foreign commits may be seen.
        report.Script().NetZero!.Proven.ShouldNotBe(ProofStatus.NotProven, report.Script().NetZero!.Reason);
        report.Script().NetZero!.TransactionStatus.ShouldBe("aborted");
        (await TestServer.RunAsync(report.Target!.Database, "SELECT count(*) FROM t")).ShouldBe("0");
    }

    [Test]
    public async Task A_commit_is_played_and_said_so()
    {
        var report = await Rehearse.TextAsync("BEGIN;\nINSERT INTO t VALUES (1);\nCOMMIT;\nSELECT count(*) FROM t;\n", Table);

        report.Verdict.ShouldBe(Verdict.Pass, report.Message);
        report.Script().Steps[2].Played.ShouldBe("played: the savepoint is released, nothing is committed");
        report.Script().Results[0].Rows[0][0].ShouldBe("1");
    }

    [Test]
    public async Task An_error_outside_a_block_undoes_only_its_own_statement()
    {
        var report = await Rehearse.TextAsync("INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\nSELECT count(*) FROM t;\n", Table);

        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
        report.Script().Results[0].Rows[0][0].ShouldBe("2");
        report.Script().Steps[1].Error!.SqlState.ShouldBe("23505");
    }

    [Test]
    public async Task An_error_in_a_block_fails_the_statements_after_it_until_its_end()
    {
        var report = await Rehearse.TextAsync("BEGIN;\nINSERT INTO t VALUES (1);\nSELECT 1/0;\nSELECT 2;\nCOMMIT;\nSELECT count(*) FROM t;\n", Table);

        var steps = report.Script().Steps;
        steps[3].Error!.SqlState.ShouldBe("25P02");
        steps[4].Tag.ShouldBe("ROLLBACK");
        report.Script().Results[^1].Rows[0][0].ShouldBe("0");
    }

    [Test]
    public async Task Savepoints_of_the_script_work_inside_its_blocks()
    {
        var report = await Rehearse.TextAsync(
            "BEGIN;\nINSERT INTO t VALUES (1);\nSAVEPOINT a;\nINSERT INTO t VALUES (2);\nROLLBACK TO a;\nINSERT INTO t VALUES (3);\nRELEASE a;\nCOMMIT;\nSELECT string_agg(n::text, ',' ORDER BY n) FROM t;\n", Table);

        report.Verdict.ShouldBe(Verdict.Pass);
        report.Script().Results[0].Rows[0][0].ShouldBe("1,3");
        var effect = report.Script().Effects.Tables!.Single();
        effect.Work!.Inserted.ShouldBe(3);
        effect.Net!.Inserted.ShouldBe(2);
    }

    [TestCase("SAVEPOINT a;", "25P01", "SAVEPOINT can only be used in transaction blocks")]
    [TestCase("ROLLBACK TO SAVEPOINT a;", "25P01", "ROLLBACK TO SAVEPOINT can only be used in transaction blocks")]
    [TestCase("RELEASE SAVEPOINT a;", "25P01", "RELEASE SAVEPOINT can only be used in transaction blocks")]
    [TestCase("LOCK TABLE t;", "25P01", "LOCK TABLE can only be used in transaction blocks")]
    [TestCase("DECLARE c CURSOR FOR SELECT 1;", "25P01", "DECLARE CURSOR can only be used in transaction blocks")]
    [TestCase("COMMIT AND CHAIN;", "25P01", "COMMIT AND CHAIN can only be used in transaction blocks")]
    public async Task What_the_server_refuses_outside_a_block_is_refused_here(string statement, string sqlState, string message)
    {
        var report = await Rehearse.TextAsync(statement, Table);

        var error = report.Script().Steps.Single().Error!;
        (error.SqlState, error.Message).ShouldBe((sqlState, message));
    }

    [Test]
    public async Task Set_local_ends_with_its_block()
    {
        var report = await Rehearse.TextAsync("BEGIN;\nSET LOCAL work_mem = '7MB';\nSHOW work_mem;\nCOMMIT;\nSHOW work_mem;\n");

        report.Script().Results[0].Rows[0][0].ShouldBe("7MB");
        report.Script().Results[1].Rows[0][0].ShouldNotBe("7MB");
    }

    [Test]
    public async Task A_temporary_table_dropped_on_commit_is_gone_after_its_block()
    {
        var report = await Rehearse.TextAsync(
            "BEGIN;\nCREATE TEMP TABLE a ON COMMIT DROP AS SELECT 1 AS n;\nCREATE TEMP TABLE b (n int) ON COMMIT DELETE ROWS;\nINSERT INTO b VALUES (1);\nCOMMIT;\nSELECT to_regclass('a') IS NULL, (SELECT count(*) FROM b);\n");

        report.Verdict.ShouldBe(Verdict.Pass, string.Join('\n', report.Script().Reasons));
        report.Script().Results[0].Rows[0].ShouldBe(["t", "0"]);
    }

    [Test]
    public async Task A_deferred_constraint_fails_where_the_script_would_commit()
    {
        const string Fixture = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);";
        var report = await Rehearse.TextAsync("BEGIN;\nINSERT INTO c VALUES (9);\nCOMMIT;\nINSERT INTO c VALUES (8);\nBEGIN;\nINSERT INTO c VALUES (7);\nINSERT INTO p VALUES (7);\nCOMMIT;\n", Fixture);

        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
        var errors = report.Script().Steps.Where(static step => step.Error is not null).Select(static step => (step.Line, step.Error!.SqlState));
        errors.ShouldBe([(3, "23503"), (4, "23503")]);
    }

    [TestCase("BEGIN;\nINSERT INTO c VALUES (9);\nROLLBACK;\n")]
    [TestCase("BEGIN;\nINSERT INTO c VALUES (9);\n")]
    public async Task A_deferred_constraint_that_a_rollback_hides_is_shown(string script)
    {
        const string Fixture = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);";
        var report = await Rehearse.TextAsync(script, Fixture);

        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
        report.Script().Steps.Single(static step => step.Error is not null).Error!.SqlState.ShouldBe("23503");
    }

    [Test]
    public async Task Cursors_without_hold_close_with_their_block()
    {
        var report = await Rehearse.TextAsync("BEGIN;\nDECLARE c CURSOR FOR SELECT 1;\nFETCH c;\nCOMMIT;\nFETCH c;\n");

        report.Script().Steps[^1].Error!.SqlState.ShouldBe("34000");
    }

    [Test]
    public async Task A_block_that_asks_for_serializable_gets_it()
    {
        var report = await Rehearse.TextAsync("BEGIN ISOLATION LEVEL SERIALIZABLE;\nSHOW transaction_isolation;\nCOMMIT;\n");

        report.Script().Results[0].Rows[0][0].ShouldBe("serializable");
    }

    [Test]
    public async Task A_read_only_block_refuses_writes_and_the_next_one_does_not()
    {
        var report = await Rehearse.TextAsync("BEGIN READ ONLY;\nINSERT INTO t VALUES (1);\nROLLBACK;\nINSERT INTO t VALUES (1);\n", Table);

        report.Script().Steps[1].Error!.SqlState.ShouldBe("25006");
        report.Script().Steps[3].Error.ShouldBeNull();
    }

    [TestCase("SELECT nothing_there \\gdesc", "42703")]
    [TestCase("SELECT nothing_there \\parse p", "42703")]
    public async Task A_description_that_fails_outside_a_block_undoes_nothing_else(string question, string sqlState)
    {
        var report = await Rehearse.TextAsync($"INSERT INTO t VALUES (1);\n{question}\n\\echo :SQLSTATE\nSELECT count(*) FROM t;\n", Table);

        report.Script().Steps.Single(static step => step.Command is "\\echo").Output.ShouldBe(sqlState + "\n");
        report.Script().Results[^1].Rows[0][0].ShouldBe("1");
        report.Script().NetZero!.TransactionStatus.ShouldBe("aborted");
        report.Script().Steps.Single(static step => step.Error is not null).Error!.Message.ShouldContain("\"nothing_there\" does not exist");
        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
    }
}
