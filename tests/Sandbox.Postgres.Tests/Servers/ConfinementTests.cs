using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Npgsql;
using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>A confined server and the programs that it runs change nothing on this machine but its own folders; another one can.</summary>
[SupportedOSPlatform("linux")]
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
public sealed class ConfinementTests
{
    private const string Denied = "Permission denied";

    private ThrowawayServer? _open;

    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [OneTimeSetUp]
    public async Task StartAsync() => _open = await ThrowawayServer.StartAsync(new ThrowawayOptions { Confines = false }, Cancellation);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_open is not null)
        {
            await _open.DisposeAsync();
        }
    }

    [TestCase("COPY (SELECT 1) TO '{0}'", Denied)]
    [TestCase("COPY (SELECT 1) TO PROGRAM 'cat > {0}'", "failed")]
    [TestCase("COPY (SELECT 1) TO PROGRAM 'mkdir {0}'", "failed")]
    [TestCase("COPY (SELECT 1) TO PROGRAM 'mkfifo {0}'", "failed")]
    [TestCase("COPY (SELECT 1) TO PROGRAM 'ln -s / {0}'", "failed")]
    [TestCase("DO $$ DECLARE large oid := lo_from_bytea(0, 'x'); BEGIN PERFORM lo_export(large, '{0}'); END $$", Denied)]
    public async Task Nothing_is_written_elsewhere(string command, string why)
    {
        using var folder = new OpenFolder();
        var server = await SharedServer.GetAsync(Cancellation);
        RequireConfined(server);
        var open = _open ?? throw new InvalidOperationException("the fixture's server has not started");
        var file = Path.Combine(folder.Path, "left");

        var error = await Should.ThrowAsync<PostgresException>(() => server.AskAsync(string.Format(null, command, file)));
        error.Message.ShouldContain(why);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();

        open.IsConfined.ShouldBeFalse();
        await open.AskAsync(string.Format(null, command, file));
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBe([file]);
    }

    [TestCase("rm {0}/there/file"), TestCase("truncate -s 0 {0}/there/file"), TestCase("rmdir {0}/empty")]
    public async Task Nothing_is_taken_away(string program)
    {
        using var folder = new OpenFolder();
        var server = await SharedServer.GetAsync(Cancellation);
        RequireConfined(server);
        var there = folder.Create("there");
        folder.Create("empty");
        var file = Path.Combine(there, "file");
        await File.WriteAllTextAsync(file, "kept", Cancellation);
        File.SetUnixFileMode(file, OpenFolder.Everybody);

        await Should.ThrowAsync<PostgresException>(() => server.AskAsync($"COPY (SELECT 1) TO PROGRAM '{string.Format(null, program, folder.Path)}'"));

        (await File.ReadAllTextAsync(file, Cancellation)).ShouldBe("kept");
        Directory.EnumerateFileSystemEntries(folder.Path).Count().ShouldBe(2);
    }

    [Test]
    public async Task No_connection_is_opened()
    {
        var server = await SharedServer.GetAsync(Cancellation);
        RequireConfined(server);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connect = $"COPY (SELECT 1) TO PROGRAM 'exec bash -c \"exec 3<>/dev/tcp/127.0.0.1/{((IPEndPoint)listener.LocalEndpoint).Port}\"'";

        await Should.ThrowAsync<PostgresException>(() => server.AskAsync(connect));

        listener.Pending().ShouldBeFalse();
    }

    [Test]
    public async Task The_server_itself_does_all_that_it_does_elsewhere()
    {
        var server = await SharedServer.GetAsync(Cancellation);

        (await server.AskAsync("SELECT pg_create_restore_point('here') IS NOT NULL AND pg_switch_wal() IS NOT NULL")).ShouldBe("True");
        await server.AskAsync("CREATE TABLE sorted AS SELECT g FROM generate_series(1, 100000) g ORDER BY random()");
        await server.AskAsync("CREATE INDEX sorted_g ON sorted (g)");
        await server.AskAsync("CLUSTER sorted USING sorted_g");
        (await server.AskAsync("SELECT count(*) FROM sorted")).ShouldBe("100000");
        await server.AskAsync("DROP TABLE sorted");
        await server.AskAsync("CHECKPOINT");
    }

    private static void RequireConfined(ThrowawayServer server)
    {
        if (!server.IsConfined)
        {
            Assert.Ignore("this system has no Landlock");
        }
    }

    /// <summary>A folder in which every user may do everything.</summary>
    private sealed class OpenFolder : IDisposable
    {
        public const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

        public OpenFolder() => File.SetUnixFileMode(Path, Everybody);

        public string Path { get; } = Directory.CreateTempSubdirectory("sandbox-open-").FullName;

        public string Create(string name)
        {
            var folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
            File.SetUnixFileMode(folder, Everybody);
            return folder;
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
