using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Sends every statement as psql would, for real: how a fixture builds a clone, how a script runs on a copy, and how the engine is compared with psql.</summary>
/// <param name="session">The session to begin on.</param>
public sealed class RealTransactions(WireSession session) : ITransactions
{
    /// <inheritdoc/>
    public WireSession Session { get; private set; } = session;

    /// <summary>Called whenever the server has answered one of several statements that went together.</summary>
    public Action? Answered { get; init; }

    /// <summary>Opens the session that the script's <c>\connect</c> asks for, where it may; null where it may not.</summary>
    public Func<ConnectionTarget, CancellationToken, Task<WireSession>>? Connect { get; init; }

    /// <inheritdoc/>
    public bool InBlock => Session.Status is TransactionStatus.InTransaction or TransactionStatus.Failed;

    /// <inheritdoc/>
    /// <remarks>Outside a block each statement commits by itself, which one pipeline under one Sync would not do.</remarks>
    public bool MayGoAhead(StatementClass kind) => Session.Status == TransactionStatus.InTransaction;

    /// <inheritdoc/>
    /// <remarks>There is no harness here that would ask anything.</remarks>
    public async Task<IReadOnlyList<PlayedReply>> PlayTogetherAsync(IReadOnlyList<StatementAhead> statements, TimeProvider time, CancellationToken cancellationToken)
    {
        var sent = statements.Select((statement, at) => new BatchStatement(statement.Text) { IsAnsweredAtOnce = statement.IsTimed || (at + 1 < statements.Count && statements[at + 1].IsTimed) });
        var replies = await StatementSender.SendTogetherAsync(Session, [.. sent], time, Answered, cancellationToken);
        return [.. replies.Zip(statements, static (reply, statement) => reply with { SharesTime = !statement.IsTimed })];
    }

    /// <inheritdoc/>
    public Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return ask();
    }

    /// <inheritdoc/>
    public async Task ConnectAsync(ConnectionTarget target, CancellationToken cancellationToken)
    {
        var opens = Connect ?? throw new SandboxException(ExitCode.Refused, "\\connect is refused here: the script stays on the connection that the guard has looked at");
        var before = Session;
        Session = await opens(target, cancellationToken);
        await before.DisposeAsync();
    }

    /// <inheritdoc/>
    public async Task<PlayedReply> PlayAsync(
        Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, Transmission transmission, Func<Stream>? copyData, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(transmission);
        var replies = transmission == Transmission.Plain
            ? await StatementSender.SendMessageAsync(Session, statement.Text, copyData, cancellationToken)
            : await StatementSender.SendExtendedAsync(Session, statement.Text, transmission, cancellationToken);
        return new PlayedReply(replies);
    }

    /// <inheritdoc/>
    public async Task<PlayedReply> PlayInPipelineAsync(
        Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, Transmission transmission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(transmission);
        Session.IsPipelining = true;
        return new PlayedReply(await StatementSender.SendExtendedAsync(Session, statement.Text, transmission, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<ServerMessage?> SyncAsync(CancellationToken cancellationToken)
    {
        Session.IsPipelining = false;
        return Session.SyncAsync(new ReplyCollector(copyData: null), cancellationToken);
    }
}
