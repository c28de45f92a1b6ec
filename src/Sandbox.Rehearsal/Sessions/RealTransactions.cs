using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Sends every statement as it is: how a fixture builds a clone on a throwaway server.</summary>
/// <param name="session">The session to run on.</param>
public sealed class RealTransactions(WireSession session) : ITransactions
{
    /// <inheritdoc/>
    public WireSession Session => session;

    /// <inheritdoc/>
    public async Task<PlayedReply> PlayAsync(Statement statement, StatementClass kind, Func<Stream>? copyData, CancellationToken cancellationToken) =>
        new(await StatementSender.SendAsync(session, statement, kind, copyData, cancellationToken));
}
