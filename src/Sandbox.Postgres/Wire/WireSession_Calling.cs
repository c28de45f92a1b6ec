namespace Sandbox.Postgres.Wire;

/// <content>Functions of the server that are called without a statement (PostgreSQL manual, "Function Call"), as libpq calls those of large objects.</content>
public sealed partial class WireSession
{
    /// <summary>Calls a function by its oid, arguments and result in their binary form.</summary>
    /// <param name="function">The function's oid.</param>
    /// <param name="arguments">The arguments, none of them NULL.</param>
    /// <param name="cancellationToken">Sends a cancel request; the reply is awaited all the same.</param>
    /// <returns>The result; empty for SQL's NULL.</returns>
    /// <exception cref="ServerErrorException">The function failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the reply was complete.</exception>
    /// <exception cref="SandboxException">The connection broke (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<ReadOnlyMemory<byte>> CallAsync(uint function, IReadOnlyList<ReadOnlyMemory<byte>> arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        using var exchange = new Exchange(_transport, _state, SilentSink.Instance, statements: 0, cancellationToken) { IsCall = true };
        await ConverseAsync(exchange, () => SendCallAsync(function, arguments), cancellationToken);
        return exchange.Error is { } error ? throw new ServerErrorException(error) : exchange.Result;
    }

    private async Task SendCallAsync(uint function, IReadOnlyList<ReadOnlyMemory<byte>> arguments)
    {
        _transport.Writer.FunctionCall(function, arguments);
        await _transport.FlushAsync(CancellationToken.None);
    }
}
