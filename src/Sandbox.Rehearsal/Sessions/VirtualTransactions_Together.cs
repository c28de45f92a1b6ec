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
        var played = await StatementSender.SendTogetherAsync(Session, [.. statements.Select(static statement => statement.Text)], time, cancellationToken);
        for (var i = 0; i < played.Count && played[i].Error is null; i++)
        {
            await _commit.AfterAsync(statements[i].Kind, cancellationToken);
        }

        return played;
    }

    private async Task<IReadOnlyList<PlayedReply>> TogetherAloneAsync(
        IReadOnlyList<(string Text, StatementClass Kind)> statements, TimeProvider time, CancellationToken cancellationToken)
    {
        string[] commit = [.. await _commit.ChecksAsync(cancellationToken), $"RELEASE SAVEPOINT {_savepoint}"];
        var texts = statements.SelectMany(statement => (IEnumerable<string>)[$"SAVEPOINT {_savepoint}", statement.Text, .. commit]).ToList();
        var replies = await StatementSender.SendTogetherAsync(Session, texts, time, cancellationToken);
        var whole = commit.Length + 2;
        var played = new List<PlayedReply>(statements.Count);
        foreach (var around in replies.Chunk(whole))
        {
            var error = around[^1].Error;
            if (error is not null && (around.Length == 1 || around.Length == whole))
            {
                // Neither the savepoint nor its release has a reason to fail.
                throw new ServerErrorException(error);
            }

            var own = around[1];
            played.Add(error is null || own.Error is not null ? own : own with { Results = [.. own.Results, new Reply { Error = error }], Played = CommitFails });
        }

        if (played[^1].Error is not null)
        {
            await UndoAsync(chains: false, cancellationToken);
        }

        return played;
    }
}
