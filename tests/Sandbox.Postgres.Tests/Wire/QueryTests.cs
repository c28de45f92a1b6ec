using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

[Parallelizable(ParallelScope.All)]
public sealed class QueryTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task One_query_message_has_several_results()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        await session.QueryAsync("SELECT 1 AS a; CREATE TEMP TABLE t (i int); INSERT INTO t VALUES (1), (2); SELECT i FROM t ORDER BY i DESC", sink, Token);

        sink.Events.ShouldBe(
        [
            "columns a", "row 1", "complete SELECT 1", "complete CREATE TABLE", "complete INSERT 0 2", "columns i", "row 2", "row 1", "complete SELECT 2",
        ]);
    }

    [Test]
    public async Task An_error_ends_the_message_and_rolls_its_transaction_back()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        await session.QueryAsync("CREATE TEMP TABLE t (i int); SELECT 1/0; SELECT 2", sink, Token);

        sink.Events.ShouldBe(["complete CREATE TABLE", "error 22012"]);
        session.Status.ShouldBe(TransactionStatus.Idle);
        (await session.ScalarAsync("SELECT to_regclass('t') IS NULL", Token)).ShouldBe("t");
    }

    [Test]
    public async Task A_row_that_fails_follows_the_rows_before_it()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        await session.QueryAsync("SELECT 1 / (3 - i) AS q FROM generate_series(1, 5) i", sink, Token);

        sink.Events[0].ShouldBe("columns q");
        sink.Events[^1].ShouldBe("error 22012");
    }

    [Test]
    public async Task An_empty_message_is_empty()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        await session.QueryAsync("  -- nothing\n", sink, Token);
        await session.QueryAsync("", sink, Token);

        sink.Events.ShouldBe(["empty", "empty"]);
    }

    [Test]
    public async Task A_notice_has_all_its_fields()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        await session.QueryAsync(
            """
            DO $$BEGIN RAISE WARNING USING MESSAGE = 'm', DETAIL = 'd', HINT = 'h', ERRCODE = '01234', COLUMN = 'c', CONSTRAINT = 'n',
                DATATYPE = 't', TABLE = 'b', SCHEMA = 's'; END$$
            """,
            sink,
            Token);

        var notice = sink.Notices.ShouldHaveSingleItem();
        notice.ShouldBe(new ServerMessage
        {
            Severity = "WARNING",
            InvariantSeverity = "WARNING",
            SqlState = "01234",
            Text = "m",
            Detail = "d",
            Hint = "h",
            Context = "PL/pgSQL function inline_code_block line 1 at RAISE",
            Schema = "s",
            Table = "b",
            Column = "c",
            DataType = "t",
            Constraint = "n",
            File = "pl_exec.c",
            Line = notice.Line,
            Routine = "exec_stmt_raise",
        });
        sink.Events.ShouldBe(["notice m", "complete DO"]);
    }

    [Test]
    public async Task An_error_inside_a_function_has_its_own_query_and_position()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        await session.QueryAsync("DO $$BEGIN EXECUTE 'SELECT missing'; END$$", sink, Token);

        var error = sink.Errors.ShouldHaveSingleItem();
        error.InternalQuery.ShouldBe("SELECT missing");
        error.InternalPosition.ShouldBe(8);
        error.Position.ShouldBeNull();
        error.Context.ShouldNotBeNull();
    }

    [Test]
    public async Task A_notification_arrives_with_the_reply_behind_it()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        await session.QueryAsync("LISTEN c; NOTIFY c, 'payload'", sink, Token);
        await session.QueryAsync("SELECT 1 AS a", sink, Token);

        sink.Events.ShouldContain("notification c payload");
    }

    [Test]
    public async Task Several_errors_in_a_row_leave_the_session_in_step()
    {
        await using var session = await WireServer.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            (await session.ExecuteAsync("SELEC", [], Token)).Error.ShouldNotBeNull().SqlState.ShouldBe("42601");
            (await session.ScalarAsync($"SELECT {i}", Token)).ShouldBe($"{i}");
        }
    }
}
