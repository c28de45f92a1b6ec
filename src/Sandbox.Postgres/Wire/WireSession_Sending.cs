using System.Security.Authentication;

namespace Sandbox.Postgres.Wire;

/// <content>How requests become messages.</content>
public sealed partial class WireSession
{
    /// <summary>Asks the server to cancel what this session is doing, over a second connection (under TLS where this one is).</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SandboxException">The request did not get through (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        if (_state.SecretKey is not { } key)
        {
            throw new SandboxException(ExitCode.Unavailable, $"{Target} gave no key to cancel with; end the session instead");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Grace);
        try
        {
            await RequestCancelAsync(key, limit.Token);
        }
        catch (Exception failure) when (Transport.IsFailure(failure) || failure is AuthenticationException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SandboxException(ExitCode.Unavailable, $"the cancel request to {Target} did not get through: {failure.Message}; check the server", failure);
        }
    }

    private async Task RequestCancelAsync(byte[] key, CancellationToken cancellationToken)
    {
        await using var transport = await Transport.ConnectAsync(_transport.EndPoint, cancellationToken);
        if (IsEncrypted && !await transport.TryEncryptAsync(Certificates.Options(Target), cancellationToken))
        {
            throw new ProtocolViolationException("the server offers TLS no more");
        }

        transport.Writer.CancelRequest(ProcessId, key);
        await transport.FlushAsync(cancellationToken);
        try
        {
            // The server closes the connection once it has sent the signal, and says nothing.
            _ = await transport.Reader.ReadAsync(cancellationToken);
        }
        catch (IOException)
        {
            // Closed: the request has been dealt with.
        }
    }

    private async Task SendAsync(string statement, IReadOnlyList<string?> parameters)
    {
        var writer = _transport.Writer;
        writer.Parse("", statement);
        writer.Bind("", parameters);
        writer.DescribePortal();
        writer.Execute();
        EndRequest();
        await _transport.FlushAsync(CancellationToken.None);
    }

    private async Task SendPreparedAsync(string name, IReadOnlyList<string?> parameters)
    {
        var writer = _transport.Writer;
        writer.Bind(name, parameters);
        writer.DescribePortal();
        writer.Execute();
        EndRequest();
        await _transport.FlushAsync(CancellationToken.None);
    }

    private async Task SendBatchAsync(IReadOnlyList<BatchStatement> statements, Exchange exchange)
    {
        var writer = _transport.Writer;
        for (var i = 0; i < statements.Count && exchange.Error is null; i++)
        {
            if (!statements[i].IsPrepared)
            {
                writer.Parse(statements[i].Name, statements[i].Text);
            }

            writer.Bind(statements[i].Name, statements[i].Parameters);
            writer.DescribePortal();
            writer.Execute();
            if (statements[i].IsAnsweredAtOnce)
            {
                writer.Flush();
            }

            if (writer.Pending >= MessageWriter.FlushThreshold)
            {
                await _transport.FlushAsync(CancellationToken.None);
            }
        }

        writer.Sync();
        await _transport.FlushAsync(CancellationToken.None);
    }

    private async Task SendQueryAsync(string text)
    {
        _transport.Writer.Query(text);
        await _transport.FlushAsync(CancellationToken.None);
    }

    private async Task SendParseAsync(string name, string statement)
    {
        _transport.Writer.Parse(name, statement);
        EndRequest();
        await _transport.FlushAsync(CancellationToken.None);
    }

    private async Task SendDescribeAsync(string name)
    {
        _transport.Writer.DescribeStatement(name);
        _transport.Writer.Sync();
        await _transport.FlushAsync(CancellationToken.None);
    }

    private async Task SendCloseAsync(string name)
    {
        _transport.Writer.CloseStatement(name);
        EndRequest();
        await _transport.FlushAsync(CancellationToken.None);
    }

    private async Task SendSyncAsync()
    {
        _transport.Writer.Sync();
        await _transport.FlushAsync(CancellationToken.None);
    }

    private void EndRequest()
    {
        if (IsPipelining)
        {
            _transport.Writer.Flush();
        }
        else
        {
            _transport.Writer.Sync();
        }
    }
}
