using System.Buffers.Binary;
using System.Collections.Concurrent;
using Sandbox.Postgres.Wire;
using static Sandbox.Postgres.Tests.Wire.ScriptedServer;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary>What goes over the wire about the protocol's version; what real servers make of it, <see cref="EachVersionTests"/> shows.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
public sealed class ProtocolVersionTests
{
    private const int CancelRequest = 80877102;

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("3.0", 0x30000)]
    [TestCase("3.2", 0x30002)]
    public async Task The_version_asked_for_is_what_the_target_says(string version, int number)
    {
        var received = new ConcurrentQueue<byte[]>();
        await using var server = Recording(received, Welcome);

        await using var session = await WireSession.OpenAsync(server.Target with { MaxProtocolVersion = Version.Parse(version) }, Token);

        received.TryPeek(out var startup).ShouldBeTrue();
        BinaryPrimitives.ReadInt32BigEndian(startup.AsSpan(4)).ShouldBe(number);
    }

    [Test]
    public async Task A_server_may_talk_the_version_down()
    {
        await using var server = Greeting([.. TalkDown(0x30000), .. Welcome]);

        await using var session = await WireSession.OpenAsync(server.Target with { MaxProtocolVersion = new Version(3, 2) }, Token);

        session.Status.ShouldBe(TransactionStatus.Idle);
    }

    [TestCase("3.2", 0x20000, 0)]
    [TestCase("3.2", 0x30002, 0)]
    [TestCase("3.2", 0x30003, 0)]
    [TestCase("3.2", 0x30000, 1)]
    [TestCase("3.0", 0x30000, 0)]
    public async Task A_version_that_is_no_older_one_is_refused(string asked, int offered, int unknownOptions)
    {
        await using var server = Greeting([.. TalkDown(offered, unknownOptions), .. Welcome]);
        var target = server.Target with { MaxProtocolVersion = Version.Parse(asked) };

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(target, Token))).ShouldNotBeNull();

        failure.Message.ShouldContain($"talks {asked} down to {offered >> 16}.{offered & 0xffff}");
    }

    [TestCase(4)]
    [TestCase(32)]
    [TestCase(256)]
    public async Task A_key_of_any_length_comes_back_whole(int length)
    {
        var key = Enumerable.Range(1, length).Select(static i => (byte)i).ToArray();
        var received = new ConcurrentQueue<byte[]>();
        await using var server = Recording(received, Keyed(key));
        await using var session = await WireSession.OpenAsync(server.Target with { MaxProtocolVersion = new Version(3, 2) }, Token);

        await session.CancelAsync(Token);

        var request = received.Last();
        BinaryPrimitives.ReadInt32BigEndian(request).ShouldBe(12 + length);
        BinaryPrimitives.ReadInt32BigEndian(request.AsSpan(4)).ShouldBe(CancelRequest);
        request[12..].ShouldBe(key);
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(257)]
    public async Task A_key_that_cannot_be_is_refused(int length)
    {
        await using var server = Greeting(Keyed(new byte[length]));

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(server.Target, Token))).ShouldNotBeNull();

        failure.Message.ShouldContain($"a key of {length} bytes");
    }

    /// <summary>Keeps the first packet of each connection and greets all but a request to cancel.</summary>
    private static ScriptedServer Recording(ConcurrentQueue<byte[]> received, byte[] greeting) => new(async (stream, cancellationToken) =>
    {
        var packet = new byte[4096];
        var length = await stream.ReadAsync(packet, cancellationToken);
        received.Enqueue(packet[..length]);
        if (BinaryPrimitives.ReadInt32BigEndian(packet.AsSpan(4)) != CancelRequest)
        {
            await stream.WriteAsync(greeting, cancellationToken);
            await ReadSomethingAsync(stream, cancellationToken);
        }
    });

    private static byte[] Keyed(byte[] key) => [.. Message('R', 0, 0, 0, 0), .. Message('K', [0, 0, 0, 1, .. key]), .. Ready];

    private static byte[] TalkDown(int version, int unknownOptions = 0)
    {
        var body = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(body, version);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), unknownOptions);
        return Message('v', body);
    }
}
