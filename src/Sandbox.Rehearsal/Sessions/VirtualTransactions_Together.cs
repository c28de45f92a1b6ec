using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>Statements in one pipeline. Outside a block each is still a transaction of its own: its savepoint, and what its commit would check, go with it.</content>
public sealed partial class VirtualTransactions
{
    /// <inheritdoc/>
    public bool MayGoAhead(StatementClass kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Session.Status == TransactionStatus.InTransaction && (_inBlock || (!kind.Has(StatementTraits.Opaque) && _commit.HasNothingToDo));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlayedReply>> PlayTogetherAsync(
        IReadOnlyList<(string Text, StatementClass Kind)> statements, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var played = await (_inBlock ? TogetherInBlockAsync(statements, time, cancellationToken) : TogetherAloneAsync(statements, time, cancellationToken));
        await WatchAsync(statements, new PlayedReply([.. played.SelectMany(static reply => reply.Results)]), cancellationToken);
        return played;
    }

    private async Task<IReadOnlyList<PlayedReply>> TogetherInBlockAsync(
        IReadOnlyList<(string Text, StatementClass Kind)> statements, TimeProvider time, CancellationToken cancellationToken)
    {
        var replies = await StatementSender.SendTogetherAsync(Session, [.. statements.Select(static statement => statement.Text)], time, cancellationToken);
        var played = new List<PlayedReply>(replies.Count);
        foreach (var (reply, elapsed) in replies)
        {
            if (reply.Error is null)
            {
                await _commit.AfterAsync(statements[played.Count].Kind, cancellationToken);
            }

            played.Add(new PlayedReply([reply]) { Elapsed = elapsed });
        }

        return played;
    }

    private async Task<IReadOnlyList<PlayedReply>> TogetherAloneAsync(
        IReadOnlyList<(string Text, StatementClass Kind)> statements, TimeProvider time, CancellationToken cancellationToken)
    {
        var checks = await _commit.ChecksAsync(cancellationToken);
        string[] before = [$"SAVEPOINT {_savepoint}"];
        string[] after = [.. checks, $"RELEASE SAVEPOINT {_savepoint}"];
        var texts = statements.SelectMany(statement => (IEnumerable<string>)[.. before, statement.Text, .. after]).ToList();
        var replies = await StatementSender.SendTogetherAsync(Session, texts, time, cancellationToken);
        var played = new List<PlayedReply>(statements.Count);
        foreach (var around in replies.Chunk(before.Length + 1 + after.Length))
        {
            var error = around[^1].Reply.Error;
            if (error is not null && around.Length is var reached && (reached <= before.Length || reached == before.Length + 1 + after.Length))
            {
                throw new ServerErrorException(error);
            }

            var (reply, elapsed) = around[before.Length];
            var commitFails = error is not null && reply.Error is null;
            played.Add(commitFails
                ? new PlayedReply([reply, new Reply { Error = error }], CommitFails) { Elapsed = elapsed }
                : new PlayedReply([reply]) { Elapsed = elapsed });
        }

        if (played[^1].Error is not null)
        {
            await UndoAsync(chains: false, cancellationToken);
        }

        return played;
    }
}
