using System.Text;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

[Parallelizable(ParallelScope.All)]
public sealed class CopyTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task Data_goes_in_and_out()
    {
        await using var session = await WithTableAsync();
        var sink = new RecordingSink { CopyIn = () => Data("1\ta\n2\t\\N\n") };

        await session.QueryAsync("COPY t FROM STDIN", sink, Token);
        await session.QueryAsync("COPY (SELECT * FROM t ORDER BY i) TO STDOUT", sink, Token);

        sink.Events.ShouldBe(["copy in", "complete COPY 2", "data 1\ta", "data 2\t\\N", "complete COPY 2"]);
    }

    [Test]
    public async Task Several_copies_go_in_one_message()
    {
        await using var session = await WithTableAsync();
        var sources = new Queue<Stream>([Data("1\ta\n"), Data("2\tb\n")]);
        var sink = new RecordingSink { CopyIn = sources.Dequeue };

        await session.QueryAsync("COPY t FROM STDIN; SELECT count(*) FROM t; COPY t FROM STDIN; COPY t TO STDOUT", sink, Token);

        sink.Events.ShouldBe(
        [
            "copy in", "complete COPY 1", "columns count", "row 1", "complete SELECT 1", "copy in", "complete COPY 1", "data 1\ta", "data 2\tb", "complete COPY 2",
        ]);
    }

    [Test]
    public async Task Binary_copies_are_announced_as_such()
    {
        await using var session = await WithTableAsync();
        var sink = new RecordingSink { CopyIn = static () => new MemoryStream([.. "PGCOPY\n"u8, 0xff, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]) };

        await session.QueryAsync("COPY t FROM STDIN (FORMAT binary)", sink, Token);

        sink.Events.ShouldBe(["copy in binary", "complete COPY 0"]);
    }

    [Test]
    public async Task A_copy_that_the_sink_refuses_fails_on_the_server()
    {
        await using var session = await WithTableAsync();
        var sink = new RecordingSink();

        await session.QueryAsync("COPY t FROM STDIN", sink, Token);

        sink.Events.ShouldBe(["copy in", "error 57014"]);
        (await session.ScalarAsync("SELECT count(*) FROM t", Token)).ShouldBe("0");
    }

    [Test]
    public async Task An_error_in_the_middle_ends_the_data()
    {
        await using var session = await WithTableAsync();
        var source = new EndlessLines("wrong line\n");
        var sink = new RecordingSink { CopyIn = () => source };

        await session.QueryAsync("COPY t FROM STDIN", sink, Token);

        sink.Events.ShouldBe(["copy in", "error 22P02"]);
        (await session.ScalarAsync("SELECT count(*) FROM t", Token)).ShouldBe("0");
    }

    [Test]
    public async Task Data_that_cannot_be_read_fails_the_copy_and_comes_back()
    {
        await using var session = await WithTableAsync();
        var sink = new RecordingSink { CopyIn = static () => new BrokenStream() };

        await Assert.ThrowsAsync<InvalidDataException>(() => session.QueryAsync("COPY t FROM STDIN", sink, Token));

        (await session.ScalarAsync("SELECT count(*) FROM t", Token)).ShouldBe("0");
    }

    [Test]
    public async Task Notices_larger_than_the_sockets_do_not_stop_the_data()
    {
        await using var session = await WithTableAsync();
        await session.QueryAsync("CREATE FUNCTION pg_temp.loud() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE NOTICE '%', repeat('x', 1000); RETURN NULL; END$$", Token);
        await session.QueryAsync("CREATE TRIGGER loud AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION pg_temp.loud()", Token);
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i}\tsome text\n"));
        var sink = new RecordingSink { CopyIn = () => Data(lines) };

        await session.QueryAsync("COPY t FROM STDIN", sink, Token);

        sink.Notices.Count.ShouldBe(20_000);
        sink.Events[^1].ShouldBe("complete COPY 20000");
    }

    [Test]
    public async Task A_copy_goes_in_by_execute_too()
    {
        await using var session = await WithTableAsync();
        var sink = new RecordingSink { CopyIn = static () => Data("1\ta\n") };

        await session.ExecuteAsync("COPY t FROM STDIN", sink, Token);
        var refused = await session.ExecuteAsync("COPY t FROM STDIN", [], Token);
        await session.ExecuteAsync("COPY t TO STDOUT", sink, Token);

        sink.Events.ShouldBe(["copy in", "complete COPY 1", "data 1\ta", "complete COPY 1"]);
        refused.Error.ShouldNotBeNull().SqlState.ShouldBe("57014");
        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
    }

    [Test]
    public async Task A_copy_by_execute_that_fails_before_its_data_leaves_the_session_in_step()
    {
        await using var session = await WithTableAsync();
        await session.QueryAsync("CREATE FUNCTION pg_temp.no() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'no'; END$$", Token);
        await session.QueryAsync("CREATE TRIGGER no BEFORE INSERT ON t EXECUTE FUNCTION pg_temp.no()", Token);
        for (var i = 0; i < 20; i++)
        {
            var sink = new RecordingSink { CopyIn = static () => Data("1\ta\n") };

            await session.ExecuteAsync("COPY t FROM STDIN", sink, Token);

            sink.Errors.ShouldHaveSingleItem().Text.ShouldBe("no");
            (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
        }
    }

    [Test]
    public async Task A_copy_may_end_a_batch()
    {
        await using var session = await WithTableAsync();
        var sink = new RecordingSink { CopyIn = static () => Data("1\ta\n") };

        (await session.ExecuteBatchAsync(["INSERT INTO t VALUES (0)", "COPY t FROM STDIN"], sink, Token)).ShouldBe(2);

        sink.Events.ShouldBe(["complete INSERT 0 1", "copy in", "complete COPY 1"]);
        (await session.ScalarAsync("SELECT count(*) FROM t", Token)).ShouldBe("2");
    }

    [Test]
    public async Task A_copy_inside_a_batch_breaks_the_session_and_never_hangs()
    {
        await using var session = await WithTableAsync();
        var sink = new RecordingSink { CopyIn = static () => Data("1\ta\n") };

        var failure = await Assert.ThrowsAsync<SandboxException>(() => session.ExecuteBatchAsync(["COPY t FROM STDIN", "SELECT 1"], sink, Token));

        failure.ShouldNotBeNull().ExitCode.ShouldBe(ExitCode.Unavailable);
        session.IsBroken.ShouldBeTrue();
    }

    private static async Task<WireSession> WithTableAsync()
    {
        var session = await WireServer.OpenAsync();
        await session.QueryAsync("CREATE TEMP TABLE t (i int, x text)", Token);
        return session;
    }

    private static MemoryStream Data(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed class EndlessLines(string line) : BrokenStream
    {
        private readonly byte[] _line = Encoding.UTF8.GetBytes(line);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = 0;
            for (; count + _line.Length <= buffer.Length; count += _line.Length)
            {
                _line.CopyTo(buffer[count..]);
            }

            return new ValueTask<int>(count);
        }
    }

    private class BrokenStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidDataException("the disk is gone");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
