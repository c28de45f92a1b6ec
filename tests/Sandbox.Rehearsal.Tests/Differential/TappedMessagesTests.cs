using System.Buffers.Binary;
using System.Text;
using Sandbox.Rehearsal.Tests.Differential.Comparing;

namespace Sandbox.Rehearsal.Tests.Differential;

[Parallelizable(ParallelScope.All)]
internal sealed class TappedMessagesTests
{
    [Test]
    public void Messages_are_found_in_whatever_pieces_they_come([Values(1, 2, 3, 5, 7, 64, 100_000)] int length)
    {
        byte[] stream = [.. Message('Q', "select 1;\0"), .. Message('d', new string('x', 70_000)), .. Message('H', ""), .. Message('P', "\0select 2;\0\0\0"), .. Message('X', "")];
        var received = new List<string>();
        var messages = new TappedMessages(TappedMessages.Requests, (type, body) => received.Add((char)type + Encoding.ASCII.GetString(body.Span)));

        for (var i = 0; i < stream.Length; i += length)
        {
            messages.Feed(stream.AsSpan(i, Math.Min(length, stream.Length - i)));
        }

        received.ShouldBe(["Qselect 1;\0", "P\0select 2;\0\0\0"]);
    }

    [Test]
    public void A_length_that_cannot_be_is_refused()
    {
        var messages = new TappedMessages(TappedMessages.Requests, static (_, _) => { });

        Should.Throw<InvalidDataException>(() => messages.Feed([(byte)'Q', 0, 0, 0, 1])).Message.ShouldContain("0x51");
    }

    private static byte[] Message(char type, string body)
    {
        var message = new byte[5 + body.Length];
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        Encoding.ASCII.GetBytes(body).CopyTo(message, 5);
        return message;
    }
}
