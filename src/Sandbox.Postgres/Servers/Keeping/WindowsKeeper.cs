using System.Diagnostics;
using System.Runtime.Versioning;
using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>Keeps one server on Windows by a job object whose only handle this process has.</summary>
/// <param name="process">The <c>pg_ctl start</c> that starts the server.</param>
/// <param name="job">The job that it was added to.</param>
/// <param name="record">The server's folders.</param>
/// <param name="port">The server's port on loopback.</param>
/// <param name="password">The superuser's password.</param>
[SupportedOSPlatform("windows")]
internal sealed class WindowsKeeper(Process process, JobObject job, ServerRecord record, int port, string password) : IKeeper
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc/>
    public bool IsConfined => false;

    /// <inheritdoc/>
    public ConnectionTarget Target => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Database = "postgres",
        User = ServerSettings.Superuser,
        Password = password,
        SslMode = SslMode.Disable,
    };

    /// <inheritdoc/>
    public async Task<PostmasterFile> WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var postmaster = await PostmasterFile.ReadAsync(record.Data, cancellationToken);
            if (postmaster is { IsReady: true })
            {
                return postmaster;
            }

            var log = await ReadLogAsync(cancellationToken);
            var failed = postmaster is null && ((process.HasExited && process.ExitCode != 0) || log.Contains("FATAL:", StringComparison.Ordinal));
            if (failed || waited.Elapsed > timeout)
            {
                throw new SandboxException(ExitCode.Unavailable, $"the throwaway server did not start: {CommandResult.LastLines(log)}");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Ends every process of the job; the caller removes the folders.</summary>
    public ValueTask DisposeAsync()
    {
        job.Dispose();
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ReadLogAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(record.Log))
        {
            return "";
        }

        await using var log = new FileStream(record.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
