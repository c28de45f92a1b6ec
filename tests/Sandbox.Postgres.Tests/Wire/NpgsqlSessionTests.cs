using System.Globalization;
using Npgsql;

namespace Sandbox.Postgres.Tests.Wire;

[Parallelizable(ParallelScope.All)]
public sealed class NpgsqlSessionTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task It_answers_as_the_wire_session_does()
    {
        await using var connection = await OpenAsync();
        await using var npgsql = new NpgsqlSession(connection);
        await using var wire = await WireServer.OpenAsync();
        (string Statement, string?[] Parameters)[] cases =
        [
            ("SELECT 1 AS one, NULL::int AS nothing, 'ä'::text, '{1,2}'::int[], true, '2024-01-01'::date, 1.50::numeric", []),
            ("SELECT $1::int + 1, $2::text IS NULL, $3::date", ["41", null, "2024-01-31"]),
            ("CREATE TEMP TABLE t (i int, x text)", []),
            ("INSERT INTO t VALUES (1, 'a'), (2, NULL)", []),
            ("UPDATE t SET x = $1", ["b"]),
            ("MERGE INTO t USING (VALUES (1)) v (i) ON t.i = v.i WHEN MATCHED THEN UPDATE SET x = 'c'", []),
            ("SELECT i FROM t ORDER BY i;", []),
            ("DELETE FROM t", []),
            ("SELECT", []),
            ("SELECT 'a;b' -- ; comment", []),
            ("DO $$BEGIN RAISE NOTICE 'one; two'; END$$", []),
            ("SELECT missing", []),
            ("SELECT 1/0", []),
            ("SELECT 1; SELECT 2", []),
            ("DO $$BEGIN RAISE EXCEPTION 'no' USING HINT = 'h', ERRCODE = '12345'; END$$", []),
        ];
        foreach (var (statement, parameters) in cases)
        {
            var expected = await wire.ExecuteAsync(statement, parameters, Token);
            var reply = await npgsql.ExecuteAsync(statement, parameters, Token);

            reply.Columns.Select(static column => (column.Name, column.TypeOid)).ShouldBe(expected.Columns.Select(static column => (column.Name, column.TypeOid)), statement);
            reply.Rows.ShouldBe(expected.Rows, new RowComparer(), customMessage: statement);
            reply.Error?.SqlState.ShouldBe(expected.Error?.SqlState, statement);
            reply.Error?.Text.ShouldBe(expected.Error?.Text, statement);
            reply.Error?.Position.ShouldBe(expected.Error?.Position, statement);
            (reply.Error is null).ShouldBe(expected.Error is null, statement);
            reply.Notices.Select(static notice => notice.Text).ShouldBe(expected.Notices.Select(static notice => notice.Text), statement);
            reply.Status.ShouldBe(TransactionStatus.Unknown);
            if (reply.Tag is not null)
            {
                reply.Tag.ShouldBe(expected.Tag, statement);
            }
        }
    }

    [Test]
    public async Task It_runs_in_the_caller_s_transaction_and_leaves_the_connection_open()
    {
        await using var connection = await OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            var session = new NpgsqlSession(connection, transaction);
            await session.QueryAsync("CREATE TABLE of_npgsql (i int)", Token);
            await session.DisposeAsync();
            await transaction.RollbackAsync(Token);
        }

        await using var after = new NpgsqlSession(connection);
        (await after.ScalarAsync("SELECT to_regclass('of_npgsql') IS NULL", Token)).ShouldBe("t");
        (await after.ScalarAsync("SELECT pg_backend_pid()", Token)).ShouldBe(after.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    [Test]
    public async Task A_killed_backend_is_a_lost_connection()
    {
        await using var connection = await OpenAsync();
        await using var session = new NpgsqlSession(connection);
        await using var killer = await WireServer.OpenAsync();

        await killer.QueryAsync("SELECT pg_terminate_backend($1::int, 60000)", Token, session.ProcessId.ToString(CultureInfo.InvariantCulture));

        for (var i = 0; i < 2; i++)
        {
            var failure = (await Assert.ThrowsAsync<SandboxException>(() => session.ExecuteAsync("SELECT 1", [], Token))).ShouldNotBeNull();
            failure.ExitCode.ShouldBe(ExitCode.Unavailable);
        }
    }

    [TestCase("COPY (SELECT 1) TO STDOUT")]
    [TestCase("COPY pg_catalog.pg_class FROM STDIN")]
    public async Task A_copy_is_refused_by_name(string statement)
    {
        await using var connection = await OpenAsync();
        await using var session = new NpgsqlSession(connection);

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => session.ExecuteAsync(statement, [], Token))).ShouldNotBeNull();

        failure.ExitCode.ShouldBe(ExitCode.Refused);
    }

    [Test]
    public async Task A_cancelled_token_cancels_the_statement()
    {
        await using var connection = await OpenAsync();
        await using var session = new NpgsqlSession(connection);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        interrupt.CancelAfter(100);

        await Assert.ThrowsAsync<OperationCanceledException>(() => session.ExecuteAsync("SELECT pg_sleep(600)", [], interrupt.Token));

        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
    }

    private static async Task<NpgsqlConnection> OpenAsync()
    {
        var target = WireServer.Local;
        var text = new NpgsqlConnectionStringBuilder { Host = target.Host, Port = target.Port, Database = target.Database, Username = target.User, Pooling = false };
        var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync(Token);
        return connection;
    }

    private sealed class RowComparer : IEqualityComparer<IReadOnlyList<string?>>
    {
        public bool Equals(IReadOnlyList<string?>? x, IReadOnlyList<string?>? y) => x is not null && y is not null && x.SequenceEqual(y, StringComparer.Ordinal);

        public int GetHashCode(IReadOnlyList<string?> obj) => obj.Count;
    }
}
