using System.Globalization;
using System.Text;

namespace Sandbox.Postgres.Wire;

/// <summary>Reads ErrorResponse and NoticeResponse.</summary>
internal static class ServerMessages
{
    public static ServerMessage Read(ReadOnlySpan<byte> body, Encoding encoding)
    {
        var reader = new BodyReader(body, encoding);
        var fields = new Dictionary<char, string>();
        for (var code = reader.Byte(); code != 0; code = reader.Byte())
        {
            fields[(char)code] = reader.Text();
        }

        var severity = fields.GetValueOrDefault('S') ?? throw new ProtocolViolationException("a message of the server without its severity");
        return new ServerMessage
        {
            Severity = severity,

            // Poolers speak for older servers and leave V out.
            InvariantSeverity = fields.GetValueOrDefault('V') ?? severity,
            SqlState = fields.GetValueOrDefault('C') ?? throw new ProtocolViolationException("a message of the server without its SQLSTATE"),
            Text = fields.GetValueOrDefault('M') ?? throw new ProtocolViolationException("a message of the server without its text"),
            Detail = fields.GetValueOrDefault('D'),
            Hint = fields.GetValueOrDefault('H'),
            Position = Number(fields.GetValueOrDefault('P')),
            InternalPosition = Number(fields.GetValueOrDefault('p')),
            InternalQuery = fields.GetValueOrDefault('q'),
            Context = fields.GetValueOrDefault('W'),
            Schema = fields.GetValueOrDefault('s'),
            Table = fields.GetValueOrDefault('t'),
            Column = fields.GetValueOrDefault('c'),
            DataType = fields.GetValueOrDefault('d'),
            Constraint = fields.GetValueOrDefault('n'),
            File = fields.GetValueOrDefault('F'),
            Line = fields.GetValueOrDefault('L'),
            Routine = fields.GetValueOrDefault('R'),
        };
    }

    /// <summary>Whether the server ends the session with this message.</summary>
    public static bool EndsSession(this ServerMessage message) => message.InvariantSeverity is "FATAL" or "PANIC";

    /// <summary>The server's words in one line.</summary>
    public static string OneLine(this ServerMessage message) =>
        $"{message.InvariantSeverity}: {message.Text.ReplaceLineEndings(" ")} (SQLSTATE {message.SqlState})";

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
