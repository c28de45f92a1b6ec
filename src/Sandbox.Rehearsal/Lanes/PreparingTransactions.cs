using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Lanes;

/// <summary>
/// Plays a script for real, but each COMMIT of a block in two phases: PREPARE TRANSACTION, which does all that a commit checks, then COMMIT PREPARED. What cannot be prepared fails
/// at the line that would commit, as it would for an application with two-phase commit. A block that the script rolls back, or leaves open at its end, is prepared too, and
/// rolled back prepared: it shows whether a COMMIT there would have failed.
/// </summary>
/// <remarks>Temporary objects, cursors WITH HOLD and NOTIFY cannot be prepared (manual, "PREPARE TRANSACTION"): a fault of a COMMIT, and none of a ROLLBACK.</remarks>
/// <param name="real">Plays all else.</param>
/// <param name="prefix">What the transactions' gids begin with: the copy's name, by which they are found if this process is killed.</param>
internal sealed class PreparingTransactions(RealTransactions real, string prefix) : ITransactions
{
    private const string NotPossible = "0A000";

    private int _prepared;

    /// <inheritdoc/>
    public WireSession Session => real.Session;

    /// <inheritdoc/>
    public bool InBlock => real.InBlock;

    /// <inheritdoc/>
    public bool MayGoAhead(StatementClass kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return !Ends(kind) && real.MayGoAhead(kind);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PlayedReply>> PlayTogetherAsync(IReadOnlyList<StatementAhead> statements, TimeProvider time, CancellationToken cancellationToken) =>
        real.PlayTogetherAsync(statements, time, cancellationToken);

    /// <inheritdoc/>
    public Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken) => real.AskAsync(ask, cancellationToken);

    /// <inheritdoc/>
    public async Task<PlayedReply> PlayAsync(
        Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, Transmission transmission, Func<Stream>? copyData, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(parts);
        RefuseHidden(statement, parts, isAlone: parts.Count == 1 && transmission == Transmission.Plain);
        return parts is not [var (_, kind)] || !Ends(kind) || Session.Status != TransactionStatus.InTransaction
            ? await real.PlayAsync(statement, parts, transmission, copyData, cancellationToken)
            : kind.Control == TransactionControl.Commit ? await CommitAsync(kind.Chains, cancellationToken)
            : await RollBackAsync(kind.Chains, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PlayedReply> PlayInPipelineAsync(
        Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, Transmission transmission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(parts);
        RefuseHidden(statement, parts, isAlone: false);
        return real.PlayInPipelineAsync(statement, parts, transmission, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ServerMessage?> SyncAsync(CancellationToken cancellationToken) => real.SyncAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A block that the script leaves so is rolled back by the server, unprepared: a script that means to end it says so.</remarks>
    public Task ConnectAsync(ConnectionTarget target, CancellationToken cancellationToken) => real.ConnectAsync(target, cancellationToken);

    /// <summary>Shows whether a block that the script leaves open could be committed; it is rolled back.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The error that a COMMIT would have raised; null where there is none.</returns>
    public async Task<ServerMessage?> EndAsync(CancellationToken cancellationToken) =>
        Session.IsBroken || Session.Status != TransactionStatus.InTransaction ? null
        : (await RollBackAsync(chains: false, cancellationToken)).Error;

    private static bool Ends(StatementClass kind) => kind.Control is TransactionControl.Commit or TransactionControl.Rollback;

    private static void RefuseHidden(Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, bool isAlone)
    {
        if (!isAlone && parts.Any(static part => Ends(part.Kind)))
        {
            throw new ScriptException(ExitCode.Refused, statement.Path, statement.Start, "with --prepare a COMMIT or ROLLBACK has to be a message of its own, and no part of a pipeline");
        }
    }

    private async Task<PlayedReply> CommitAsync(bool chains, CancellationToken cancellationToken)
    {
        var next = chains ? await NextAsync(cancellationToken) : null;
        var (gid, reply) = await PrepareAsync(cancellationToken);
        if (reply.Error is null)
        {
            await Session.QueryAsync($"COMMIT PREPARED '{gid}'", cancellationToken);
            reply = reply with { Tag = "COMMIT" };
        }

        await BeginAsync(reply.Error is null ? next : null, cancellationToken);
        return new PlayedReply([reply], reply.Error is null ? "in two phases: prepared, then committed" : "it cannot be prepared: rolled back");
    }

    private async Task<PlayedReply> RollBackAsync(bool chains, CancellationToken cancellationToken)
    {
        var next = chains ? await NextAsync(cancellationToken) : null;
        var (gid, reply) = await PrepareAsync(cancellationToken);
        var error = reply.Error;
        if (error is null)
        {
            await Session.QueryAsync($"ROLLBACK PREPARED '{gid}'", cancellationToken);
        }

        await BeginAsync(next, cancellationToken);
        return error is null ? new PlayedReply([reply with { Tag = "ROLLBACK" }], "prepared, then rolled back: a COMMIT here would have succeeded")
            : error.SqlState is NotPossible ? PlayedReply.Of("ROLLBACK", $"rolled back; not prepared: {error.Text}")
            : new PlayedReply([reply with { Tag = "ROLLBACK" }], "rolled back; a COMMIT here would have failed");
    }

    private async Task<(string Gid, Reply Reply)> PrepareAsync(CancellationToken cancellationToken)
    {
        var gid = string.Create(CultureInfo.InvariantCulture, $"{prefix}_{++_prepared}");
        return (gid, await Session.ExecuteAsync($"PREPARE TRANSACTION '{gid}'", [], cancellationToken));
    }

    /// <summary>What begins a transaction like this one.</summary>
    private Task<string?> NextAsync(CancellationToken cancellationToken) => Session.ScalarAsync(
        """
        SELECT pg_catalog.concat('BEGIN ISOLATION LEVEL ', pg_catalog.current_setting('transaction_isolation'),
                                 CASE WHEN pg_catalog.current_setting('transaction_read_only') OPERATOR(pg_catalog.=) 'on' THEN ' READ ONLY' ELSE ' READ WRITE' END,
                                 CASE WHEN pg_catalog.current_setting('transaction_deferrable') OPERATOR(pg_catalog.=) 'on' THEN ' DEFERRABLE' ELSE ' NOT DEFERRABLE' END)
        """,
        cancellationToken);

    private Task BeginAsync(string? statement, CancellationToken cancellationToken) => statement is null ? Task.CompletedTask : Session.QueryAsync(statement, cancellationToken);
}
