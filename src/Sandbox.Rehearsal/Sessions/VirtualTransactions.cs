using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// Plays a script's own transactions as savepoints inside the rehearsal's one transaction, so that its COMMIT is never executed and its ROLLBACK undoes
/// what it would undo. Each statement outside a block is a transaction of its own, as in psql.
/// </summary>
/// <remarks>What a savepoint does differently from a transaction is made up for at the virtual commit: see <see cref="CommitEmulation"/>.</remarks>
public sealed partial class VirtualTransactions : ITransactions
{
    private const string CommitFails = "the statement's own commit fails on a deferred constraint";

    private readonly Seal _seal;
    private readonly string _savepoint;
    private readonly CommitEmulation _commit;
    private readonly string _isolation;
    private bool _inBlock;

    /// <summary>Plays on a session whose transaction has begun and is sealed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="harness">The same session as the harness uses it.</param>
    /// <param name="seal">The seal, which is in.</param>
    /// <param name="isolation">The isolation level of the rehearsal's transaction, in lower case.</param>
    public VirtualTransactions(WireSession session, HarnessSession harness, Seal seal, string isolation)
    {
        Session = session;
        Harness = harness;
        _seal = seal;
        _isolation = isolation;
        _savepoint = "sandbox_" + seal.Suffix;
        _commit = new CommitEmulation(session, harness, seal);
    }

    /// <inheritdoc/>
    public WireSession Session { get; }

    /// <summary>What keeps the rehearsal from being committed.</summary>
    public Seal Seal => _seal;

    /// <summary>The session as the harness uses it.</summary>
    public HarnessSession Harness { get; }

    /// <inheritdoc/>
    public bool InBlock => _inBlock;

    /// <summary>Called before a block of the script ends, while everything that it did still stands; not for a block that has failed.</summary>
    public Func<CancellationToken, Task>? BeforeBlockEnds { get; set; }

    /// <summary>The layers of defence, all of them but in tests.</summary>
    internal Defences Defences { get; init; } = Defences.All;

    /// <summary>Whether questions among the script's statements are asked as they are, without a savepoint and settings of the harness: not where the script sets its own time limit.</summary>
    internal bool AsksPlainly { get; init; }

    /// <summary>Called whenever the server has answered one of several statements that went together.</summary>
    public Action? Answered { get; set; }

    /// <inheritdoc/>
    public async Task<PlayedReply> PlayAsync(
        Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, Transmission transmission, Func<Stream>? copyData, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var played = !Defences.HasFlag(Defences.Classifier) ? await SendUnreadAsync(statement, parts[0].Kind, transmission, copyData, cancellationToken)
            : parts.Count > 1
            ? await PlayPartsAsync(statement, parts, copyData, cancellationToken)
            : await PlayOneAsync(new Part(statement, parts[0].Text, parts[0].Kind, transmission, copyData), cancellationToken);
        if (parts.Any(static part => part.Kind.Command is "DEALLOCATE"))
        {
            Harness.Forget();
        }

        await WatchAsync(parts, played, cancellationToken);
        return played;
    }

    /// <inheritdoc/>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (_inBlock)
        {
            return await ask();
        }

        await HarnessAsync($"SAVEPOINT {_savepoint}", cancellationToken);
        var answer = await ask();
        await (Session.Status == TransactionStatus.Failed ? UndoAsync(chains: false, cancellationToken) : ReleaseAsync(chains: false, cancellationToken));
        return answer;
    }

    /// <summary>
    /// Ends what the script left open and fires the constraints that are still deferred, so that a failure that only a COMMIT would show is shown.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The error that a COMMIT would have raised; null where there is none.</returns>
    public async Task<ServerMessage?> EndAsync(CancellationToken cancellationToken)
    {
        if (Session.Status == TransactionStatus.Failed)
        {
            return null;
        }

        if (_isImplicit)
        {
            // A pipeline without its sync is never committed.
            _hasFailedImplicitly = true;
            await SyncAsync(cancellationToken);
        }

        if (_inBlock && BeforeBlockEnds is { } before)
        {
            await before(cancellationToken);
        }

        return await _commit.FireDeferredAsync(cancellationToken);
    }

    /// <summary>Rolls back the block that has failed and with which the script ends, so that the session can be asked.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    internal Task UndoFailedAsync(CancellationToken cancellationToken) => UndoAsync(chains: false, cancellationToken);

    private async Task<PlayedReply> PlayOneAsync(Part part, CancellationToken cancellationToken)
    {
        var kind = part.Kind;
        if (part.Transmission.IsParse)
        {
            return kind.Control == TransactionControl.None
                ? await AskAsync(() => SendAsync(part, cancellationToken), cancellationToken)
                : throw new ScriptException(ExitCode.Refused, part.Statement.Path, part.Statement.Start, $"{kind.Command} is refused in \\parse: a prepared one could not be played");
        }

        return kind.Control switch
        {
            TransactionControl.Begin => await BeginAsync(part, cancellationToken),
            TransactionControl.Commit => await CommitAsync(kind, cancellationToken),
            TransactionControl.Rollback => await RollbackAsync(kind, cancellationToken),
            TransactionControl.SetLocal or TransactionControl.SetTransaction or TransactionControl.SetConstraints when !_inBlock =>
                PlayedReply.Of("SET", "without effect outside a transaction block", PlayedReply.Message("WARNING", "25P01", $"{Words(kind)} can only be used in transaction blocks")),
            TransactionControl.DiscardAll or TransactionControl.DiscardTemporary when Session.Status != TransactionStatus.Failed => await DiscardAsync(kind, cancellationToken),
            _ when !_inBlock && kind.Has(StatementTraits.NeedsTransactionBlock) =>
                PlayedReply.Refusal("25P01", $"{Words(kind)} can only be used in transaction blocks"),
            _ when _inBlock => await InBlockAsync(part, cancellationToken),
            _ => await AloneAsync([part], cancellationToken),
        };
    }

    /// <summary>
    /// A message of several statements (psql's <c>\;</c>). Outside a block it is one transaction; where it begins or ends one itself, its parts are played one by one.
    /// </summary>
    private async Task<PlayedReply> PlayPartsAsync(
        Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, Func<Stream>? copyData, CancellationToken cancellationToken)
    {
        var all = new List<Part>();
        var before = 0;
        foreach (var (text, kind) in parts)
        {
            all.Add(new Part(statement, text, kind, Transmission.Plain, copyData) { CharactersBefore = before });
            before += TextPosition.CountCharacters(text);
        }

        if (!_inBlock && all.TrueForAll(static part => part.Kind.Control == TransactionControl.None))
        {
            return await AloneAsync(all, cancellationToken);
        }

        var replies = new List<Reply>();
        string? note = null;
        foreach (var part in all)
        {
            var played = await PlayOneAsync(part, cancellationToken);
            replies.AddRange(played.Results);
            note = played.Played ?? note;
            if (played.Error is not null)
            {
                break;
            }
        }

        return new PlayedReply(replies, note);
    }

    private async Task<PlayedReply> BeginAsync(Part part, CancellationToken cancellationToken)
    {
        var kind = part.Kind;
        if (_inBlock)
        {
            return Session.Status == TransactionStatus.Failed
                ? await SendAsync(part, cancellationToken)
                : PlayedReply.Of(kind.Command, "already in a transaction block", PlayedReply.Message("WARNING", "25001", "there is already a transaction in progress"));
        }

        var modes = TransactionModes.Parse(kind.Modes);
        if (modes.Isolation is { } isolation && !string.Equals(TransactionModes.Normalize(isolation), _isolation, StringComparison.Ordinal))
        {
            throw new ScriptException(
                ExitCode.Refused, part.Statement.Path, part.Statement.Start, $"{kind.Command} at isolation level {isolation}, but the rehearsal's one transaction runs at {_isolation}: this needs the disposable lane");
        }

        await HarnessAsync($"SAVEPOINT {_savepoint}", cancellationToken);
        _inBlock = true;
        if (modes.ReadOnly)
        {
            await HarnessAsync("SET TRANSACTION READ ONLY", cancellationToken);
        }

        return PlayedReply.Of(kind.Command, "played as a savepoint");
    }

    private async Task<PlayedReply> CommitAsync(StatementClass kind, CancellationToken cancellationToken)
    {
        if (!_inBlock)
        {
            return kind.Chains
                ? PlayedReply.Refusal("25P01", "COMMIT AND CHAIN can only be used in transaction blocks")
                : PlayedReply.Of("COMMIT", "nothing to commit", PlayedReply.Message("WARNING", "25P01", "there is no transaction in progress"));
        }

        if (Session.Status == TransactionStatus.Failed)
        {
            await UndoAsync(kind.Chains, cancellationToken);
            return PlayedReply.Of("ROLLBACK", "a failed transaction: rolled back to its savepoint");
        }

        if (BeforeBlockEnds is { } before)
        {
            await before(cancellationToken);
        }

        return await EndSavepointAsync(kind.Chains, cancellationToken) is { } error
            ? new PlayedReply([new Reply { Error = error }], "the COMMIT fails on a deferred constraint: rolled back to its savepoint")
            : PlayedReply.Of("COMMIT", "played: the savepoint is released, nothing is committed");
    }

    private async Task<PlayedReply> RollbackAsync(StatementClass kind, CancellationToken cancellationToken)
    {
        if (!_inBlock)
        {
            return kind.Chains
                ? PlayedReply.Refusal("25P01", "ROLLBACK AND CHAIN can only be used in transaction blocks")
                : PlayedReply.Of("ROLLBACK", "nothing to roll back", PlayedReply.Message("WARNING", "25P01", "there is no transaction in progress"));
        }

        ServerMessage? hidden = null;
        if (Session.Status != TransactionStatus.Failed)
        {
            if (BeforeBlockEnds is { } before)
            {
                await before(cancellationToken);
            }

            hidden = await _commit.FireDeferredAsync(cancellationToken);
        }

        await UndoAsync(kind.Chains, cancellationToken);
        return hidden is null ? PlayedReply.Of("ROLLBACK", "played: rolled back to its savepoint")
            : new PlayedReply([new Reply { Tag = "ROLLBACK", Error = hidden }], "rolled back to its savepoint; a COMMIT here would have failed on a deferred constraint");
    }

    private async Task<PlayedReply> InBlockAsync(Part part, CancellationToken cancellationToken)
    {
        if (Session.Status == TransactionStatus.InTransaction)
        {
            await _commit.BeforeAsync(part.Kind, cancellationToken);
        }

        var played = await SendAsync(part, cancellationToken);
        if (played.Error is null && Session.Status == TransactionStatus.InTransaction)
        {
            await _commit.AfterAsync(part.Kind, cancellationToken);
        }

        return played;
    }

    /// <summary>What stands outside a block: a transaction of its own, which an error undoes and nothing else.</summary>
    private async Task<PlayedReply> AloneAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        await HarnessAsync($"SAVEPOINT {_savepoint}", cancellationToken);
        var replies = new List<Reply>();
        ServerMessage? error = null;
        for (var i = 0; i < parts.Count && error is null; i++)
        {
            var played = await SendAsync(parts[i], cancellationToken);
            replies.AddRange(played.Results);
            error = played.Error;
            if (error is null)
            {
                await _commit.AfterAsync(parts[i].Kind, cancellationToken);
            }
        }

        if (error is not null)
        {
            await UndoAsync(chains: false, cancellationToken);
        }
        else if (await EndSavepointAsync(chains: false, cancellationToken) is { } deferred)
        {
            replies.Add(new Reply { Error = deferred });
            return new PlayedReply(replies, CommitFails);
        }

        return new PlayedReply(replies);
    }

    private async Task<PlayedReply> SendAsync(Part part, CancellationToken cancellationToken)
    {
        var replies = await StatementSender.SendAloneAsync(Session, part.Text, part.Kind, part.Transmission, part.CopyData, cancellationToken);
        return new PlayedReply(part.CharactersBefore == 0 ? replies : [.. replies.Select(reply => Moved(reply, part.CharactersBefore))]);
    }

    /// <summary>Sends a text as if nobody had read it: in tests of the other layers.</summary>
    private async Task<PlayedReply> SendUnreadAsync(Statement statement, StatementClass kind, Transmission transmission, Func<Stream>? copyData, CancellationToken cancellationToken) =>
        new(Defences.HasFlag(Defences.OneStatement)
            ? await StatementSender.SendAloneAsync(Session, statement.Text, kind, transmission, copyData, cancellationToken)
            : await StatementSender.SendMessageAsync(Session, statement.Text, copyData, cancellationToken));

    /// <summary>An error's position counts from the start of the message, not of its part.</summary>
    private static Reply Moved(Reply reply, int characters) =>
        reply.Error is { Position: { } position } error ? reply with { Error = error with { Position = position + characters } } : reply;

    /// <summary>Does to the savepoint what a COMMIT does to a transaction; its error, after which the savepoint is undone, null where there is none.</summary>
    private async Task<ServerMessage?> EndSavepointAsync(bool chains, CancellationToken cancellationToken)
    {
        if (await _commit.FireDeferredAsync(cancellationToken) is { } error)
        {
            await UndoAsync(chains, cancellationToken);
            return error;
        }

        await _commit.CompleteAsync(cancellationToken);
        await ReleaseAsync(chains, cancellationToken);
        return null;
    }

    private async Task UndoAsync(bool chains, CancellationToken cancellationToken)
    {
        await HarnessAsync($"ROLLBACK TO SAVEPOINT {_savepoint}", cancellationToken);
        _commit.Forget();
        await ReleaseAsync(chains, cancellationToken);
    }

    private async Task ReleaseAsync(bool chains, CancellationToken cancellationToken)
    {
        await HarnessAsync($"RELEASE SAVEPOINT {_savepoint}", cancellationToken);
        _inBlock = chains;
        if (chains)
        {
            await HarnessAsync($"SAVEPOINT {_savepoint}", cancellationToken);
        }
    }

    private Task HarnessAsync(string statement, CancellationToken cancellationToken) => Session.QueryAsync(statement, cancellationToken);

    /// <summary>Looks for the marks of an escape: the transaction is no longer ours, or the seal is gone.</summary>
    private async Task WatchAsync(IReadOnlyList<(string Text, StatementClass Kind)> parts, PlayedReply played, CancellationToken cancellationToken)
    {
        if (!Defences.HasFlag(Defences.Watch))
        {
            return;
        }

        var tags = parts.All(static part => part.Kind.Control == TransactionControl.None)
            && played.Results.Any(static reply => reply.Tag is "COMMIT" or "ROLLBACK" or "PREPARE TRANSACTION" or "BEGIN" or "START TRANSACTION");
        var left = Session.Status is TransactionStatus.Idle;
        var open = !left && Session.Status == TransactionStatus.InTransaction
            && Defences.HasFlag(Defences.Seal) && parts.Any(static part => part.Kind.Has(StatementTraits.Opaque)) && !await _seal.HoldsAsync(Harness, cancellationToken);
        if (tags || left || open)
        {
            throw new EscapeException(left
                ? "the session is no longer in the rehearsal's transaction"
                : tags ? "a statement that is not transaction control answered with the tag of one" : "the seal against a COMMIT is gone");
        }
    }

    private static string Words(StatementClass kind) => kind.Control switch
    {
        TransactionControl.SetLocal => "SET LOCAL",
        TransactionControl.SetTransaction => "SET TRANSACTION",
        TransactionControl.SetConstraints => "SET CONSTRAINTS",
        _ => kind.Command switch
        {
            "LOCK" => "LOCK TABLE",
            "DECLARE" => "DECLARE CURSOR",
            _ => kind.Command,
        },
    };

    private sealed record Part(Statement Statement, string Text, StatementClass Kind, Transmission Transmission, Func<Stream>? CopyData)
    {
        public int CharactersBefore { get; init; }
    }
}
