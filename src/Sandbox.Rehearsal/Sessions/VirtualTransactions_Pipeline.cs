using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>Pipelines: outside a block, all statements up to the sync are one implicit transaction, a savepoint here. And what no savepoint stands for: another session.</content>
public sealed partial class VirtualTransactions
{
    private bool _isImplicit;
    private bool _hasFailedImplicitly;

    /// <inheritdoc/>
    public async Task<PlayedReply> PlayInPipelineAsync(
        Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, Transmission transmission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var part = new Part(statement, statement.Text, parts[0].Kind, transmission, CopyData: null);
        if (!_inBlock && !_isImplicit && part.Kind.Control != TransactionControl.Begin)
        {
            await HarnessAsync($"SAVEPOINT {_savepoint}", cancellationToken);
            _isImplicit = true;
            _hasFailedImplicitly = false;
        }

        // Several statements in one text are the server's error, before any of them runs.
        var played = parts.Count > 1 ? new PlayedReply(await StatementSender.SendExtendedAsync(Session, statement.Text, transmission, cancellationToken))
            : _isImplicit && !transmission.IsParse ? await PlayImplicitlyAsync(part, cancellationToken)
            : await PlayOneAsync(part, cancellationToken);
        _hasFailedImplicitly |= played.Error is not null;
        await WatchAsync(parts, played, cancellationToken);
        return played;
    }

    /// <inheritdoc/>
    public async Task<ServerMessage?> SyncAsync(CancellationToken cancellationToken)
    {
        if (!_isImplicit)
        {
            return null;
        }

        _isImplicit = false;
        if (_hasFailedImplicitly)
        {
            await UndoAsync(chains: false, cancellationToken);
            return null;
        }

        return await EndSavepointAsync(chains: false, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ConnectAsync(ConnectionTarget target, CancellationToken cancellationToken) =>
        Task.FromException(new SandboxException(ExitCode.Refused, Planning.Refusals.OtherSession));

    /// <summary>Plays a statement in the implicit transaction (xact.c: the server's TBLOCK_IMPLICIT_INPROGRESS).</summary>
    private async Task<PlayedReply> PlayImplicitlyAsync(Part part, CancellationToken cancellationToken)
    {
        var kind = part.Kind;
        switch (kind.Control)
        {
            case TransactionControl.Begin:
                _isImplicit = false;
                _inBlock = true;
                return PlayedReply.Of(kind.Command, "the pipeline's implicit transaction becomes a block");
            case TransactionControl.Commit or TransactionControl.Rollback when kind.Chains:
            case TransactionControl.Savepoint or TransactionControl.RollbackTo or TransactionControl.Release:
                return PlayedReply.Refusal("25P01", $"{Words(kind)} can only be used in transaction blocks");
            case TransactionControl.Commit or TransactionControl.Rollback:
                var warning = PlayedReply.Message("WARNING", "25P01", "there is no transaction in progress");
                _hasFailedImplicitly = kind.Control == TransactionControl.Rollback;
                return await SyncAsync(cancellationToken) is { } error
                    ? new PlayedReply([new Reply { Error = error, Notices = [warning] }], "the pipeline's implicit transaction fails on a deferred constraint")
                    : PlayedReply.Of(kind.Command, "ends the pipeline's implicit transaction", warning);
            default:
                return await InBlockAsync(part, cancellationToken);
        }
    }
}
