using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>The end of psql's session, where another script follows in the same rehearsal.</content>
public sealed partial class VirtualTransactions
{
    /// <summary>Does what the end of a session does: an open block is rolled back, and all that belongs to the session goes.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task EndSessionAsync(CancellationToken cancellationToken)
    {
        if (_isImplicit)
        {
            _hasFailedImplicitly = true;
            await SyncAsync(cancellationToken);
        }

        if (_inBlock)
        {
            await UndoAsync(chains: false, cancellationToken);
        }

        await DiscardAsync(StatementClassifier.Classify("DISCARD ALL"), cancellationToken);
    }
}
