using System.Diagnostics;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>
/// A small shell between us and the postmaster. It holds a pipe whose other end only this process has: when this process ends,
/// however it ends, the keeper reads the end of the pipe, stops its postmaster and removes its folders.
/// </summary>
internal sealed class UnixKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);

    private readonly Process _process;
    private readonly ServerRecord _record;
    private readonly Task _postmasterEnd;
    private readonly Task<string> _complaints;
    private bool _started;

    private UnixKeeper(Process process, ServerRecord record)
    {
        _process = process;
        _record = record;
        _postmasterEnd = process.StandardOutput.ReadToEndAsync();
        _complaints = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts the keeper, which copies the template and starts the postmaster.</summary>
    /// <param name="record">The server's folders.</param>
    /// <param name="template">The data folder to copy.</param>
    /// <param name="binaries">The binaries to run.</param>
    /// <param name="settings">The server's own settings.</param>
    /// <param name="user">The user to run as.</param>
    public static UnixKeeper Start(ServerRecord record, string template, PostgresBinaries binaries, string settings, RunUser user)
    {
        string[] arguments = ["-c", KeeperScript.Keep, "sandbox-keeper", record.Run, record.Sockets, template, binaries.Folder, settings];
        return new UnixKeeper(Command.Start(Command.Prepare("/bin/sh", arguments, Command.Server, user.Name)), record);
    }

    /// <summary>Waits until the postmaster accepts connections.</summary>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SandboxException">The server did not come up; its last words are in the message (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<PostmasterFile> WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var postmaster = await PostmasterFile.ReadAsync(_record.Data, cancellationToken);
            if (postmaster is { IsReady: true })
            {
                _started = true;
                return postmaster;
            }

            if (_postmasterEnd.IsCompleted)
            {
                throw new SandboxException(ExitCode.Unavailable, $"the throwaway server did not start: {await LastWordsAsync()}");
            }

            if (waited.Elapsed > timeout)
            {
                _started = postmaster is not null;
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
            if (!_started && _postmasterEnd.IsCompleted)
            {
                await TellAsync("gone");
            }

            _process.StandardInput.Close();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                _process.Kill();
            }
        }
    }

    private async Task TellAsync(string word)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(word);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException) when (_process.HasExited)
        {
            // A keeper that has ended has cleaned up already or was killed; the caller looks at the folders next.
        }
    }

    private async Task<string> LastWordsAsync()
    {
        if (File.Exists(_record.Log) && await File.ReadAllTextAsync(_record.Log) is { Length: > 0 } log)
        {
            return CommandResult.LastLines(log);
        }

        // The keeper keeps its standard error until it ends.
        _process.StandardInput.Close();
        return CommandResult.LastLines(await _complaints.WaitAsync(Patience));
    }
}
