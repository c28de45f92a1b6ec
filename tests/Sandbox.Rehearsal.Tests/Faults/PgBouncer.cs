using System.Diagnostics;
using System.Net.Sockets;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>A PgBouncer of a test's own in front of the assembly's server, on a Unix socket.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const int SocketNumber = 6432;

    private static readonly SemaphoreSlim s_installing = new(1);

    private readonly string _folder;
    private readonly Process _process;

    private PgBouncer(string folder, Process process)
    {
        _folder = folder;
        _process = process;
    }

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    /// <summary>A database as it is seen through here.</summary>
    public ConnectionTarget Target(string database) => TestServer.Server.Target(database) with { Host = _folder, Port = SocketNumber };

    /// <summary>Starts one.</summary>
    /// <param name="mode"><c>session</c>, <c>transaction</c> or <c>statement</c>.</param>
    /// <param name="poolSize">How many sessions of the server it uses for a database.</param>
    /// <param name="alias">A name of its own for a database of the server, and that database.</param>
    public static async Task<PgBouncer> StartAsync(string mode, int poolSize, (string Name, string Database)? alias = null)
    {
        var program = await ProgramAsync();
        var folder = Path.Combine("/tmp", Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        var server = TestServer.Server.Target("postgres");
        var address = $"host={server.Host} port={server.Port} user={server.User}";
        var settings = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(
            settings,
            $"""
            [databases]
            {(alias is { } known ? $"{known.Name} = {address} dbname={known.Database}" : "")}
            * = {address}
            [pgbouncer]
            unix_socket_dir = {folder}
            listen_port = {SocketNumber}
            auth_type = any
            pool_mode = {mode}
            default_pool_size = {poolSize}
            logfile = {folder}/log
            """,
            Token);
        var start = new ProcessStartInfo(program, ["-q", settings]) { WorkingDirectory = "/" };
        if (Environment.IsPrivilegedProcess)
        {
            // It refuses to be root.
            using var chown = Process.Start("chown", ["-R", "postgres:", folder]);
            await chown.WaitForExitAsync(Token);
            start.UserName = "postgres";
        }

        var bouncer = new PgBouncer(folder, Process.Start(start)!);
        while (!await ListensAsync(Path.Combine(folder, $".s.PGSQL.{SocketNumber}")))
        {
            bouncer._process.HasExited.ShouldBeFalse();
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }

        return bouncer;
    }

    /// <summary>Whether somebody listens on a socket: its file is there a moment before.</summary>
    private static async Task<bool> ListensAsync(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Asks one question through it.</summary>
    public async Task<string?> AskAsync(string database, string question)
    {
        await using var session = await WireSession.OpenAsync(Target(database), Token);
        return await session.ScalarAsync(question, Token);
    }

    public async ValueTask DisposeAsync()
    {
        using (_process)
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            await _process.WaitForExitAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Where PgBouncer is; installed first where it is missing and may be.</summary>
    private static async Task<string> ProgramAsync()
    {
        await s_installing.WaitAsync(Token);
        try
        {
            if (Find() is null && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
            {
                using var install = Process.Start("/bin/sh", ["-c", "{ apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends pgbouncer; } >/dev/null 2>&1"]);
                await install.WaitForExitAsync(Token);
            }
        }
        finally
        {
            s_installing.Release();
        }

        if (Find() is not { } program)
        {
            Assert.Ignore("PgBouncer is not installed: apt-get install pgbouncer");
            throw new UnreachableException();
        }

        return program;
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(static folder => Path.Combine(folder, "pgbouncer")).FirstOrDefault(File.Exists);
}
