using System.Diagnostics;
using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>
/// A small shell between us and the postmaster. It holds a pipe whose other end only this process has: when this process ends,
/// however it ends, the keeper reads the end of the pipe, stops its postmaster and removes its folders.
/// </summary>
internal sealed class UnixKeeper : IKeeper
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);

    private readonly Process _process;
    private readonly ServerRecord _record;
    private readonly Task _postmasterEnd;
    private readonly Task<string> _complaints;
    private bool _isLetGo;

    /// <summary>Takes a keeper that was just started.</summary>
    /// <param name="process">The shell, with all streams redirected.</param>
    /// <param name="record">The server's folders.</param>
    /// <param name="isConfined">Whether it was confined.</param>
    public UnixKeeper(Process process, ServerRecord record, bool isConfined)
    {
        IsConfined = isConfined;
        _process = process;
        _record = record;
        _postmasterEnd = process.StandardOutput.ReadToEndAsync();
        _complaints = process.StandardError.ReadToEndAsync();
    }

    /// <inheritdoc/>
    public bool IsConfined { get; }

    /// <inheritdoc/>
    public ConnectionTarget Target => new()
    {
        Host = _record.Sockets,
        Port = ServerSettings.SocketNumber,
        Database = "postgres",
        User = ServerSettings.Superuser,
        SslMode = SslMode.Disable,
    };

    /// <inheritdoc/>
    public async Task<PostmasterFile> WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var postmaster = await PostmasterFile.ReadAsync(_record.Data, cancellationToken);
            if (postmaster is { IsReady: true })
            {
                return postmaster;
            }

            if (_postmasterEnd.IsCompleted)
            {
                throw new SandboxException(ExitCode.Unavailable, $"the throwaway server did not start: {await LastWordsAsync()}");
            }

            if (waited.Elapsed > timeout)
            {
                throw new SandboxException(
                    ExitCode.Unavailable, $"the throwaway server was not ready after {timeout.TotalSeconds:0} s: {await LastWordsAsync()}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Lets the keeper stop the server and remove its folders, and waits until that is done.</summary>
    /// <exception cref="SandboxException">The server or its folders are still there (<see cref="ExitCode.Unavailable"/>).</exception>
    public async ValueTask DisposeAsync()
    {
        using (_process)
        {
            await LetGoAsync();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                // The caller removes what a keeper leaves.
                _process.Kill();
            }
        }
    }

    private async Task LetGoAsync()
    {
        if (_isLetGo)
        {
            return;
        }

        _isLetGo = true;
        try
        {
            if (_postmasterEnd.IsCompleted)
            {
                await _process.StandardInput.WriteLineAsync("gone");
            }

            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Nobody reads any more: the keeper was killed, and the caller removes what it left.
        }
    }

    private async Task<string> LastWordsAsync()
    {
        if (File.Exists(_record.Log) && await File.ReadAllTextAsync(_record.Log) is { Length: > 0 } log)
        {
            return CommandResult.LastLines(log);
        }

        // The keeper keeps its standard error until it ends.
        await LetGoAsync();
        return CommandResult.LastLines(await _complaints.WaitAsync(Patience));
    }
}
