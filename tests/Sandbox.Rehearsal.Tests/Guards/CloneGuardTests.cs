using Npgsql;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.Tests.Guards;

[Parallelizable(ParallelScope.All)]
public sealed class CloneGuardTests
{
    private static readonly Policy Clones = new() { RehearseAllow = ["directus_gov_test_*"], RehearseDeny = ["directus", "postgres"] };

    [Test]
    public async Task A_name_that_the_policy_does_not_admit_is_refused()
    {
        var refusal = await Should.ThrowAsync<GuardException>(() => EnsureAsync("postgres", Clones));

        refusal.ExitCode.ShouldBe(ExitCode.Refused);
        refusal.Checks.Single(static check => !check.Passed).Name.ShouldBe("database name");
    }

    [Test]
    public async Task Without_a_policy_no_target_is_a_clone()
    {
        var name = await TestServer.CreateDatabaseAsync("directus_gov_test");

        await Should.ThrowAsync<GuardException>(() => EnsureAsync(name, Policy.None));
    }

    [Test]
    public async Task A_protected_system_identifier_is_refused_whatever_the_name()
    {
        var name = await TestServer.CreateDatabaseAsync("directus_gov_test");
        var identifier = TestServer.Server.Identity.SystemIdentifier.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var refusal = await Should.ThrowAsync<GuardException>(() => EnsureAsync(name, Clones with { ProtectedSystemIdentifiers = [identifier] }));

        refusal.Checks.Single(static check => !check.Passed).Name.ShouldBe("system identifier");
    }

    [Test]
    public async Task A_throwaway_passes_as_such_and_another_server_does_not()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target("postgres"), cancellationToken);
        var checks = await CloneGuard.EnsureAsync(session, Policy.None, TestServer.Server, cancellationToken);
        checks[0].ShouldBe(new GuardCheck("throwaway", true, $"the server is {TestServer.Server.Identity.ClusterName}, which this run started"));

        await using var other = await Sandbox.Postgres.Servers.ThrowawayServer.StartAsync(new(), cancellationToken);
        await Should.ThrowAsync<GuardException>(() => CloneGuard.EnsureAsync(session, Policy.None, other, cancellationToken));
    }

    [Test]
    public async Task It_guards_a_connection_of_your_own()
    {
        var name = await TestServer.CreateDatabaseAsync("directus_gov_test");
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var target = TestServer.Server.Target(name);
        var builder = new NpgsqlConnectionStringBuilder { Host = target.Host, Port = target.Port, Username = target.User, Database = name, Pooling = false };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(cancellationToken);

        await CloneGuard.EnsureAsync(connection, Clones, cancellationToken);
        // The repository's own policy admits it too.
        await CloneGuard.EnsureAsync(connection, cancellationToken);

        await Should.ThrowAsync<GuardException>(() => CloneGuard.EnsureAsync(connection, Clones with { RehearseAllow = ["other_*"] }, cancellationToken));
    }

    private static async Task EnsureAsync(string database, Policy policy)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target(database), cancellationToken);
        await CloneGuard.EnsureAsync(session, policy, throwaway: null, cancellationToken);
    }
}
