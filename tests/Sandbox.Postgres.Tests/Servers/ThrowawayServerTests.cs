using Sandbox.Postgres.Servers;

namespace Sandbox.Postgres.Tests.Servers;

[Parallelizable(ParallelScope.All)]
public sealed class ThrowawayServerTests
{
    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task A_server_starts_answers_and_is_what_its_identity_says()
    {
        await using var server = await ThrowawayServer.StartAsync(new ThrowawayOptions { Choice = ServerChoice.Parse("local") }, Cancellation);

        (await server.AskAsync("SELECT current_setting('cluster_name')")).ShouldBe(server.Identity.ClusterName);
        (await server.AskAsync("SELECT current_setting('data_directory')")).ShouldBe(server.Identity.DataDirectory);
        (await server.AskAsync("SELECT system_identifier::text FROM pg_control_system()"))
            .ShouldBe(server.Identity.SystemIdentifier.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
