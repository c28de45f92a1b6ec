using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Tests.Servers;
using Sandbox.Postgres.Tests.Wire;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Connections;

/// <summary>A verifier is right where a server that was given it lets in by the password.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PasswordVerifierTests
{
    private OpenServer? _started;

    private OpenServer Server => _started ?? throw new InvalidOperationException("the fixture's server has not started");

    [OneTimeSetUp]
    public async Task StartAsync() => _started = await OpenServer.StartAsync(await PackagedBinaries.FolderAsync(18));

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_started is not null)
        {
            await _started.DisposeAsync();
        }
    }

    [TestCase("scram", "h\u00e4, \u2168 and a space")]
    [TestCase("scram", "")]
    [TestCase("md5", "plain")]
    public async Task A_server_lets_in_by_the_password_of_a_verifier(string method, string password)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var user = method is "md5" ? "md5_password" : "scram_password";
        var verifier = method is "md5" ? PasswordVerifier.Md5(password, user) : PasswordVerifier.Scram(password, "5000");
        await using (var session = await Server.OpenAsync())
        {
            await session.QueryAsync($"ALTER USER {user} PASSWORD '{verifier}'", cancellationToken);
        }

        if (password.Length > 0)
        {
            await using var entered = await WireSession.OpenAsync(Server.Tcp(user) with { Password = password }, cancellationToken);
            (await entered.ScalarAsync("SELECT current_user", cancellationToken)).ShouldBe(user);
        }

        await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(Server.Tcp(user) with { Password = password + "x" }, cancellationToken));
    }
}
