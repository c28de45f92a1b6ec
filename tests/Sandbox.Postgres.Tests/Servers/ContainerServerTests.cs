using System.Globalization;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Servers.Containers;
using Sandbox.Postgres.Wire;
using Sandbox.Tests;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>A server in a container is a throwaway as any other: it says who it is, nobody else reaches it, and it is gone with its owner.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
[CancelAfter(180_000)]
public sealed class ContainerServerTests
{
    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task A_server_answers_to_who_knows_its_password_and_leaves_nothing()
    {
        using var cache = new CacheFolder();
        var options = new ThrowawayOptions { Choice = ServerChoice.Parse($"container:{await TestEngine.ImageAsync()}"), CacheDirectory = cache.Path, RunsInCache = true };
        string sockets, container;
        await using (var server = await Throwaway.StartAsync(options, Cancellation))
        {
            var identity = server.Identity;
            sockets = identity.SocketDirectory!;
            container = Path.GetFileName(Path.GetDirectoryName(sockets))!;
            (await TestEngine.HasAsync("container", container)).ShouldBeTrue();
            server.Choice.ShouldBe(options.Choice);
            (await AskAsync(server, "SELECT current_setting('cluster_name')")).ShouldBe(identity.ClusterName);
            (await AskAsync(server, "SELECT current_setting('data_directory')")).ShouldBe(identity.DataDirectory);
            (await AskAsync(server, "SELECT system_identifier::text FROM pg_control_system()")).ShouldBe(identity.SystemIdentifier.ToString(CultureInfo.InvariantCulture));
            (await AskAsync(server, "SELECT current_setting('server_version_num')::int / 10000")).ShouldBe(server.Version.Major.ToString(CultureInfo.InvariantCulture));
            (await AskAsync(server, "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN ('fsync', 'autovacuum', 'listen_addresses', 'TimeZone')")).ShouldBe("TimeZone=UTC autovacuum=off fsync=off listen_addresses=");

            // It has no network, writes as nobody of this machine's, and asks for the password.
            await AskAsync(server, "CREATE TEMP TABLE said (line text)", "COPY said FROM PROGRAM 'cat /proc/net/dev'", "DO $$ BEGIN IF (SELECT count(*) FROM said WHERE line LIKE '%:%') <> 1 THEN RAISE 'there is a network'; END IF; END $$");
            var error = await Should.ThrowAsync<SandboxException>(async () => await (await WireSession.OpenAsync(server.Target("postgres") with { Password = "guessed" }, Cancellation)).DisposeAsync());
            error.Message.ShouldContain("password authentication failed");
        }

        Directory.Exists(sockets).ShouldBeFalse();
        Directory.EnumerateFiles(Path.Combine(cache.Path, "servers")).ShouldBeEmpty();
        (await TestEngine.HasAsync("container", container)).ShouldBeFalse();
    }

    [Test]
    public async Task What_keeps_a_container_from_starting_is_told()
    {
        await TestEngine.ImageAsync();

        var error = await Should.ThrowAsync<SandboxException>(() => Throwaway.StartAsync(new ThrowawayOptions { Choice = ServerChoice.Parse("container:localhost/no-such-image:1") }, Cancellation));

        error.ExitCode.ShouldBe(ExitCode.Unavailable);
        error.Message.ShouldContain("the image localhost/no-such-image:1 is not here, and nothing is pulled by itself");
        error.Message.ShouldContain("podman pull localhost/no-such-image:1");
    }

    [Test]
    public async Task What_others_remove_meanwhile_does_not_hide_that_a_name_is_free()
    {
        await TestEngine.ImageAsync();
        var engine = await ContainerEngine.FindAsync("podman", Cancellation);
        using var enough = new CancellationTokenSource();
        var others = Enumerable.Range(0, 3).Select(async _ =>
        {
            while (!enough.IsCancellationRequested)
            {
                var volume = "sandbox-test-" + Guid.NewGuid().ToString("N");
                await TestEngine.AskAsync("volume", "create", volume);
                await TestEngine.AskAsync("volume", "rm", volume);
            }
        }).ToList();

        for (var look = 0; look < 20; look++)
        {
            (await engine.LookAsync(EngineObjectKind.Volume, "sandbox-test-none", Cancellation)).ShouldBeNull();
        }

        await enough.CancelAsync();
        await Task.WhenAll(others);
    }

    private static async Task<string?> AskAsync(IServer server, params string[] statements)
    {
        await using var session = await WireSession.OpenAsync(server.Target("postgres"), Cancellation);
        string? answer = null;
        foreach (var statement in statements)
        {
            answer = await session.ScalarAsync(statement, Cancellation);
        }

        return answer;
    }
}
