using Sandbox.Postgres;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>Statements that a program sends by itself.</content>
public sealed partial class VirtualTransactions
{
    /// <summary>Whether a statement is played and not handed on: transaction control, and what the server takes in a transaction block only.</summary>
    /// <param name="kind">What it is.</param>
    internal bool Plays(StatementClass kind) => kind.Control != TransactionControl.None || (!_inBlock && kind.Has(StatementTraits.NeedsTransactionBlock));

    /// <summary>Hands one request on: in the open block, or else as a transaction of its own, which an error undoes and nothing else.</summary>
    /// <param name="parts">The statements that it executes, none of which <see cref="Plays"/>.</param>
    /// <param name="send">Sends it, and gives what came of each statement.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What came of it; the last error is one that the request's own commit brought out, where <see cref="PlayedReply.Played"/> says so.</returns>
    internal async Task<PlayedReply> RelayAsync(IReadOnlyList<(string Text, StatementClass Kind)> parts, Func<Task<IReadOnlyList<Reply>>> send, CancellationToken cancellationToken)
    {
        var isAlone = !_inBlock;
        if (isAlone)
        {
            await HarnessAsync($"SAVEPOINT {_savepoint}", cancellationToken);
        }

        var played = new PlayedReply(await send());
        if (Session.Status == TransactionStatus.InTransaction)
        {
            foreach (var (_, kind) in parts)
            {
                await _commit.AfterAsync(kind, cancellationToken);
            }
        }

        if (isAlone && Session.Status == TransactionStatus.Failed)
        {
            await UndoAsync(chains: false, cancellationToken);
        }
        else if (isAlone && Session.Status == TransactionStatus.InTransaction && await EndSavepointAsync(chains: false, cancellationToken) is { } deferred)
        {
            played = new PlayedReply([.. played.Results, new Reply { Error = deferred }], CommitFails);
        }

        if (parts.Any(static part => part.Kind.Command is "DEALLOCATE"))
        {
            Harness.Forget();
        }

        await WatchAsync(parts, played, cancellationToken);
        return played;
    }
}
