using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>What playing one statement came to.</summary>
/// <param name="Results">The replies, one a statement of the message; a single one as a rule.</param>
/// <param name="Played">How a statement of transaction control was played, one line; null where it was sent as it is.</param>
public sealed record PlayedReply(IReadOnlyList<Reply> Results, string? Played = null)
{
    /// <summary>A reply to a statement that was played and not sent.</summary>
    /// <param name="tag">The command tag that psql's server would have given.</param>
    /// <param name="played">How it was played.</param>
    /// <param name="notices">What the server would have said.</param>
    public static PlayedReply Of(string tag, string played, params IReadOnlyList<ServerMessage> notices) =>
        new([new Reply { Tag = tag, Notices = notices }], played);

    /// <summary>A statement that the server would refuse outside a transaction block, or in one.</summary>
    /// <param name="sqlState">The server's SQLSTATE.</param>
    /// <param name="message">The server's words.</param>
    public static PlayedReply Refusal(string sqlState, string message) =>
        new([new Reply { Error = Message("ERROR", sqlState, message) }], "refused as outside a transaction block");

    /// <summary>A message in the server's form.</summary>
    /// <param name="severity"><c>WARNING</c> or <c>ERROR</c>.</param>
    /// <param name="sqlState">The server's SQLSTATE.</param>
    /// <param name="text">The server's words.</param>
    public static ServerMessage Message(string severity, string sqlState, string text) =>
        new() { Severity = severity, InvariantSeverity = severity, SqlState = sqlState, Text = text };

    /// <summary>What a statement comes to that the caller interrupted, in the server's words.</summary>
    public static ServerMessage Interruption { get; } = Message("ERROR", "57014", "canceling statement due to user request");

    /// <summary>How long it took where that cannot be told from outside, because it went in a pipeline; null elsewhere.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>Whether that is the time since the reply before it came, which may have come together with it: right in the sum, not for the statement.</summary>
    public bool SharesTime { get; init; }

    /// <summary>The answer to the question that went with it; null where none did.</summary>
    public Reply? Answer { get; init; }

    /// <summary>The first error; null where there is none.</summary>
    public ServerMessage? Error
    {
        get
        {
            // It is asked several times for each statement of a long script.
            for (var i = 0; i < Results.Count; i++)
            {
                if (Results[i].Error is { } error)
                {
                    return error;
                }
            }

            return null;
        }
    }
}
