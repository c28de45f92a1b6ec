using System.Globalization;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

[Parallelizable(ParallelScope.All)]
public sealed class InterruptionTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task A_cancelled_token_cancels_the_statement_and_the_session_stays_usable([Values] bool encrypted)
    {
        var target = encrypted ? WireServer.Tcp("trusting") with { SslMode = SslMode.Require } : WireServer.Local;
        await using var session = await WireSession.OpenAsync(target, Token);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var sleeping = session.QueryAsync("DO $$BEGIN RAISE NOTICE 'asleep'; PERFORM pg_sleep(600); END$$", new CancellingSink(interrupt), interrupt.Token);

        await Assert.ThrowsAsync<OperationCanceledException>(() => sleeping);
        session.IsBroken.ShouldBeFalse();
        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
    }

    [Test]
    public async Task A_token_cancelled_at_once_still_ends_the_statement()
    {
        await using var session = await WireServer.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var sleeping = session.ExecuteAsync("SELECT pg_sleep(600)", [], interrupt.Token);
            await interrupt.CancelAsync();

            await Assert.ThrowsAsync<OperationCanceledException>(() => sleeping);
        }

        session.IsBroken.ShouldBeFalse();
        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
    }

    [Test]
    public async Task A_token_cancelled_before_sends_nothing()
    {
        await using var session = await WireServer.OpenAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => session.ExecuteAsync("CREATE TABLE never (i int)", [], new CancellationToken(canceled: true)));

        (await session.ScalarAsync("SELECT to_regclass('never') IS NULL", Token)).ShouldBe("t");
    }

    [Test]
    public async Task A_copy_in_is_interrupted_while_it_waits_for_data()
    {
        await using var session = await WireServer.OpenAsync();
        await session.QueryAsync("CREATE TEMP TABLE t (i int)", Token);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var sink = new RecordingSink { CopyIn = () => new WaitingStream(interrupt) };

        await Assert.ThrowsAsync<OperationCanceledException>(() => session.QueryAsync("COPY t FROM STDIN", sink, interrupt.Token));

        session.IsBroken.ShouldBeFalse();
        (await session.ScalarAsync("SELECT count(*) FROM t", Token)).ShouldBe("0");
    }

    [Test]
    public async Task Cancelling_by_hand_is_an_error_of_the_statement()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();

        var sleeping = session.QueryAsync("SELECT pg_sleep(600)", sink, Token);
        while (!sleeping.IsCompleted)
        {
            await session.CancelAsync(Token);
            await Task.WhenAny(sleeping, Task.Delay(50, Token));
        }

        await sleeping;
        sink.Errors.ShouldHaveSingleItem().SqlState.ShouldBe("57014");
    }

    [Test]
    public async Task A_killed_backend_breaks_the_session_with_the_server_s_words([Values] bool busy)
    {
        await using var session = await WireServer.OpenAsync();
        await using var killer = await WireServer.OpenAsync();
        var running = busy ? session.ExecuteAsync("SELECT pg_sleep(600)", [], Token) : null;

        await killer.QueryAsync("SELECT pg_terminate_backend($1::int, 60000)", Token, session.ProcessId.ToString(CultureInfo.InvariantCulture));

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => running ?? session.ExecuteAsync("SELECT 1", [], Token))).ShouldNotBeNull();
        failure.ExitCode.ShouldBe(ExitCode.Unavailable);
        failure.Message.ShouldContain("57P01");
        session.IsBroken.ShouldBeTrue();
        var again = (await Assert.ThrowsAsync<SandboxException>(() => session.ExecuteAsync("SELECT 1", [], Token))).ShouldNotBeNull();
        again.Message.ShouldContain("cannot be used any more");
    }

    [Test]
    public async Task A_batch_is_interrupted_between_its_statements()
    {
        await using var session = await WireServer.OpenAsync();
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        BatchStatement[] statements = ["DO $$BEGIN RAISE NOTICE 'one'; PERFORM pg_sleep(600); END$$", .. Enumerable.Repeat<BatchStatement>("SELECT 1", 10_000)];

        await Assert.ThrowsAsync<OperationCanceledException>(() => session.ExecuteBatchAsync(statements, new CancellingSink(interrupt), interrupt.Token));

        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
    }

    [Test]
    public async Task Two_requests_at_once_are_a_mistake_of_the_program()
    {
        await using var session = await WireServer.OpenAsync();
        var first = session.ExecuteAsync("SELECT pg_sleep(0.5)", [], Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => session.ExecuteAsync("SELECT 1", [], Token));

        (await first).Tag.ShouldBe("SELECT 1");
    }

    /// <summary>Cancels as soon as the server says something.</summary>
    private sealed class CancellingSink(CancellationTokenSource interrupt) : IReplySink
    {
        public void OnColumns(IReadOnlyList<Column> columns)
        {
        }

        public void OnRow(in DataRow row)
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

        public void OnNotice(ServerMessage notice) => interrupt.Cancel();

        public void OnNotification(int processId, string channel, string payload)
        {
        }

        public ValueTask<Stream?> OnCopyInAsync(bool binary, CancellationToken cancellationToken) => new((Stream?)null);

        public void OnCopyData(ReadOnlySpan<byte> data)
        {
        }
    }

    private sealed class WaitingStream(CancellationTokenSource interrupt) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }
}
