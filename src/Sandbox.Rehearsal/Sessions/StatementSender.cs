using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Sends one statement's text, the way it was asked for.</summary>
internal static class StatementSender
{
    /// <summary>Sends a text that may hold one statement only: in a Parse message, a COPY only after it was parsed alone. A second statement in it is the server's error.</summary>
    public static async Task<IReadOnlyList<Reply>> SendAloneAsync(
        WireSession session, string text, StatementClass kind, Transmission transmission, Func<Stream>? copyData, CancellationToken cancellationToken)
    {
        if (transmission is { IsParse: false, IsClose: false, Parameters: null } && (kind.Has(StatementTraits.CopyFromStdin) || kind.Has(StatementTraits.CopyToStdout)))
        {
            return await session.ParseAsync(text, cancellationToken) is { } error
                ? [new Reply { Error = error }]
                : await SendMessageAsync(session, text, copyData, cancellationToken);
        }

        return await SendExtendedAsync(session, text, transmission, cancellationToken);
    }

    /// <summary>Sends a text as psql does: in one Query message, whatever it holds.</summary>
    public static async Task<IReadOnlyList<Reply>> SendMessageAsync(WireSession session, string text, Func<Stream>? copyData, CancellationToken cancellationToken)
    {
        var collector = new ReplyCollector(copyData);
        await session.QueryAsync(text, collector, cancellationToken);
        return collector.Replies;
    }

    /// <summary>Sends statements in one pipeline.</summary>
    /// <param name="session">The session.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="time">The clock.</param>
    /// <param name="answered">Called at each reply.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <returns>The replies up to the first error, each with the time since the one before. An interruption is such an error, for what went before it ran.</returns>
    public static async Task<PlayedReply[]> SendTogetherAsync(
        WireSession session, IReadOnlyList<BatchStatement> statements, TimeProvider time, Action? answered, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>(statements.Count);
        var before = time.GetTimestamp();
        var collector = new ReplyCollector(copyData: null)
        {
            OnReply = () =>
            {
                var now = time.GetTimestamp();
                times.Add(time.GetElapsedTime(before, now));
                before = now;
                answered?.Invoke();
            },
        };
        try
        {
            await session.ExecuteBatchAsync(statements, collector, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (collector.Replies.Count < statements.Count && collector.Replies is not [.., { Error: not null }])
            {
                collector.OnError(PlayedReply.Interruption);
            }
        }

        return [.. collector.Replies.Zip(times, static (reply, elapsed) => new PlayedReply([reply]) { Elapsed = elapsed })];
    }

    /// <summary>Sends a text by the extended protocol.</summary>
    public static async Task<IReadOnlyList<Reply>> SendExtendedAsync(WireSession session, string text, Transmission transmission, CancellationToken cancellationToken)
    {
        var collector = new ReplyCollector(copyData: null);
        if (transmission.IsParse)
        {
            var error = await session.PrepareAsync(transmission.PreparedName!, text, collector, cancellationToken);
            return [Untagged(error, collector)];
        }

        if (transmission.IsClose)
        {
            return [Untagged(await session.ClosePreparedAsync(transmission.PreparedName!, collector, cancellationToken), collector)];
        }

        if (transmission.PreparedName is { } name)
        {
            await session.ExecutePreparedAsync(name, transmission.Parameters ?? [], collector, cancellationToken);
        }
        else
        {
            await session.ExecuteAsync(text, transmission.Parameters ?? [], collector, cancellationToken);
        }

        return collector.Replies;
    }

    /// <summary>The reply to what runs nothing: psql prints its empty tag.</summary>
    private static Reply Untagged(ServerMessage? error, ReplyCollector collector) => error is null
        ? new Reply { Tag = string.Empty, Notices = collector.Replies.SelectMany(static reply => reply.Notices).ToList() }
        : new Reply { Error = error };
}
