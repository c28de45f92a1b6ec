using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

[Parallelizable(ParallelScope.All)]
public sealed class AuthenticationTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("trusting")]
    [TestCase("clear_password")]
    [TestCase("md5_password")]
    [TestCase("scram_password")]
    public async Task Every_method_lets_in(string user)
    {
        foreach (var mode in new[] { SslMode.Disable, SslMode.Require })
        {
            var target = WireServer.Tcp(user) with { Password = WireServer.Password, SslMode = mode };

            await using var session = await WireSession.OpenAsync(target, Token);

            (await session.ScalarAsync("SELECT current_user", Token)).ShouldBe(user);
            session.IsEncrypted.ShouldBe(mode == SslMode.Require);
        }
    }

    [Test]
    public async Task Scram_works_on_the_unix_socket()
    {
        var target = WireServer.Local with { User = "scram_password", Password = WireServer.Password };

        await using var session = await WireSession.OpenAsync(target, Token);

        (await session.ScalarAsync("SELECT current_user", Token)).ShouldBe("scram_password");
    }

    [Test]
    public async Task A_client_s_certificate_lets_in()
    {
        var (certificate, key) = WireServer.OfClient;
        var target = WireServer.Tcp("certified") with { SslMode = SslMode.Require };

        await using var session = await WireSession.OpenAsync(target with { SslCertificate = certificate, SslKey = key }, Token);

        (await session.ScalarAsync("SELECT current_user", Token)).ShouldBe("certified");
        (await RefusedAsync(target)).Message.ShouldContain("certificate");
        var unreadable = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(target with { SslCertificate = "/nonexistent.crt" }, Token))).ShouldNotBeNull();
        unreadable.ExitCode.ShouldBe(ExitCode.Usage);
    }

    [TestCase("clear_password")]
    [TestCase("md5_password")]
    [TestCase("scram_password")]
    public async Task A_wrong_password_is_refused_in_one_line_that_hides_it(string user)
    {
        var failure = await RefusedAsync(WireServer.Tcp(user) with { Password = "wrong secret" });

        failure.Message.ShouldContain($"cannot connect to {user}@localhost:");
        failure.Message.ShouldContain("28P01");
        failure.Message.ShouldContain("password");
        failure.Message.ShouldNotContain("wrong secret");
        failure.Message.ShouldNotContain("\n");
    }

    [TestCase("clear_password")]
    [TestCase("md5_password")]
    [TestCase("scram_password")]
    public async Task A_missing_password_is_asked_for(string user)
    {
        var failure = await RefusedAsync(WireServer.Tcp(user));

        failure.Message.ShouldContain("PGPASSWORD");
    }

    [Test]
    public async Task Channel_binding_is_used_where_it_is_required()
    {
        var target = WireServer.Tcp("scram_password") with { Password = WireServer.Password, SslMode = SslMode.Require, ChannelBinding = ChannelBinding.Require };

        await using var session = await WireSession.OpenAsync(target, Token);

        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
        (await RefusedAsync(target with { SslMode = SslMode.Disable })).Message.ShouldContain("channel binding");
        (await RefusedAsync(target with { User = "md5_password" })).Message.ShouldContain("channel binding");
        (await RefusedAsync(target with { User = "trusting" })).Message.ShouldContain("channel binding");
    }

    [Test]
    public async Task Without_channel_binding_scram_works_under_tls()
    {
        var target = WireServer.Tcp("scram_password") with { Password = WireServer.Password, SslMode = SslMode.Require, ChannelBinding = ChannelBinding.Disable };

        await using var session = await WireSession.OpenAsync(target, Token);

        session.IsEncrypted.ShouldBeTrue();
    }

    [Test]
    public async Task A_missing_database_and_a_missing_role_are_named()
    {
        (await RefusedAsync(WireServer.Local with { Database = "nowhere" })).Message.ShouldContain("check the database's name");
        (await RefusedAsync(WireServer.Tcp("nobody"))).Message.ShouldContain("pg_hba.conf");
    }

    [Test]
    public async Task Nobody_listening_is_said_with_the_target()
    {
        var socket = await RefusedAsync(WireServer.Local with { Host = "/nonexistent" });
        var tcp = await RefusedAsync(WireServer.Tcp("u") with { HostAddress = "127.0.0.1", Port = 1 });

        socket.Message.ShouldContain("cannot connect to trusting@/nonexistent:");
        socket.Message.ShouldContain($"there is no socket /nonexistent/.s.PGSQL.{WireServer.Local.Port}; check the host and the port");
        tcp.Message.ShouldContain("u@localhost:1/");
        tcp.Message.ShouldContain("check the host and the port");
    }

    [Test]
    public async Task Each_address_of_a_name_is_tried()
    {
        await using var session = await WireSession.OpenAsync(WireServer.Tcp("trusting") with { HostAddress = null }, Token);

        session.Status.ShouldBe(TransactionStatus.Idle);
    }

    [Test]
    public async Task A_list_of_hosts_is_tried_in_order()
    {
        var target = WireServer.Local with { Host = "/nonexistent", Fallbacks = [WireServer.Local] };

        await using var session = await WireSession.OpenAsync(target, Token);

        session.Target.Host.ShouldBe(WireServer.SocketFolder);
        session.Target.Fallbacks.ShouldBeEmpty();
    }

    [TestCase(TargetSessionAttributes.ReadWrite, true)]
    [TestCase(TargetSessionAttributes.Primary, true)]
    [TestCase(TargetSessionAttributes.PreferStandby, true)]
    [TestCase(TargetSessionAttributes.Standby, false)]
    [TestCase(TargetSessionAttributes.ReadOnly, false)]
    public async Task A_primary_is_what_its_attributes_say(TargetSessionAttributes attributes, bool matches)
    {
        var target = WireServer.Local with { SessionAttributes = attributes };
        if (!matches)
        {
            (await RefusedAsync(target)).Message.ShouldContain("target_session_attrs=");
            return;
        }

        await using var session = await WireSession.OpenAsync(target, Token);
        session.Status.ShouldBe(TransactionStatus.Idle);
    }

    private static async Task<SandboxException> RefusedAsync(ConnectionTarget target)
    {
        var failure = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(target, Token))).ShouldNotBeNull();
        failure.ExitCode.ShouldBe(ExitCode.Unavailable);
        return failure;
    }
}
