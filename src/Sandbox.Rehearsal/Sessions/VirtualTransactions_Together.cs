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
        return Defences.HasFlag(Defences.Classifier) && Session.Status == TransactionStatus.InTransaction && (_inBlock || (!kind.Has(StatementTraits.Opaque) && _commit.HasNothingToDo));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlayedReply>> PlayTogetherAsync(IReadOnlyList<StatementAhead> statements, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statements);
        BatchStatement[] before = _inBlock ? [] : [$"SAVEPOINT {_savepoint}"];
        BatchStatement[] after = _inBlock ? [] : [.. (await _commit.ChecksAsync(cancellationToken)).Select(static check => new BatchStatement(check)), $"RELEASE SAVEPOINT {_savepoint}"];
        var sent = new List<BatchStatement>(statements.Count);
        var ends = new int[statements.Count];
        for (var i = 0; i < ends.Length; i++)
        {
            if (i > 0 && statements[i].IsTimed)
            {
                // Its time begins where the answers before it have come.
                sent[^1] = sent[^1] with { IsAnsweredAtOnce = true };
            }

            sent.AddRange(before);
            sent.Add(new BatchStatement(statements[i].Text) { IsAnsweredAtOnce = statements[i].IsTimed });
            sent.AddRange(after);
            if (statements[i].Question is { } question)
            {
                sent.AddRange(Asked(question));
            }

            ends[i] = sent.Count;
        }

        var replies = await StatementSender.SendTogetherAsync(Session, sent, time, Answered, cancellationToken);
        var played = new List<PlayedReply>(statements.Count);
        for (var next = 0; next < replies.Length; next = ends[played.Count - 1])
        {
            var statement = statements[played.Count];
            var end = Math.Min(ends[played.Count], replies.Length);
            played.Add(ReplyTo(statement, replies.AsSpan(next..end), before.Length, after.Length, cancellationToken.IsCancellationRequested));
            if (_inBlock && played[^1].Error is null && !cancellationToken.IsCancellationRequested)
            {
                await _commit.AfterAsync(statement.Kind, cancellationToken);
            }
        }

        if (cancellationToken.IsCancellationRequested)
        {
            // All that is left to do is to tell of it.
            return played;
        }

        if (!_inBlock && played[^1].Error is not null)
        {
            await UndoAsync(chains: false, cancellationToken);
        }

        await WatchAsync(
            [.. statements.Select(static statement => (statement.Text, statement.Kind))], new PlayedReply([.. played.SelectMany(static reply => reply.Results)]), cancellationToken);
        return played;
    }

    private IReadOnlyList<BatchStatement> Asked(BatchStatement question) => AsksPlainly ? [Harness.Plain(question)] : Harness.InPipeline(question);

    /// <summary>What came of one statement among the replies to it and to all that went around it, which end with the first error.</summary>
    private PlayedReply ReplyTo(StatementAhead statement, ReadOnlySpan<PlayedReply> replies, int before, int after, bool isInterrupted)
    {
        var error = replies[^1].Error;
        var isOwn = replies.Length == before + 1;
        var isCommit = replies.Length > before + 1 && replies.Length < before + 1 + after;
        if (error is not null && !isOwn && !isCommit && !isInterrupted)
        {
            // Neither a savepoint nor a question of the harness has a reason to fail.
            throw new ServerErrorException(error);
        }

        // What goes before it is no statement of anybody's, and its time the statement's.
        var last = Math.Min(before, replies.Length - 1);
        var elapsed = TimeSpan.Zero;
        foreach (var reply in replies[..(last + 1)])
        {
            elapsed += reply.Elapsed ?? TimeSpan.Zero;
        }

        var own = replies[last] with { Elapsed = elapsed, SharesTime = !statement.IsTimed };
        return error is not null && isCommit ? own with { Results = [.. own.Results, new Reply { Error = error }], Played = CommitFails }
            : own with { Answer = error is null && statement.Question is not null ? replies[before + 1 + after + (AsksPlainly ? 0 : HarnessSession.AnswerPlace)].Results[0] : null };
    }
}
