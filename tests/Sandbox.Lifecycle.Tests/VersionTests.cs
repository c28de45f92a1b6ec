using System.Globalization;
using Sandbox.Lifecycle.Ledger;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;

namespace Sandbox.Lifecycle.Tests;

/// <summary>The oldest and the newest server keep sandboxes as the one does that all other tests run on.</summary>
[TestFixture(13)]
[TestFixture(18)]
[CancelAfter(180_000)]
internal sealed class VersionTests(int major)
{
    private ThrowawayServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await ThrowawayServer.StartAsync(
        new ThrowawayOptions { Choice = ServerChoice.Parse(string.Create(CultureInfo.InvariantCulture, $"packaged:{major}")) }, TestServer.Token);

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task A_sandbox_lives_from_its_birth_to_its_tombstone()
    {
        await using var test = new TestLane();
        await using var lane = await test.OpenAsync(_server.Target("postgres"));
        await lane.CreateAsync(test.Name, template: null, TestServer.Token);
        await RunAsync(test.Name.Text, "CREATE TABLE kept AS SELECT 7 AS i");

        await lane.CreateAsync(test.Number(2), test.Name.Text, TestServer.Token);
        (await RunAsync(test.Text(2), "SELECT i FROM kept")).ShouldBe("7");
        (await Should.ThrowAsync<SandboxException>(lane.CreateAsync(test.Name, template: null, TestServer.Token))).Message.ShouldStartWith("REUSE_BLOCK");
        (await lane.ListAsync(TestServer.Token)).Select(static sandbox => (sandbox.Name.Text, sandbox.Status)).ShouldBe([(test.Text(1), SandboxStatus.Active), (test.Text(2), SandboxStatus.Active)]);

        await using (await WireSession.OpenAsync(_server.Target(test.Text(2)), TestServer.Token))
        {
            // Somebody is connected all the while.
            await lane.DropAsync(test.Number(2), TestServer.Token);
        }

        await lane.DropAsync(test.Name, TestServer.Token);
        (await lane.ListAsync(TestServer.Token)).ShouldBeEmpty();
        (await lane.FindOrphansAsync(TestServer.Token)).ShouldBeEmpty();
        test.Lines("tombstones.jsonl").Length.ShouldBe(2);
        (await test.Ledger.ReadAsync(TestServer.Token)).Faults.ShouldBeEmpty();
    }

    [Test]
    public async Task What_nobody_registered_is_an_orphan_and_retired_by_name()
    {
        await using var test = new TestLane();
        await using var lane = await test.OpenAsync(_server.Target("postgres"));
        await RunAsync("postgres", $"CREATE DATABASE {test.Name}");

        (await lane.FindOrphansAsync(TestServer.Token)).ShouldHaveSingleItem().Kind.ShouldBe(OrphanKind.Database);
        await lane.RetireOrphanAsync(test.Name, TestServer.Token);

        (await lane.FindOrphansAsync(TestServer.Token)).ShouldBeEmpty();
        (await RunAsync("postgres", $"SELECT count(*) FROM pg_database WHERE datname = '{test.Name}'")).ShouldBe("0");
    }

    private async Task<string?> RunAsync(string database, string statement)
    {
        await using var session = await WireSession.OpenAsync(_server.Target(database), TestServer.Token);
        var reply = await session.QueryAsync(statement, TestServer.Token);
        return reply.Rows.Count > 0 ? reply.Rows[0][0] : null;
    }
}
