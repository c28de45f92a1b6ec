using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

[Parallelizable(ParallelScope.All)]
public sealed class ExecuteTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task A_query_returns_columns_rows_and_tag()
    {
        await using var session = await WireServer.OpenAsync();

        var reply = await session.ExecuteAsync("SELECT 1 AS one, NULL::text AS nothing, 'ä€😀'::varchar(7) AS text", [], Token);

        reply.Error.ShouldBeNull();
        reply.Columns.ShouldBe([new Column("one", 23), new Column("nothing", 25), new Column("text", 1043, 11)]);
        reply.Rows.ShouldHaveSingleItem().ShouldBe(["1", null, "ä€😀"]);
        reply.Tag.ShouldBe("SELECT 1");
        reply.Status.ShouldBe(TransactionStatus.Idle);
    }

    [Test]
    public async Task Parameters_go_as_text_and_null()
    {
        await using var session = await WireServer.OpenAsync();

        var reply = await session.ExecuteAsync("SELECT $1::int + 1, $2::text IS NULL, length($3)", ["41", null, ""], Token);

        reply.Rows.ShouldHaveSingleItem().ShouldBe(["42", "t", "0"]);
    }

    [Test]
    public async Task Text_that_hides_a_second_statement_is_refused()
    {
        await using var session = await WireServer.OpenAsync();

        var reply = await session.ExecuteAsync("SELECT 1; SELECT 2", [], Token);

        reply.Error.ShouldNotBeNull().SqlState.ShouldBe("42601");
        reply.Tag.ShouldBeNull();
        (await session.ParseAsync("SELECT 1; SELECT 2", Token)).ShouldNotBeNull().SqlState.ShouldBe("42601");
        (await session.ParseAsync("SELECT 1", Token)).ShouldBeNull();
    }

    [Test]
    public async Task An_empty_statement_has_no_tag()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        await session.ExecuteAsync("-- nothing", sink, Token);

        sink.Events.ShouldBe(["empty"]);
        (await session.ExecuteAsync("", [], Token)).Tag.ShouldBeNull();
    }

    [Test]
    public async Task A_result_without_columns_still_has_rows()
    {
        await using var session = await WireServer.OpenAsync();

        var reply = await session.ExecuteAsync("SELECT FROM generate_series(1, 3)", [], Token);

        reply.Columns.ShouldBeEmpty();
        reply.Rows.Count.ShouldBe(3);
        reply.Tag.ShouldBe("SELECT 3");
    }

    [Test]
    public async Task The_status_follows_the_transaction()
    {
        await using var session = await WireServer.OpenAsync();

        session.Status.ShouldBe(TransactionStatus.Idle);
        (await session.ExecuteAsync("BEGIN", [], Token)).Status.ShouldBe(TransactionStatus.InTransaction);
        (await session.ExecuteAsync("SELECT 1/0", [], Token)).Status.ShouldBe(TransactionStatus.Failed);
        (await session.ExecuteAsync("ROLLBACK", [], Token)).Status.ShouldBe(TransactionStatus.Idle);
        session.Status.ShouldBe(TransactionStatus.Idle);
    }

    [Test]
    public async Task An_error_has_its_position_in_the_text_as_sent()
    {
        await using var session = await WireServer.OpenAsync();

        var reply = await session.ExecuteAsync("SELECT 'ä', missing", [], Token);

        var error = reply.Error.ShouldNotBeNull();
        error.SqlState.ShouldBe("42703");
        error.Position.ShouldBe(13);
        error.InvariantSeverity.ShouldBe("ERROR");
        error.Routine.ShouldNotBeNull();
    }

    [Test]
    public async Task An_error_of_the_implicit_commit_comes_with_the_reply()
    {
        await using var session = await WireServer.OpenAsync();
        await session.QueryAsync("CREATE TEMP TABLE t (i int UNIQUE DEFERRABLE INITIALLY DEFERRED)", Token);

        var reply = await session.ExecuteAsync("INSERT INTO t VALUES (1), (1)", [], Token);

        reply.Error.ShouldNotBeNull().SqlState.ShouldBe("23505");
        reply.Tag.ShouldBeNull();
    }

    [Test]
    public async Task A_value_larger_than_every_buffer_arrives_whole()
    {
        await using var session = await WireServer.OpenAsync();
        var text = string.Concat(Enumerable.Repeat("0123456789abcdeä", 500_000));

        var reply = await session.ExecuteAsync("SELECT $1::text || 'x'", [text], Token);

        reply.Rows[0][0].ShouldBe(text + "x");
        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
    }

    [Test]
    public async Task Parameters_of_the_session_are_live()
    {
        await using var session = await WireServer.OpenAsync();

        session.Parameters["client_encoding"].ShouldBe("UTF8");
        session.Parameters["application_name"].ShouldBe("sandbox");
        await session.QueryAsync("SET application_name = 'other'", Token);

        session.Parameters["application_name"].ShouldBe("other");
        (await session.ScalarAsync("SELECT pg_backend_pid()", Token)).ShouldBe(session.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Test]
    public async Task A_statement_with_a_nul_is_refused_before_it_is_sent()
    {
        await using var session = await WireServer.OpenAsync();

        var failure = await Assert.ThrowsAsync<SandboxException>(() => session.ExecuteAsync("SELECT 1\0; DROP TABLE t", [], Token));

        failure.ShouldNotBeNull().ExitCode.ShouldBe(ExitCode.Usage);
        session.IsBroken.ShouldBeFalse();
    }

    [Test]
    public async Task A_row_is_read_in_place()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new InPlaceSink();

        await session.ExecuteAsync("SELECT 'ä', NULL, '' FROM generate_series(1, 2)", sink, Token);

        sink.Values.ShouldBe(["3:2:ä", "3:NULL", "3:0:", "3:2:ä", "3:NULL", "3:0:"]);
    }

    [Test]
    public async Task What_a_sink_throws_comes_back_and_the_session_stays_usable()
    {
        await using var session = await WireServer.OpenAsync();

        await Assert.ThrowsAsync<IOException>(() => session.QueryAsync("SELECT 1; SELECT 2", new FailingSink(), Token));

        (await session.ScalarAsync("SELECT 3", Token)).ShouldBe("3");
    }

    [Test]
    public async Task Statements_are_prepared_described_run_and_closed_by_name()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        (await session.PrepareAsync("p", "SELECT $1::int * 2 AS doubled", sink, Token)).ShouldBeNull();
        (await session.DescribePreparedAsync("p", sink, Token)).ShouldBeNull();
        await session.ExecutePreparedAsync("p", ["21"], sink, Token);
        (await session.ClosePreparedAsync("p", sink, Token)).ShouldBeNull();
        await session.ExecutePreparedAsync("p", ["21"], sink, Token);

        sink.Events.ShouldBe(["columns doubled", "columns doubled", "row 42", "complete SELECT 1", "error 26000"]);
    }

    private sealed class FailingSink : EmptySink
    {
        public override void OnRow(in DataRow row) => throw new IOException("no room");
    }

    private sealed class InPlaceSink : EmptySink
    {
        public List<string> Values { get; } = [];

        public override void OnRow(in DataRow row)
        {
            foreach (var value in row)
            {
                Values.Add(value.IsNull ? $"{row.Count}:NULL" : $"{row.Count}:{value.Bytes.Length}:{value.ToString()}");
            }
        }
    }

    private class EmptySink : IReplySink
    {
        public void OnColumns(IReadOnlyList<Column> columns)
        {
        }

        public virtual void OnRow(in DataRow row)
        {
        }

        public void OnComplete(string tag)
        {
        }

        public void OnEmpty()
        {
        }

        public void OnError(ServerMessage error)
        {
        }

        public void OnNotice(ServerMessage notice)
        {
        }

        public void OnNotification(int processId, string channel, string payload)
        {
        }

        public ValueTask<Stream?> OnCopyInAsync(bool binary, CancellationToken cancellationToken) => new((Stream?)null);

        public void OnCopyData(ReadOnlySpan<byte> data)
        {
        }
    }
}
