using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

[Parallelizable(ParallelScope.All)]
public sealed class RehearsalTests
{
    [Test]
    public async Task A_script_error_has_the_line_and_column_of_its_place()
    {
        var report = await Rehearse.TextAsync("SELECT 1;\n\n-- a comment\nSELECT\n    2,\n    nothing_there;\n");

        var error = report.Script().Steps[^1].Error!;
        (error.Line, error.Column, error.SqlState).ShouldBe((6, 5, "42703"));
        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
        report.Script().Reasons[0].ShouldContain("script.sql:6:5: ");
    }

    [Test]
    public async Task An_error_behind_wide_characters_and_a_variable_has_its_place()
    {
        var report = await Rehearse.TextAsync("\\set x 'long value of a variable'\nSELECT '😀ä', :'x', nothing_there;\n");

        var error = report.Script().Steps[^1].Error!;
        (error.Line, error.Column).ShouldBe((2, 20));
    }

    [Test]
    public async Task On_error_stop_ends_the_script()
    {
        var report = await Rehearse.TextAsync("\\set ON_ERROR_STOP on\nSELECT 1/0;\nSELECT 2;\n");

        report.Script().Statements.ShouldBe(1);
        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
    }

    [Test]
    public async Task A_failing_check_fails_the_run()
    {
        var report = await Rehearse.TextAsync("SELECT 1 AS seq, 'one is two' AS check_name, '2' AS expected, '1' AS actual, 'FAIL' AS verdict;\n");

        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
        report.Script().Checks.Single().Passed.ShouldBeFalse();
        report.Script().Reasons[0].ShouldContain("check one is two failed: expected 2, actual 1");
    }

    [Test]
    public async Task A_check_table_without_rows_fails_the_run()
    {
        var report = await Rehearse.TextAsync("SELECT 'x' AS check_name, true AS pass WHERE false;\n");

        report.ExitCode.ShouldBe(ExitCode.VerdictFail);
    }

    [Test]
    public async Task A_sequence_that_was_moved_is_physical_residue_and_passes()
    {
        var report = await Rehearse.TextAsync("SELECT nextval('s');\nSELECT nextval('s');\n", "CREATE SEQUENCE s;");

        report.Verdict.ShouldBe(Verdict.Pass);
        report.NetZero!.Residue.Single().ShouldBe(new Residue(ResidueKind.Physical, "sequence s", null, "2"));
        report.Script().Effects.Sequences.Single().After.ShouldBe(2);
    }

    [Test]
    public async Task A_sequence_that_was_moved_fails_under_a_strict_policy()
    {
        using var folder = new TempFolder();
        var report = await Rehearse.FileAsync(folder, "SELECT nextval('s') > 0 AS moved;\n", "CREATE SEQUENCE s;", static request => request with
        {
            Snapshot = SnapshotContent.None,
            Policy = request.Policy with { Strict = true },
        });

        report.ExitCode.ShouldBe(ExitCode.Residue);
    }

    [Test]
    public async Task Rows_are_counted_with_those_of_triggers_and_marked_where_the_text_never_names_their_table()
    {
        const string Fixture = """
            CREATE TABLE a (n int); CREATE TABLE b (n int); INSERT INTO a VALUES (0);
            CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO b VALUES (NEW.n), (NEW.n); RETURN NEW; END';
            CREATE TRIGGER tr AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();
            """;
        var report = await Rehearse.TextAsync("INSERT INTO a VALUES (1);\nUPDATE a SET n = n + 1;\nDELETE FROM a WHERE n = 1;\n", Fixture);

        var tables = report.Script().Effects.Tables!.ToDictionary(static table => table.Table);
        tables["a"].Work.ShouldBe(new(1, 2, 1));
        tables["a"].Named.ShouldBeTrue();
        (tables["a"].RowsBefore, tables["a"].RowsDuring, tables["a"].RowsAfter).ShouldBe((1, 1, 1));
        tables["b"].Work.ShouldBe(new(2, 0, 0));
        tables["b"].Named.ShouldBeFalse();
        tables["b"].RowsDuring.ShouldBe(2);
    }

    [Test]
    public async Task Work_that_an_exception_block_undid_is_not_called_net()
    {
        var report = await Rehearse.TextAsync("DO $$ BEGIN INSERT INTO t VALUES (1); PERFORM 1/0; EXCEPTION WHEN OTHERS THEN NULL; END $$;\n", "CREATE TABLE t (n int);");

        var table = report.Script().Effects.Tables!.Single();
        table.Work!.Inserted.ShouldBe(1);
        table.Net.ShouldBeNull();
    }

    [Test]
    public async Task Settings_of_the_script_do_not_fool_the_harness()
    {
        const string Script = """
            CREATE SCHEMA evil;
            CREATE FUNCTION evil.count() RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint';
            CREATE VIEW evil.pg_class AS SELECT * FROM pg_catalog.pg_class WHERE false;
            SET search_path = evil, pg_catalog;
            SET ROLE pg_monitor;
            SET datestyle = 'German';
            RESET ROLE;
            INSERT INTO public.t VALUES (1);
            """;
        var report = await Rehearse.TextAsync(Script, "CREATE TABLE t (n int);");

        report.Verdict.ShouldBe(Verdict.Pass, string.Join('\n', report.Script().Reasons));
        report.Script().Effects.Tables!.Single(static table => table.Table is "t").RowsDuring.ShouldBe(1);
    }

    [Test]
    public async Task A_foreign_commit_is_named_and_does_not_fail_the_run()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var other = await TestServer.CreateDatabaseAsync("other", "CREATE TABLE noise (n int)");
        await using var session = await Sandbox.Postgres.Wire.WireSession.OpenAsync(TestServer.Server.Target(other), cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var noise = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await session.ExecuteAsync("INSERT INTO noise VALUES (1)", [], CancellationToken.None);
                }
            },
            cancellationToken);

        var report = await Rehearse.TextAsync("SELECT pg_sleep(0.1);\n");
        await stop.CancelAsync();
        await noise;

        report.ExitCode.ShouldBe(ExitCode.Success, report.Script().NetZero!.Reason);
        report.NetZero!.Proven.ShouldBe(ProofStatus.Foreign);
        report.NetZero.ForeignCommits.ShouldContain(foreign => foreign.Session!.Contains(other, StringComparison.Ordinal));
    }

    [Test]
    public async Task A_script_that_ends_its_own_session_is_still_proven()
    {
        // The call is hidden from the text, as a function of the clone could hide it.
        const string Fixture = "CREATE FUNCTION bye() RETURNS bool LANGUAGE plpgsql AS 'DECLARE ended bool; BEGIN EXECUTE ''SELECT pg_'' || ''terminate_backend(pg_backend_pid())'' INTO ended; RETURN ended; END'; CREATE TABLE t (n int);";
        var report = await Rehearse.TextAsync("INSERT INTO t VALUES (1);\nSELECT bye();\n", Fixture);

        report.ExitCode.ShouldBe(ExitCode.Unavailable);
        report.Script().NetZero!.TransactionStatus.ShouldBe("aborted");
        (await TestServer.RunAsync(report.Target!.Database, "SELECT count(*) FROM t")).ShouldBe("0");
    }

    [Test]
    public async Task An_interrupted_run_is_rolled_back_and_says_so()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        using var folder = new TempFolder();
        using var interrupt = new CancellationTokenSource();
        var script = await folder.WriteAsync("script.sql", "INSERT INTO t VALUES (1);\nSELECT pg_sleep(60);\n");
        var name = await TestServer.CreateDatabaseAsync("gov_test", "CREATE TABLE t (n int)");

        var running = Rehearser.RunAsync(
            new RehearsalRequest { Paths = [script], Target = TestServer.Server.Target(name), Policy = new Sandbox.Rehearsal.Guards.Policy { RehearseAllow = ["gov_test_*"] } }, interrupt.Token);
        while (await TestServer.RunAsync("postgres", $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' AND state = 'active' AND query LIKE 'SELECT pg_sleep(60)%'") is not "1")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        await interrupt.CancelAsync();
        var report = await running;

        report.ExitCode.ShouldBe(ExitCode.Interrupted);
        report.Script().Steps.Select(static step => (step.Command, step.Error?.SqlState)).ShouldBe([("INSERT", null), ("SELECT", "57014")]);
        report.Script().Reasons[0].ShouldBe(report.Message);
        report.Script().NetZero!.TransactionStatus.ShouldBe("aborted");
        (await TestServer.RunAsync(name, "SELECT count(*) FROM t")).ShouldBe("0");
    }

    [Test]
    public async Task A_snapshot_is_new_then_matched_then_changed()
    {
        using var folder = new TempFolder();
        var first = await Rehearse.FileAsync(folder, "SELECT 1 AS n;\n", null, static request => request);
        first.ExitCode.ShouldBe(ExitCode.VerdictFail);
        first.Script().Snapshot.Status.ShouldBe(SnapshotStatus.New);
        var accepted = await Rehearse.FileAsync(folder, "SELECT 1 AS n;\n", null, static request => request with { Accept = true });
        accepted.ExitCode.ShouldBe(ExitCode.Success);
        (await Rehearse.FileAsync(folder, "SELECT 1 AS n;\n", null, static request => request)).Script().Snapshot.Status.ShouldBe(SnapshotStatus.Matched);

        var changed = await Rehearse.FileAsync(folder, "SELECT 2 AS n;\n", null, static request => request);

        changed.ExitCode.ShouldBe(ExitCode.VerdictFail);
        changed.Script().Snapshot.Status.ShouldBe(SnapshotStatus.Changed);
        File.Exists(Path.Combine(folder.Path, "script.received.txt")).ShouldBeTrue();
    }

    [Test]
    public async Task Inline_copy_data_is_read_from_the_script()
    {
        var report = await Rehearse.TextAsync("COPY t FROM STDIN;\n1\n2\n\\.\nSELECT sum(n) FROM t;\nCOPY t TO STDOUT;\n", "CREATE TABLE t (n int);");

        report.Verdict.ShouldBe(Verdict.Pass, string.Join('\n', report.Script().Reasons));
        report.Script().Results[0].Rows[0][0].ShouldBe("3");
    }

    [Test]
    public async Task Variables_branches_and_gset_work_as_in_psql()
    {
        const string Script = """
            SELECT 2 AS two, 'x' AS word \gset v_
            \if :{?v_two}
            SELECT :v_two + 1 AS three, :'v_word' AS word;
            \else
            SELECT 'never';
            \endif
            \echo :v_word is :given
            """;
        var report = await Rehearse.TextAsync(Script, null, ("given", "there"));

        report.Script().Results[^1].Rows[0].ShouldBe(["3", "x"]);
        report.Script().Steps[^1].Output.ShouldBe("x is there\n");
    }

    [Test]
    public async Task A_foreign_subtransaction_that_was_released_and_not_committed_does_not_spoil_the_proof()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var other = await TestServer.CreateDatabaseAsync("other", "CREATE TABLE t (n int)");
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target(other), cancellationToken);
        await session.QueryAsync("BEGIN", cancellationToken);
        await session.QueryAsync("INSERT INTO t VALUES (1)", cancellationToken);

        var rehearsal = Rehearse.TextAsync("SELECT pg_sleep(0.5);\n");
        while (!rehearsal.IsCompleted)
        {
            await session.QueryAsync("SAVEPOINT a", cancellationToken);
            await session.QueryAsync("INSERT INTO t VALUES (1)", cancellationToken);
            await session.QueryAsync("RELEASE a", cancellationToken);
        }

        var proof = (await rehearsal).Script().NetZero!;
        proof.Proven.ShouldBe(ProofStatus.Foreign, proof.Reason);
        proof.ForeignCommits.ShouldContain(foreign => foreign.Status == "in progress" && foreign.Session!.Contains(other, StringComparison.Ordinal));
    }
}
