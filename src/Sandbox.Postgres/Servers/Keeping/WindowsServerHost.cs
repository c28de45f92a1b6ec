using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>Servers on Windows: on loopback with a random password, kept by a job object that dies with this process.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsServerHost : IServerHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task BuildTemplateAsync(PostgresBinaries binaries, string folder, CancellationToken cancellationToken)
    {
        var parent = Path.GetDirectoryName(folder)!;
        foreach (var abandoned in Directory.EnumerateDirectories(parent, Path.GetFileName(folder) + ".*"))
        {
#pragma warning disable SBX1002 // Templates that nobody finished, beside ours in the product's own cache.
            Directory.Delete(abandoned, recursive: true);
#pragma warning restore SBX1002
        }

        var build = Directory.CreateDirectory($"{folder}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}").FullName;
        var data = Path.Combine(build, "data");
        await File.WriteAllTextAsync(PasswordFile(build), RandomNumberGenerator.GetHexString(32, lowercase: true), cancellationToken);
        var result = await Command.RunAsync(
            binaries.Program("initdb"),
            ["-D", data, "--auth", "scram-sha-256", "--pwfile", PasswordFile(build), "--locale", "C", .. ServerSettings.Initdb(binaries.Version.Major)],
            Command.Server,
            user: null,
            cancellationToken);
        if (result.ExitCode != 0)
        {
            Directory.Delete(build, recursive: true);
            throw new SandboxException(ExitCode.Unavailable, $"initdb of {binaries} failed: {result.Complaint}");
        }

        await File.AppendAllTextAsync(Path.Combine(data, "postgresql.conf"), ServerSettings.Template, cancellationToken);
        Directory.Move(build, folder);
    }

    /// <inheritdoc/>
    public async Task<IKeeper> StartAsync(
        ServerRecord record, string template, PostgresBinaries binaries, string clusterName, bool confines, CancellationToken cancellationToken)
    {
        var password = await File.ReadAllTextAsync(PasswordFile(template), cancellationToken);
        var port = FreePort();
        Copy(Path.Combine(template, "data"), record.Data, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(record.Data, "sandbox.conf"), ServerSettings.ForLoopback(clusterName, port), cancellationToken);
        var job = new JobObject();
        try
        {
            var start = Command.Prepare(
                binaries.Program("pg_ctl"), ["start", "-W", "-s", "-p", binaries.Program("postgres"), "-D", record.Data, "-l", record.Log], Command.Server, user: null);
            var process = Command.Start(start);

            // What pg_ctl starts before this line would stay outside the job; it reads files first, and the next sweep finds the rest.
            job.Add(process);
            return new WindowsKeeper(process, job, record, port, password);
        }
        catch
        {
            job.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ServerRecord record, int? postmaster, CancellationToken cancellationToken)
    {
        if (postmaster is { } processId)
        {
            try
            {
                using var process = Process.GetProcessById(processId);
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(cancellationToken);
            }
            catch (ArgumentException)
            {
                // It ended by itself since it was looked at.
            }
        }

        await DeleteAsync(record.Run, cancellationToken);
    }

    // Windows keeps a file that was open in a process which just ended for a moment.
    private static async Task DeleteAsync(string folder, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException && waited.Elapsed < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }

    private static string PasswordFile(string folder) => Path.Combine(folder, "password");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Copy(string from, string to, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)), cancellationToken);
        }

        foreach (var file in Directory.EnumerateFiles(from))
        {
            cancellationToken.ThrowIfCancellationRequested();
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
