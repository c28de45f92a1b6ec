using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Sends one statement of the script alone, so that text cannot hide a second one: in a Parse message, a COPY only after it was parsed alone.</summary>
internal static class StatementSender
{
    public static async Task<IReadOnlyList<Reply>> SendAsync(WireSession session, Statement statement, StatementClass kind, Func<Stream>? copyData, CancellationToken cancellationToken)
    {
        var collector = new ReplyCollector(copyData);
        if (kind.Has(StatementTraits.CopyFromStdin) || kind.Has(StatementTraits.CopyToStdout))
        {
            if (await session.ParseAsync(statement.Text, cancellationToken) is { } error)
            {
                return [new Reply { Error = error }];
            }

            await session.QueryAsync(statement.Text, collector, cancellationToken);
        }
        else
        {
            await session.ExecuteAsync(statement.Text, collector, cancellationToken);
        }

        return collector.Replies;
    }
}
