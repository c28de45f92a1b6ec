namespace Sandbox.Postgres.Wire;

/// <content>What a session can be asked for.</content>
public sealed partial class WireSession
{
    /// <inheritdoc/>
    /// <remarks>A COPY FROM STDIN is refused for want of data; the data of a COPY TO STDOUT is not part of the reply.</remarks>
    public async Task<Reply> ExecuteAsync(string statement, IReadOnlyList<string?> parameters, CancellationToken cancellationToken)
    {
        var buffer = new ReplyBuffer();
        await ExecuteAsync(statement, parameters, buffer, cancellationToken);
        return buffer.ToReply(Status);
    }

    /// <summary>Runs one statement without parameters, its replies streamed.</summary>
    /// <inheritdoc cref="ExecuteAsync(string, IReadOnlyList{string?}, IReplySink, CancellationToken)"/>
    public Task ExecuteAsync(string statement, IReplySink sink, CancellationToken cancellationToken) =>
        ExecuteAsync(statement, [], sink, cancellationToken);

    /// <summary>Runs one statement, its replies streamed. Text that hides a second statement is refused by the server (42601).</summary>
    /// <remarks>
    /// Outside a transaction block the statement commits at the end of the request: an error of that commit comes to
    /// <see cref="IReplySink.OnError"/> after <see cref="IReplySink.OnComplete"/>.
    /// </remarks>
    /// <param name="statement">One SQL statement, with <c>$1</c> ... for parameters.</param>
    /// <param name="parameters">The parameters' values as text, null for SQL's NULL.</param>
    /// <param name="sink">Takes the replies. What it throws is thrown here once the server is ready again.</param>
    /// <param name="cancellationToken">Sends a cancel request; the replies are awaited all the same.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the replies were complete.</exception>
    /// <exception cref="SandboxException">
    /// The connection broke (<see cref="ExitCode.Unavailable"/>); the text cannot be sent at all (<see cref="ExitCode.Usage"/>).
    /// </exception>
    public async Task ExecuteAsync(string statement, IReadOnlyList<string?> parameters, IReplySink sink, CancellationToken cancellationToken)
    {
        Requests.Check(statement, parameters, ClientEncoding);
        using var exchange = Begin(sink, statements: 1, cancellationToken);
        await ConverseAsync(exchange, () => SendAsync(statement, parameters), cancellationToken);
    }

    /// <summary>Runs a prepared statement by its name (<c>\bind_named</c>), its replies streamed.</summary>
    /// <param name="name">The name that <see cref="PrepareAsync"/> or PREPARE gave.</param>
    /// <param name="parameters">The parameters' values as text, null for SQL's NULL.</param>
    /// <param name="sink">Takes the replies.</param>
    /// <param name="cancellationToken">Sends a cancel request; the replies are awaited all the same.</param>
    /// <inheritdoc cref="ExecuteAsync(string, IReadOnlyList{string?}, IReplySink, CancellationToken)"/>
    public async Task ExecutePreparedAsync(string name, IReadOnlyList<string?> parameters, IReplySink sink, CancellationToken cancellationToken)
    {
        Requests.Check(name, parameters, ClientEncoding);
        using var exchange = Begin(sink, statements: 1, cancellationToken);
        await ConverseAsync(exchange, () => SendPreparedAsync(name, parameters), cancellationToken);
    }

    /// <summary>
    /// Runs statements as one pipeline: all are sent without waiting, with one Sync at the end. After the first error the server skips
    /// the rest: the sink hears the error, and nothing of what comes behind it.
    /// </summary>
    /// <remarks>
    /// Outside a transaction block the whole batch is one implicit transaction. A COPY FROM STDIN may only be the last statement:
    /// elsewhere the server takes the next one for a broken protocol and ends the session. What changes <c>client_encoding</c> must be
    /// the last too: the statements behind it have been encoded before.
    /// </remarks>
    /// <param name="statements">The statements, one in each text, with their parameters.</param>
    /// <param name="sink">Takes the replies.</param>
    /// <param name="cancellationToken">Sends a cancel request; the replies are awaited all the same.</param>
    /// <returns>How many statements completed.</returns>
    /// <inheritdoc cref="ExecuteAsync(string, IReadOnlyList{string?}, IReplySink, CancellationToken)"/>
    public async Task<int> ExecuteBatchAsync(IReadOnlyList<BatchStatement> statements, IReplySink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statements);
        foreach (var statement in statements)
        {
            Requests.Check(statement.Text, statement.Parameters, ClientEncoding);
        }

        using var exchange = Begin(sink, statements.Count, cancellationToken);
        await ConverseAsync(exchange, () => SendBatchAsync(statements, exchange), cancellationToken);
        return exchange.Completed;
    }

    /// <summary>
    /// Sends one Query message: any number of statements as one implicit transaction, as psql sends what <c>\;</c> joins. COPY works
    /// in both directions.
    /// </summary>
    /// <param name="text">The text, sent as it is.</param>
    /// <param name="sink">Takes the replies.</param>
    /// <param name="cancellationToken">Sends a cancel request; the replies are awaited all the same.</param>
    /// <inheritdoc cref="ExecuteAsync(string, IReadOnlyList{string?}, IReplySink, CancellationToken)"/>
    public async Task QueryAsync(string text, IReplySink sink, CancellationToken cancellationToken)
    {
        Requests.Check(text, ClientEncoding);
        using var exchange = Begin(sink, statements: null, cancellationToken);
        await ConverseAsync(exchange, () => SendQueryAsync(text), cancellationToken);
    }

    /// <summary>Parses a statement and does not run it: how text that hides a second statement is found out.</summary>
    /// <remarks>Its notices are not told, for they come again when the statement runs. In a transaction an error aborts it.</remarks>
    /// <param name="statement">The text.</param>
    /// <param name="cancellationToken">Sends a cancel request; the replies are awaited all the same.</param>
    /// <returns>Null where it parsed, else the server's error.</returns>
    /// <inheritdoc cref="ExecuteAsync(string, IReadOnlyList{string?}, IReplySink, CancellationToken)"/>
    public Task<ServerMessage?> ParseAsync(string statement, CancellationToken cancellationToken) =>
        PrepareAsync("", statement, SilentSink.Instance, cancellationToken);

    /// <summary>Parses a statement under a name (<c>\parse</c>).</summary>
    /// <param name="name">The name; empty for the unnamed statement, which the next one replaces.</param>
    /// <param name="statement">The text.</param>
    /// <param name="sink">Takes notices, and the error where there is one.</param>
    /// <param name="cancellationToken">Sends a cancel request; the replies are awaited all the same.</param>
    /// <returns>Null where it parsed, else the server's error.</returns>
    /// <inheritdoc cref="ExecuteAsync(string, IReadOnlyList{string?}, IReplySink, CancellationToken)"/>
    public async Task<ServerMessage?> PrepareAsync(string name, string statement, IReplySink sink, CancellationToken cancellationToken)
    {
        Requests.Check(name, ClientEncoding);
        Requests.Check(statement, ClientEncoding);
        using var exchange = Begin(sink, statements: 0, cancellationToken);
        await ConverseAsync(exchange, () => SendParseAsync(name, statement), cancellationToken);
        return exchange.Error;
    }

    /// <summary>Asks for the columns that a prepared statement returns (<c>\gdesc</c>).</summary>
    /// <param name="name">The name; empty for the unnamed statement.</param>
    /// <param name="sink">Takes the columns, where the statement returns rows; notices; the error where there is one.</param>
    /// <param name="cancellationToken">Sends a cancel request; the replies are awaited all the same.</param>
    /// <returns>Null where it is described, else the server's error.</returns>
    /// <inheritdoc cref="ExecuteAsync(string, IReadOnlyList{string?}, IReplySink, CancellationToken)"/>
    public async Task<ServerMessage?> DescribePreparedAsync(string name, IReplySink sink, CancellationToken cancellationToken)
    {
        Requests.Check(name, ClientEncoding);
        using var exchange = Begin(sink, statements: 0, cancellationToken);
        await ConverseAsync(exchange, () => SendDescribeAsync(name), cancellationToken);
        return exchange.Error;
    }

    /// <summary>Forgets a prepared statement (<c>\close_prepared</c>); one that does not exist is no error.</summary>
    /// <param name="name">The name.</param>
    /// <param name="sink">Takes notices, and the error where there is one.</param>
    /// <param name="cancellationToken">Sends a cancel request; the replies are awaited all the same.</param>
    /// <returns>Null where it is closed, else the server's error.</returns>
    /// <inheritdoc cref="ExecuteAsync(string, IReadOnlyList{string?}, IReplySink, CancellationToken)"/>
    public async Task<ServerMessage?> ClosePreparedAsync(string name, IReplySink sink, CancellationToken cancellationToken)
    {
        Requests.Check(name, ClientEncoding);
        using var exchange = Begin(sink, statements: 0, cancellationToken);
        await ConverseAsync(exchange, () => SendCloseAsync(name), cancellationToken);
        return exchange.Error;
    }

    /// <summary>
    /// Whether requests follow each other without a Sync, as between psql's <c>\startpipeline</c> and <c>\syncpipeline</c>: outside a transaction block they are
    /// one implicit transaction until <see cref="SyncAsync"/>. After an error the server skips, and answers, nothing until then: ask it for nothing either.
    /// <see cref="Status"/> stands still meanwhile. Only the requests of one prepared or one immediate statement may be made.
    /// </summary>
    public bool IsPipelining { get; set; }

    /// <summary>Ends what was requested while <see cref="IsPipelining"/>: the server commits its implicit transaction, or is done with what failed.</summary>
    /// <param name="sink">Takes notices, and the error of the commit where there is one.</param>
    /// <param name="cancellationToken">Sends a cancel request; the reply is awaited all the same.</param>
    /// <returns>Null where nothing failed at the commit, else the server's error.</returns>
    public async Task<ServerMessage?> SyncAsync(IReplySink sink, CancellationToken cancellationToken)
    {
        using var exchange = new Exchange(_transport, _state, sink, statements: 0, cancellationToken);
        await ConverseAsync(exchange, SendSyncAsync, cancellationToken);
        return exchange.Error;
    }

    private Exchange Begin(IReplySink sink, int? statements, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        return new Exchange(_transport, _state, sink, statements, cancellationToken) { IsUnsynced = IsPipelining };
    }
}
