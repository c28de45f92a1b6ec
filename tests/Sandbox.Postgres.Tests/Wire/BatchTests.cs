using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

[Parallelizable(ParallelScope.All)]
public sealed class BatchTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task All_statements_of_a_batch_complete_in_order()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        var completed = await session.ExecuteBatchAsync(["CREATE TEMP TABLE t (i int)", "", "INSERT INTO t VALUES (1)", "SELECT i FROM t"], sink, Token);

        completed.ShouldBe(4);
        sink.Events.ShouldBe(["complete CREATE TABLE", "empty", "complete INSERT 0 1", "columns i", "row 1", "complete SELECT 1"]);
    }

    [Test]
    public async Task After_the_first_error_nothing_is_heard_of_the_rest()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();
        await session.QueryAsync("BEGIN", Token);

        var completed = await session.ExecuteBatchAsync(["SELECT 1 AS a", "SELECT 1/0", "SELECT 2 AS b", "ROLLBACK"], sink, Token);

        completed.ShouldBe(1);
        sink.Events.ShouldBe(["columns a", "row 1", "complete SELECT 1", "error 22012"]);
        session.Status.ShouldBe(TransactionStatus.Failed);
    }

    [Test]
    public async Task An_error_at_the_start_of_a_long_batch_leaves_the_session_in_step()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();
        var statements = Enumerable.Range(0, 50_000).Select(static i => i == 3 ? "SELEC" : (BatchStatement)$"SELECT {i}").ToList();

        (await session.ExecuteBatchAsync(statements, sink, Token)).ShouldBe(3);

        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
    }

    [Test]
    public async Task Text_that_hides_a_second_statement_is_refused()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        (await session.ExecuteBatchAsync(["SELECT 1", "COMMIT; SELECT 2"], sink, Token)).ShouldBe(1);

        sink.Errors.ShouldHaveSingleItem().SqlState.ShouldBe("42601");
    }

    [Test]
    public async Task What_a_batch_prepared_under_a_name_goes_by_its_name_afterwards()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();
        var question = new BatchStatement("SELECT $1::int + 1 AS n", "1") { Name = "next" };

        await session.ExecuteBatchAsync([question, question with { Parameters = ["5"], IsPrepared = true }], sink, Token);
        await session.ExecuteBatchAsync([question with { Text = "nobody reads this", IsPrepared = true }, question with { Name = "unknown", IsPrepared = true }], sink, Token);

        sink.Events.ShouldBe(["columns n", "row 2", "complete SELECT 1", "columns n", "row 6", "complete SELECT 1", "columns n", "row 2", "complete SELECT 1", "error 26000"]);
    }

    [Test]
    public async Task An_empty_batch_completes()
    {
        await using var session = await WireServer.OpenAsync();

        (await session.ExecuteBatchAsync([], new RecordingSink(), Token)).ShouldBe(0);
    }

    [Test]
    public async Task Replies_larger_than_the_sockets_do_not_stop_the_requests()
    {
        await using var session = await WireServer.OpenAsync();
        var padding = new string('y', 20_000);
        var statements = Enumerable.Range(0, 500).Select(i => (BatchStatement)$"SELECT {i}, repeat('x', 20000) /* {padding} */").ToList();
        var sink = new RecordingSink();

        (await session.ExecuteBatchAsync(statements, sink, Token)).ShouldBe(500);

        sink.Events.Count(static line => line.StartsWith("row", StringComparison.Ordinal)).ShouldBe(500);
    }

    [Test]
    public async Task Ten_thousand_small_statements_keep_their_order()
    {
        await using var session = await WireServer.OpenAsync();
        await session.QueryAsync("CREATE TEMP TABLE t (i int)", Token);
        var sink = new RecordingSink();

        (await session.ExecuteBatchAsync([.. Enumerable.Range(0, 10_000).Select(static i => $"INSERT INTO t VALUES ({i})")], sink, Token)).ShouldBe(10_000);

        (await session.ScalarAsync("SELECT count(*) FROM t WHERE i = xmin::text::int - xmin::text::int + i", Token)).ShouldBe("10000");
    }

    [Test]
    public async Task An_error_of_the_implicit_commit_is_heard_after_the_last_statement()
    {
        await using var session = await WireServer.OpenAsync();
        await session.QueryAsync("CREATE TEMP TABLE t (i int UNIQUE DEFERRABLE INITIALLY DEFERRED)", Token);
        var sink = new RecordingSink();

        await session.ExecuteBatchAsync(["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)"], sink, Token);

        sink.Events.ShouldBe(["complete INSERT 0 1", "complete INSERT 0 1", "error 23505"]);
    }
}
