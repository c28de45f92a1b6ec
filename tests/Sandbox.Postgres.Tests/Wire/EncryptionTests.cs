using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

[Parallelizable(ParallelScope.All)]
public sealed class EncryptionTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("trusting", SslMode.Disable, false)]
    [TestCase("trusting", SslMode.Allow, false)]
    [TestCase("trusting", SslMode.Prefer, true)]
    [TestCase("trusting", SslMode.Require, true)]
    [TestCase("only_tls", SslMode.Disable, null)]
    [TestCase("only_tls", SslMode.Allow, true)]
    [TestCase("only_tls", SslMode.Prefer, true)]
    [TestCase("only_clear", SslMode.Prefer, false)]
    [TestCase("only_clear", SslMode.Require, null)]
    public async Task Each_mode_encrypts_as_libpq_does(string user, SslMode mode, bool? encrypted)
    {
        var target = WireServer.Tcp(user) with { SslMode = mode };
        if (encrypted is null)
        {
            (await FailureAsync(target)).Message.ShouldContain("28000");
            return;
        }

        await using var session = await WireSession.OpenAsync(target, Token);

        session.IsEncrypted.ShouldBe(encrypted.Value);
        (await session.ScalarAsync("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", Token)).ShouldBe(encrypted.Value ? "t" : "f");
    }

    [Test]
    public async Task A_unix_socket_is_never_encrypted()
    {
        await using var session = await WireSession.OpenAsync(WireServer.Local with { SslMode = SslMode.VerifyFull }, Token);

        session.IsEncrypted.ShouldBeFalse();
    }

    [Test]
    public async Task The_chain_is_checked_against_the_root_given([Values(SslMode.Require, SslMode.VerifyCa, SslMode.VerifyFull)] SslMode mode)
    {
        var target = WireServer.Tcp("trusting") with { SslMode = mode };

        await using var session = await WireSession.OpenAsync(target with { SslRootCertificate = WireServer.RootCertificate }, Token);

        session.IsEncrypted.ShouldBeTrue();
        (await FailureAsync(target with { SslRootCertificate = WireServer.OtherRootCertificate })).Message.ShouldContain("not trusted");
    }

    [Test]
    public async Task Without_a_root_the_system_s_do_not_know_the_server() =>
        (await FailureAsync(WireServer.Tcp("trusting") with { SslMode = SslMode.VerifyCa })).Message.ShouldContain("sslrootcert");

    [Test]
    public async Task Only_verify_full_checks_the_name()
    {
        var target = WireServer.Tcp("trusting") with { Host = "127.0.0.1", SslRootCertificate = WireServer.RootCertificate };

        await using var session = await WireSession.OpenAsync(target with { SslMode = SslMode.VerifyCa }, Token);

        session.IsEncrypted.ShouldBeTrue();
        (await FailureAsync(target with { SslMode = SslMode.VerifyFull })).Message.ShouldContain("not for the name \"127.0.0.1\"");
    }

    [Test]
    public async Task A_root_that_cannot_be_read_is_a_usage_error()
    {
        var target = WireServer.Tcp("trusting") with { SslMode = SslMode.VerifyCa, SslRootCertificate = "/nonexistent.crt" };

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(target, Token))).ShouldNotBeNull();

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Message.ShouldContain("/nonexistent.crt");
    }

    [Test]
    public async Task A_value_larger_than_every_buffer_crosses_tls()
    {
        await using var session = await WireSession.OpenAsync(WireServer.Tcp("trusting") with { SslMode = SslMode.Require }, Token);
        var text = new string('x', 5_000_000);

        (await session.ScalarAsync("SELECT $1::text", Token, text)).ShouldBe(text);
    }

    private static async Task<SandboxException> FailureAsync(ConnectionTarget target)
    {
        var failure = (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(target, Token))).ShouldNotBeNull();
        failure.ExitCode.ShouldBe(ExitCode.Unavailable);
        return failure;
    }
}
