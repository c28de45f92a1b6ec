using System.Text;

namespace Sandbox.Rehearsal.Bodies;

/// <summary>What a client asks for between two moments at which the server is ready: one Query message, or messages of the extended protocol up to their Sync.</summary>
/// <param name="prepared">The texts of the statements that the client has prepared, by name, up to here.</param>
internal sealed class ClientRequest(IReadOnlyDictionary<string, string> prepared)
{
    private readonly MemoryStream _messages = new();
    private readonly List<(string Name, string Text)> _parsed = [];
    private readonly List<string> _closed = [];
    private readonly List<string> _executed = [];

    /// <summary>The messages as they came.</summary>
    public ReadOnlyMemory<byte> Messages => _messages.GetBuffer().AsMemory(0, (int)_messages.Length);

    /// <summary>The messages' types, in order.</summary>
    public List<byte> Types { get; } = [];

    /// <summary>The texts that it runs, in order; that of a Query message may hold several statements.</summary>
    public IReadOnlyList<string> Executed => _executed;

    /// <summary>The statements that it prepares, the unnamed one among them.</summary>
    public IReadOnlyList<(string Name, string Text)> Parsed => _parsed;

    /// <summary>The names of the prepared statements that it closes.</summary>
    public IReadOnlyList<string> Closed => _closed;

    /// <summary>Whether it is a Query message, whose answer has no ParseComplete and its kin.</summary>
    public bool IsQuery => Types is [(byte)'Q'];

    /// <summary>Adds a message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="message">All of it.</param>
    public void Add(byte type, ReadOnlySpan<byte> message)
    {
        Types.Add(type);
        _messages.Write(message);
        var body = message[5..];
        switch (type)
        {
            case (byte)'Q':
                _executed.Add(Text(ref body));
                break;
            case (byte)'P':
                var parsed = Text(ref body);
                _parsed.Add((parsed, Text(ref body)));
                break;
            case (byte)'B':
                _ = Text(ref body);
                var name = Text(ref body);
                var own = _parsed.FindLastIndex(statement => string.Equals(statement.Name, name, StringComparison.Ordinal));
                _executed.Add(own >= 0 ? _parsed[own].Text : prepared.GetValueOrDefault(name, string.Empty));
                break;
            case (byte)'C' when body is [(byte)'S', ..]:
                body = body[1..];
                _closed.Add(Text(ref body));
                break;
        }
    }

    private static string Text(ref ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(body[..(end < 0 ? body.Length : end)]);
        body = end < 0 ? [] : body[(end + 1)..];
        return text;
    }
}
