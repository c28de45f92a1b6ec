using System.Globalization;
using System.Runtime.Versioning;
using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

[Parallelizable(ParallelScope.All)]
public sealed class ThrowawayServerTests
{
    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task A_server_answers_and_is_what_its_identity_says()
    {
        await using var server = await StartAsync();

        var identity = server.Identity;
        (await server.AskAsync("SELECT current_setting('cluster_name')")).ShouldBe(identity.ClusterName);
        (await server.AskAsync("SELECT current_setting('data_directory')")).ShouldBe(identity.DataDirectory);
        (await server.AskAsync("SELECT current_setting('unix_socket_directories')"))!.Trim('"').ShouldBe(identity.SocketDirectory);
        (await server.AskAsync("SELECT system_identifier::text FROM pg_control_system()")).ShouldBe(identity.SystemIdentifier.ToString(CultureInfo.InvariantCulture));
        (await server.AskAsync("SELECT current_setting('server_version_num')::int / 10000"))
            .ShouldBe(server.Version.Major.ToString(CultureInfo.InvariantCulture));
        var started = await server.AskAsync("SELECT extract(epoch FROM pg_postmaster_start_time())");
        (double.Parse(started!, CultureInfo.InvariantCulture) - identity.StartedAt.ToUnixTimeSeconds()).ShouldBeInRange(-1, 2);
    }

    [TestCase("fsync", "off")]
    [TestCase("synchronous_commit", "off")]
    [TestCase("full_page_writes", "off")]
    [TestCase("autovacuum", "off")]
    [TestCase("jit", "off")]
    [TestCase("wal_level", "logical")]
    [TestCase("max_prepared_transactions", "10")]
    [TestCase("max_connections", "100")]
    [TestCase("TimeZone", "UTC")]
    [TestCase("server_encoding", "UTF8")]
    [TestCase("listen_addresses", "", IncludePlatform = "Unix")]
    public async Task A_server_has_the_setting(string setting, string value)
    {
        var server = await SharedServer.GetAsync(Cancellation);

        (await server.AskAsync($"SELECT current_setting('{setting}')")).ShouldBe(value);
    }

    [Test]
    public async Task The_superuser_is_postgres_and_databases_are_there()
    {
        var server = await SharedServer.GetAsync(Cancellation);

        (await server.AskAsync("SELECT rolname FROM pg_roles WHERE rolsuper")).ShouldBe("postgres");
        (await server.AskAsync("SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname IN ('postgres', 'template0', 'template1')"))
            .ShouldBe("postgres template0 template1");
    }

    [Test, Platform("Linux")]
    public async Task The_postmaster_never_runs_as_root()
    {
        var server = await SharedServer.GetAsync(Cancellation);

        Processes.EffectiveUser(server.Identity.PostmasterProcessId).ShouldNotBe("0");
    }

    [Test, Platform("Linux")]
    public async Task There_is_no_tcp_listener()
    {
        var server = await SharedServer.GetAsync(Cancellation);

        Processes.TcpListeners(server.Identity.PostmasterProcessId).ShouldBeEmpty();
    }

    [Test, Platform("Unix")]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_servers_user_can_reach_the_socket_and_the_data()
    {
        var server = await SharedServer.GetAsync(Cancellation);

        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.GetUnixFileMode(server.Identity.SocketDirectory!).ShouldBe(Private);
        File.GetUnixFileMode(server.Identity.DataDirectory).ShouldBe(Private);
    }

    [Test, Platform("Unix")]
    public async Task The_server_sees_nothing_of_the_environments_secrets()
    {
        Environment.SetEnvironmentVariable("SANDBOX_TEST_SECRET", "leaked");
        await using var server = await StartAsync();

        (await server.AskAsync("CREATE TEMP TABLE seen (line text); COPY seen FROM PROGRAM 'env'; SELECT string_agg(line, ' ') FROM seen"))
            .ShouldNotBeNull().ShouldNotContain("leaked");
    }

    [Test]
    public async Task A_disposed_server_leaves_no_process_no_folder_and_no_record()
    {
        using var cache = new CacheFolder();
        var server = await ThrowawayServer.StartAsync(cache.Options, Cancellation);
        await server.DisposeAsync();
        await server.DisposeAsync();

        Processes.IsRunning(server.Identity.PostmasterProcessId).ShouldBeFalse();
        cache.Runs.ShouldBeEmpty();
        cache.Records.ShouldBeEmpty();
    }

    [Test]
    public async Task Servers_of_one_process_stand_side_by_side_from_an_empty_cache_on()
    {
        using var cache = new CacheFolder();
        var options = cache.Options;
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ThrowawayServer.StartAsync(options, Cancellation)));
        try
        {
            foreach (var server in servers)
            {
                (await server.AskAsync("SELECT current_setting('cluster_name')")).ShouldBe(server.Identity.ClusterName);
            }

            cache.Templates.ShouldHaveSingleItem();
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }

        cache.Runs.ShouldBeEmpty();
    }

    [Test]
    public async Task A_template_that_a_killed_initdb_left_half_made_is_not_used()
    {
        using var cache = new CacheFolder();
        var options = cache.Options;
        await (await ThrowawayServer.StartAsync(options, Cancellation)).DisposeAsync();
        var template = cache.Templates.ShouldHaveSingleItem();
        Directory.Move(template, template + ".torn");
#pragma warning disable SBX1002 // The cache is the test's own.
        Directory.Delete(Path.Combine(template + ".torn", "data", "global"), recursive: true);
#pragma warning restore SBX1002

        await using (var server = await ThrowawayServer.StartAsync(options, Cancellation))
        {
            (await server.AskAsync("SELECT 1")).ShouldBe("1");
        }

        cache.Templates.ShouldBe([template]);
    }

    [Test]
    public async Task A_long_cache_path_still_gets_a_socket()
    {
        using var cache = new CacheFolder();
        var deep = cache.CreateFolder(new string('d', 60), new string('e', 60) + " 'quoted', path");
        await using var server = await ThrowawayServer.StartAsync(new ThrowawayOptions { CacheDirectory = deep, RunDirectory = deep }, Cancellation);
        (await server.AskAsync("SELECT 1")).ShouldBe("1");

        await server.DisposeAsync();

        Directory.Exists(server.Identity.SocketDirectory).ShouldBeFalse();
        Directory.Exists(server.Identity.DataDirectory).ShouldBeFalse();
    }

    [TestCase("\""), TestCase("$(id)"), TestCase("`id`"), TestCase("\\"), Platform("Unix")]
    public async Task A_cache_path_that_a_shell_would_read_is_refused(string part)
    {
        var error = await Should.ThrowAsync<SandboxException>(
            () => ThrowawayServer.StartAsync(new ThrowawayOptions { CacheDirectory = "/tmp/sandbox-" + part }, Cancellation));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldContain("SANDBOX_CACHE");
    }

    [Test]
    public async Task A_start_that_is_cancelled_leaves_nothing()
    {
        using var cache = new CacheFolder();
        await (await ThrowawayServer.StartAsync(cache.Options, Cancellation)).DisposeAsync();
        using var cancelled = new CancellationTokenSource();
        var start = ThrowawayServer.StartAsync(cache.Options, cancelled.Token);
        await Processes.UntilAsync(() => cache.Runs.Count > 0 || start.IsCompleted, Cancellation);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => start);

        cache.Runs.ShouldBeEmpty();
        cache.Records.ShouldBeEmpty();
    }

    [Test]
    public async Task A_server_that_cannot_start_says_why_and_leaves_nothing()
    {
        using var cache = new CacheFolder();
        var options = cache.Options;
        await (await ThrowawayServer.StartAsync(options, Cancellation)).DisposeAsync();
        await File.AppendAllTextAsync(Path.Combine(cache.Templates.ShouldHaveSingleItem(), "data", "postgresql.conf"), "\nno_such_setting = 1\n", Cancellation);

        var error = await Should.ThrowAsync<SandboxException>(() => ThrowawayServer.StartAsync(options, Cancellation));

        error.ExitCode.ShouldBe(ExitCode.Unavailable);
        error.Message.ShouldContain("no_such_setting");
        error.Message.ShouldNotContain("\n");
        cache.Runs.ShouldBeEmpty();
        cache.Records.ShouldBeEmpty();
    }

    [Test]
    public async Task Without_a_named_folder_servers_run_in_the_cache_or_in_memory()
    {
        using var cache = new CacheFolder();
        var server = await ThrowawayServer.StartAsync(cache.Options with { RunDirectory = null }, Cancellation);
        var data = server.Identity.DataDirectory;
        (data.StartsWith("/dev/shm/sandbox-", StringComparison.Ordinal) || data.StartsWith(cache.Path, StringComparison.Ordinal)).ShouldBeTrue(data);

        await server.DisposeAsync();

        Directory.Exists(Path.GetDirectoryName(data)).ShouldBeFalse();
    }

    private static Task<ThrowawayServer> StartAsync() => ThrowawayServer.StartAsync(new ThrowawayOptions(), Cancellation);
}
