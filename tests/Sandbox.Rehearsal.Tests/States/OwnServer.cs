using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres.Connections;

namespace Sandbox.Rehearsal.Tests.States;

/// <summary>A cluster that a test starts and stops itself; a throwaway server would end with its first postmaster.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private static readonly string s_template = Path.Combine("/tmp", Path.GetRandomFileName());
    private static readonly Lazy<Task> s_initdb = new(static () => RunAsync(
        Program("initdb"), "--no-sync", "-D", s_template, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C", "--wal-segsize", "1"));

    private readonly string _folder = Path.Combine("/tmp", Path.GetRandomFileName());
    private readonly int? _memory;

    private OwnServer(int? memory) => _memory = memory;

    /// <summary>The database to work in.</summary>
    public ConnectionTarget Target => new() { Host = _folder, Port = 5432, Database = "postgres", User = "postgres" };

    /// <summary>The folder that everything of it lies in; it is the server's user's.</summary>
    public string Folder => _folder;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes a cluster and starts its server.</summary>
    /// <param name="memory">How many kilobytes of address space each of its processes may take; null for no limit.</param>
    public static async Task<OwnServer> StartAsync(int? memory = null)
    {
        var server = new OwnServer(memory);
        await s_initdb.Value;
        await RunAsync("/bin/mkdir", "-m", "700", server._folder);
        await RunAsync("/bin/cp", "-a", s_template, server.Data);
        await server.PostgresAsync();
        return server;
    }

    /// <summary>Removes what the clusters are copied from, after the last of them.</summary>
    public static Task RemoveTemplateAsync() => s_initdb.IsValueCreated ? RunAsync("/bin/rm", "-rf", s_template) : Task.CompletedTask;

    /// <summary>Stops the server and starts it again.</summary>
    /// <param name="mode">How it stops, by pg_ctl's words; after <c>immediate</c> it recovers from a crash.</param>
    public async Task RestartAsync(string mode)
    {
        await StopAsync(mode);
        await PostgresAsync();
    }

    /// <summary>Stops the server and starts it again as a standby, which waits for a primary that never comes.</summary>
    public async Task BecomeStandbyAsync()
    {
        await StopAsync("fast");
        await RunAsync("/bin/touch", Path.Combine(Data, "standby.signal"));
        await PostgresAsync();
    }

    /// <summary>Stops the server.</summary>
    /// <param name="mode">How, by pg_ctl's words.</param>
    public Task StopAsync(string mode) => RunAsync(Program("pg_ctl"), "stop", "-w", "-s", "-m", mode, "-D", Data);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await StopAsync("immediate");
        }

        await RunAsync("/bin/rm", "-rf", _folder);
    }

    /// <summary>Starts the server, which was stopped.</summary>
    public Task PostgresAsync() => RunAsync(
        "/bin/sh", "-c", _memory is null ? "exec \"$@\"" : $"ulimit -v {_memory}; exec \"$@\"", "sh",
        Program("pg_ctl"), "start", "-w", "-s", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-c listen_addresses= -c unix_socket_directories={_folder} -c fsync=off -c autovacuum=off"));

    private static string Program(string name) => TestServer.Server.Binaries.Program(name);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" };
        if (Environment.IsPrivilegedProcess)
        {
            start.UserName = "postgres";
        }

        // initdb tells what it does; pg_ctl's server keeps its output open for as long as it lives.
        start.RedirectStandardOutput = program.EndsWith("initdb", StringComparison.Ordinal);
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput)
        {
            await process.StandardOutput.ReadToEndAsync();
        }

        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }
}
