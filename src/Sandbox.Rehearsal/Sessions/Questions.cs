using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Several questions of the harness in one round trip.</summary>
public static class Questions
{
    /// <summary>Asks them in one pipeline; outside a transaction they are one transaction together.</summary>
    /// <param name="session">The session.</param>
    /// <param name="questions">One statement each.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The answers, in order.</returns>
    /// <exception cref="ServerErrorException">The server refused one.</exception>
    public static async Task<IReadOnlyList<Reply>> AskAsync(this WireSession session, IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken)
    {
        var collector = new ReplyCollector(copyData: null);
        await session.ExecuteBatchAsync(questions, collector, cancellationToken);
        return collector.Replies is [.., { Error: { } error }] ? throw new ServerErrorException(error) : collector.Replies;
    }
}
