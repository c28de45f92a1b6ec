using System.Text;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using static Sandbox.Postgres.Tests.Wire.ScriptedServer;

namespace Sandbox.Postgres.Tests.Wire;

[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
public sealed class HostileServerTests
{
    private static readonly byte[] s_columns = Message('T', [0, 1, .. "a\0"u8, .. new byte[18]]);
    private static readonly byte[] s_row = Message('D', 0, 1, 0, 0, 0, 1, (byte)'1');
    private static readonly byte[] s_complete = Message('C', Text("SELECT 1"));
    private static readonly byte[] s_error = Message('E', [.. "SERROR\0VERROR\0C22012\0Mdivision by zero\0\0"u8]);
    private static readonly byte[] s_reply =
    [
        .. Message('1'), .. Message('2'), .. Message('N', [.. "SNOTICE\0VNOTICE\0C00000\0Mhello\0\0"u8]), .. s_columns, .. s_row,
        .. Message('D', 0, 1, 255, 255, 255, 255), .. Message('A', [0, 0, 0, 1, .. "c\0p\0"u8]), .. Message('S', [.. "a\0b\0"u8]), .. s_complete, .. Ready,
    ];

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    private static IEnumerable<TestCaseData<byte[]>> WrongReplies()
    {
        (string Name, byte[] Reply)[] replies =
        [
            ("a_length_of_nothing", [(byte)'C', 0, 0, 0, 3]),
            ("a_negative_length", [(byte)'D', 255, 255, 255, 255]),
            ("a_length_of_two_gigabytes", [(byte)'D', 127, 255, 255, 255]),
            ("a_row_of_a_gigabyte_that_never_comes", [.. s_columns, (byte)'D', 63, 255, 255, 255, 0]),
            ("a_tag_of_a_megabyte", [(byte)'C', 0, 16, 0, 0]),
            ("an_unknown_type", Message('?')),
            ("a_late_login", Message('R', 0, 0, 0, 0)),
            ("a_row_before_its_columns", s_row),
            ("a_row_with_too_many_values", [.. s_columns, .. Message('D', 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)]),
            ("a_row_with_a_value_that_is_too_long", [.. s_columns, .. Message('D', 0, 1, 0, 0, 0, 9, (byte)'1')]),
            ("a_row_with_a_value_of_negative_length", [.. s_columns, .. Message('D', 0, 1, 255, 255, 255, 254)]),
            ("a_row_that_is_too_long", [.. s_columns, .. Message('D', 0, 1, 0, 0, 0, 0, 0)]),
            ("more_columns_than_bytes", Message('T', 255, 255, 0)),
            ("columns_twice", [.. s_columns, .. s_columns]),
            ("a_string_without_its_end", Message('C', "SELECT 1"u8)),
            ("an_error_without_its_end", Message('E', "SERROR\0"u8)),
            ("an_error_without_its_text", Message('E', "SERROR\0C00000\0\0"u8)),
            ("two_errors", [.. s_error, .. s_error]),
            ("two_completions", [.. s_complete, .. s_complete]),
            ("ready_without_a_reply", Ready),
            ("ready_in_no_known_state", [.. s_complete, .. Message('Z', (byte)'X')]),
            ("ready_with_nothing_in_it", [.. s_complete, .. Message('Z')]),
            ("copy_data_that_nobody_asked_for", Message('d', (byte)'x')),
            ("copy_out_without_end", [.. Message('H', 0, 0, 0), .. s_complete]),
            ("copy_both", Message('W', 0, 0, 0)),
            ("a_suspended_portal", Message('s')),
            ("a_copy_completed_before_its_data", [.. Message('G', 0, 0, 0), .. s_complete, .. Ready]),
            ("silence", []),
        ];
        return replies.Select(static reply => new TestCaseData<byte[]>(reply.Reply).SetArgDisplayNames(reply.Name));
    }

    [TestCaseSource(nameof(WrongReplies))]
    public async Task A_reply_that_cannot_be_breaks_the_session(byte[] reply)
    {
        await using var server = Answering(reply);
        await using var session = await WireSession.OpenAsync(server.Target, Token);

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => session.ExecuteAsync("SELECT 1", new EndlessCopySink(), Token))).ShouldNotBeNull();

        failure.ExitCode.ShouldBe(ExitCode.Unavailable);
        failure.Message.ShouldNotContain("\n");
        session.IsBroken.ShouldBeTrue();
    }

    [TestCase("silence")]
    [TestCase("ready alone")]
    [TestCase("a value that is too long")]
    [TestCase("a value of negative length")]
    [TestCase("bytes behind the value")]
    [TestCase("two values")]
    [TestCase("a row")]
    public async Task A_result_of_a_function_that_cannot_be_breaks_the_session(string what)
    {
        await using var server = Answering(what switch
        {
            "silence" => [],
            "ready alone" => Ready,
            "a value that is too long" => [.. Message('V', 0, 0, 0, 9, 1), .. Ready],
            "a value of negative length" => [.. Message('V', 255, 255, 255, 254), .. Ready],
            "bytes behind the value" => [.. Message('V', 0, 0, 0, 1, 1, 1), .. Ready],
            "two values" => [.. Message('V', 0, 0, 0, 1, 1), .. Message('V', 0, 0, 0, 1, 1), .. Ready],
            _ => [.. s_columns, .. s_row, .. Ready],
        });
        await using var session = await WireSession.OpenAsync(server.Target, Token);

        (await Assert.ThrowsAsync<SandboxException>(() => session.CallAsync(1, [], Token))).ShouldNotBeNull().ExitCode.ShouldBe(ExitCode.Unavailable);

        session.IsBroken.ShouldBeTrue();
    }

    [Test]
    public async Task A_result_of_a_function_to_a_statement_breaks_the_session()
    {
        await using var server = Answering([.. Message('V', 0, 0, 0, 1, 1), .. Ready]);
        await using var session = await WireSession.OpenAsync(server.Target, Token);

        await Assert.ThrowsAsync<SandboxException>(() => session.ExecuteAsync("SELECT 1", [], Token));

        session.IsBroken.ShouldBeTrue();
    }

    [Test]
    public async Task A_reply_torn_into_bytes_is_read_whole()
    {
        await using var server = Answering(s_reply, pieceLength: 1);
        await using var session = await WireSession.OpenAsync(server.Target, Token);

        var reply = await session.ExecuteAsync("SELECT 1", [], Token);

        reply.Rows.Count.ShouldBe(2);
        reply.Tag.ShouldBe("SELECT 1");
        session.Parameters["a"].ShouldBe("b");
    }

    [Test]
    public async Task A_reply_cut_at_any_byte_breaks_the_session()
    {
        for (var length = 0; length < s_reply.Length; length++)
        {
            await using var server = Answering(s_reply[..length]);
            await using var session = await WireSession.OpenAsync(server.Target, Token);

            await Assert.ThrowsAsync<SandboxException>(() => session.ExecuteAsync("SELECT 1", [], Token));
        }
    }

    [Test]
    public async Task A_greeting_cut_at_any_byte_is_a_refusal()
    {
        for (var length = 0; length < Welcome.Length; length++)
        {
            await using var server = Greeting(Welcome[..length]);

            await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(server.Target, Token));
        }
    }

    [Test]
    public async Task A_mutated_reply_is_read_or_breaks_the_session([Range(1, 8)] int seed)
    {
        var random = new Random(seed);
        byte[] copies = [.. Message('G', 0, 0, 0), .. s_complete, .. Message('H', 0, 0, 0), .. Message('d', 1, 2), .. Message('c'), .. s_complete, .. s_error, .. Ready];
        for (var i = 0; i < 150; i++)
        {
            var reply = Mutate(random.Next(3) == 0 ? copies : s_reply, random);
            await using var server = Answering(reply);
            await using var session = await WireSession.OpenAsync(server.Target, Token);

            await OnlySandboxExceptionsAsync(() => random.Next(3) switch
            {
                0 => session.QueryAsync("SELECT 1", new EndlessCopySink(), Token),
                1 => session.ExecuteBatchAsync([.. Enumerable.Repeat("SELECT 1", random.Next(5))], new EndlessCopySink(), Token),
                _ => session.ExecuteAsync("SELECT 1", [], Token),
            });
        }
    }

    [Test]
    public async Task A_mutated_greeting_lets_in_or_is_a_refusal([Range(1, 4)] int seed)
    {
        var random = new Random(seed);
        byte[] scram = [.. Message('R', [0, 0, 0, 10, .. "SCRAM-SHA-256\0\0"u8]), .. Message('R', [0, 0, 0, 11, .. "r=x,s=eA==,i=4096"u8]), .. Welcome];
        byte[] md5 = [.. Message('R', 0, 0, 0, 5, 1, 2, 3, 4), .. Welcome];
        for (var i = 0; i < 150; i++)
        {
            var greeting = Mutate(random.Next(3) switch { 0 => scram, 1 => md5, _ => Welcome }, random);
            await using var server = Greeting(greeting);

            await OnlySandboxExceptionsAsync(async () => await (await WireSession.OpenAsync(server.Target, Token)).DisposeAsync());
        }
    }

    [TestCase("random bytes")]
    [TestCase("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [TestCase("SSH-2.0-OpenSSH_9.2p1\r\n")]
    public async Task Something_else_that_answers_is_a_refusal(string greeting)
    {
        foreach (var mode in new[] { SslMode.Disable, SslMode.Prefer, SslMode.Require })
        {
            await using var server = Greeting(Encoding.ASCII.GetBytes(greeting));

            var failure = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(server.Target with { SslMode = mode }, Token))).ShouldNotBeNull();

            failure.ExitCode.ShouldBe(ExitCode.Unavailable);
        }
    }

    [Test]
    public async Task A_server_without_tls_is_refused_where_tls_is_required()
    {
        await using var server = Greeting("N"u8.ToArray());

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(server.Target with { SslMode = SslMode.Require }, Token))).ShouldNotBeNull();

        failure.Message.ShouldContain("does not offer TLS");
    }

    [Test]
    public async Task Clear_text_behind_the_answer_to_the_request_for_tls_is_not_believed()
    {
        await using var server = Greeting([(byte)'S', .. Welcome]);

        await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(server.Target with { SslMode = SslMode.Require }, Token));
    }

    [TestCase("i=2147483647", "iterations")]
    [TestCase("i=0", "iterations")]
    [TestCase("i=x", "cannot be read")]
    public async Task A_scram_that_costs_too_much_is_refused(string iterations, string words)
    {
        await using var server = new ScriptedServer(async (stream, cancellationToken) =>
        {
            await ReadSomethingAsync(stream, cancellationToken);
            await stream.WriteAsync(Message('R', [0, 0, 0, 10, .. "SCRAM-SHA-256\0\0"u8]), cancellationToken);
            var first = new byte[4096];
            var length = await stream.ReadAsync(first, cancellationToken);
            var nonce = Encoding.ASCII.GetString(first, 0, length).Split("r=")[1];
            await stream.WriteAsync(Message('R', [0, 0, 0, 11, .. Encoding.ASCII.GetBytes($"r={nonce}more,s=c2FsdA==,{iterations}")]), cancellationToken);
        });

        (await RefusalAsync(server)).Message.ShouldContain(words);
    }

    [Test]
    public async Task A_server_that_does_not_know_the_password_is_refused()
    {
        await using var skipping = Greeting([.. Message('R', [0, 0, 0, 10, .. "SCRAM-SHA-256\0\0"u8]), .. Welcome]);
        await using var signing = new ScriptedServer(async (stream, cancellationToken) =>
        {
            await ReadSomethingAsync(stream, cancellationToken);
            await stream.WriteAsync(Message('R', [0, 0, 0, 10, .. "SCRAM-SHA-256\0\0"u8]), cancellationToken);
            var first = new byte[4096];
            var length = await stream.ReadAsync(first, cancellationToken);
            var nonce = Encoding.ASCII.GetString(first, 0, length).Split("r=")[1];
            await stream.WriteAsync(Message('R', [0, 0, 0, 11, .. Encoding.ASCII.GetBytes($"r={nonce}more,s=c2FsdA==,i=4096")]), cancellationToken);
            await ReadSomethingAsync(stream, cancellationToken);
            await stream.WriteAsync((byte[])[.. Message('R', [0, 0, 0, 12, .. "v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="u8]), .. Welcome], cancellationToken);
        });

        (await RefusalAsync(skipping)).Message.ShouldContain("without proving");
        (await RefusalAsync(signing)).Message.ShouldContain("signature");
    }

    [TestCase(7)]
    [TestCase(9)]
    [TestCase(255)]
    public async Task A_login_that_is_not_supported_is_named(int method)
    {
        await using var server = Greeting(Message('R', 0, 0, 0, (byte)method));

        (await RefusalAsync(server)).Message.ShouldContain($"authentication method {method}");
    }

    [Test]
    public async Task Greetings_without_end_are_refused([Values('S', 'N')] char type)
    {
        await using var server = new ScriptedServer(async (stream, cancellationToken) =>
        {
            await ReadSomethingAsync(stream, cancellationToken);
            await stream.WriteAsync(Message('R', 0, 0, 0, 0), cancellationToken);
            for (var i = 0; ; i++)
            {
                await stream.WriteAsync(
                    type == 'S' ? Message('S', [.. Text($"p{i}"), .. Text("v")]) : Message('N', [.. "SNOTICE\0C00000\0Mhello\0\0"u8]), cancellationToken);
            }
        });

        (await RefusalAsync(server)).Message.ShouldContain("without end");
    }

    [Test]
    public async Task A_server_that_never_answers_is_given_up()
    {
        await using var server = new ScriptedServer(static (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));

        var target = server.Target with { ConnectTimeout = TimeSpan.FromSeconds(1) };
        var failure = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(target, Token))).ShouldNotBeNull();

        failure.Message.ShouldContain("no answer within 1 s");
    }

    [Test]
    public async Task Opening_is_interrupted_by_its_token()
    {
        await using var server = new ScriptedServer(static (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        interrupt.CancelAfter(100);

        await Assert.ThrowsAsync<OperationCanceledException>(() => WireSession.OpenAsync(server.Target, interrupt.Token));
    }

    [Test]
    public async Task A_server_that_ignores_a_cancel_request_loses_its_session()
    {
        await using var server = new ScriptedServer(static async (stream, cancellationToken) =>
        {
            await ReadSomethingAsync(stream, cancellationToken);
            await stream.WriteAsync(Welcome, cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        });
        await using var session = await WireSession.OpenAsync(server.Target, Token);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        interrupt.CancelAfter(100);

        await Assert.ThrowsAsync<OperationCanceledException>(() => session.ExecuteAsync("SELECT 1", [], interrupt.Token));

        session.IsBroken.ShouldBeTrue();
    }

    private static async Task<SandboxException> RefusalAsync(ScriptedServer server)
    {
        var failure = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(server.Target, Token))).ShouldNotBeNull();
        failure.ExitCode.ShouldBe(ExitCode.Unavailable);
        return failure;
    }

    private static async Task OnlySandboxExceptionsAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (SandboxException failure)
        {
            failure.ExitCode.ShouldBe(ExitCode.Unavailable);
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var mutated = bytes.ToList();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var position = random.Next(mutated.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutated[position] = (byte)random.Next(256);
                    break;
                case 1:
                    mutated.Insert(position, (byte)random.Next(256));
                    break;
                case 2:
                    mutated.RemoveAt(position);
                    break;
                case 3:
                    mutated.RemoveRange(position, mutated.Count - position);
                    mutated.Add((byte)random.Next(256));
                    break;
                default:
                    var noise = new byte[random.Next(100)];
                    random.NextBytes(noise);
                    mutated.InsertRange(position, noise);
                    break;
            }
        }

        return [.. mutated];
    }

    private sealed class EndlessCopySink : IReplySink
    {
        public void OnColumns(IReadOnlyList<Column> columns)
        {
        }

        public void OnRow(in DataRow row) => row.ToArray();

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

        public ValueTask<Stream?> OnCopyInAsync(bool binary, CancellationToken cancellationToken) => new(new EndlessStream());

        public void OnCopyData(ReadOnlySpan<byte> data)
        {
        }
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(1, cancellationToken);
            return buffer.Length;
        }
    }
}
