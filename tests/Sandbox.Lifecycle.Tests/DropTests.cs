using System.Text.Json;
using Sandbox.Lifecycle.Ledger;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Tests.Faults;

namespace Sandbox.Lifecycle.Tests;

/// <summary>A drop retires what is registered, and nothing else, once and completely.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
internal sealed class DropTests
{
    /// <summary>What a drop sends, at each of its steps, before the database is gone.</summary>
    private static readonly string[] s_steps = ["INSERT INTO sbx_meta.retirement_event", "SET status = $2", "json_build_object", "WITH (FORCE)"];

    [Test]
    public async Task A_registered_sandbox_is_retired_with_tombstone_and_ledger()
    {
        await using var test = new TestLane();
        var created = await test.CreateAsync();

        var dropped = await test.DropAsync();

        dropped.ShouldBe(new DroppedSandbox(test.Name, Retired: true, "retired"));
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        using var tombstone = JsonDocument.Parse(test.Lines("tombstones.jsonl").ShouldHaveSingleItem());
        var birth = tombstone.RootElement.GetProperty("birth_certificate");
        birth.GetProperty("sandbox_id").GetString().ShouldBe(test.Name.Text);
        birth.GetProperty("born_at").GetDateTimeOffset().ShouldBe(created.CreatedAt, TimeSpan.FromMilliseconds(1));
        tombstone.RootElement.GetProperty("registry").GetProperty("status").GetString().ShouldBe("retired");
        tombstone.RootElement.GetProperty("registry").GetProperty("retired_at").ValueKind.ShouldBe(JsonValueKind.String);
        tombstone.RootElement.GetProperty("retirement").GetProperty("sandbox_id").GetString().ShouldBe(test.Name.Text);
        (await StatusesAsync(test)).ShouldBe([SandboxStatus.Active, SandboxStatus.Retiring, SandboxStatus.Retired]);
        (await test.OrphansAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task What_is_gone_already_is_no_error_and_closes_the_ledger()
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        await DropBehindTheBackAsync(test.Name.Text);
        (await test.OrphansAsync()).ShouldHaveSingleItem().Kind.ShouldBe(OrphanKind.Record);

        (await test.DropAsync()).Retired.ShouldBeFalse();
        (await test.DropAsync()).Retired.ShouldBeFalse();

        (await StatusesAsync(test)).ShouldBe([SandboxStatus.Active, SandboxStatus.Retired]);
        (await test.OrphansAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task What_has_no_registry_is_refused_and_stays()
    {
        await using var test = new TestLane();
        await MakeAsync(test.Name.Text);

        (await Should.ThrowAsync<SandboxException>(test.DropAsync)).ExitCode.ShouldBe(ExitCode.NotRegistered);

        (await TestServer.HasAsync(test.Name.Text)).ShouldBeTrue();
    }

    [TestCase("DELETE FROM sbx_meta.sandbox_registry")]
    [TestCase("UPDATE sbx_meta.sandbox_registry SET sandbox_id = 'other', sandbox_db = 'other'", "INSERT INTO sbx_meta.birth_certificate SELECT 'other', 'other', born_at, owner, born_from, created_by, server_version FROM sbx_meta.birth_certificate")]
    [TestCase("DELETE FROM sbx_meta.birth_certificate", "ALTER TABLE sbx_meta.sandbox_registry DROP CONSTRAINT sandbox_registry_sandbox_id_fkey")]
    public async Task What_is_registered_as_something_else_is_refused(string change, string? before = null)
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        await TestServer.RunAsync(test.Name.Text, before is null ? [change] : [before, change]);

        (await Should.ThrowAsync<SandboxException>(test.DropAsync)).ExitCode.ShouldBe(ExitCode.NotRegistered);

        (await TestServer.HasAsync(test.Name.Text)).ShouldBeTrue();
        (await test.OrphansAsync()).ShouldHaveSingleItem().Kind.ShouldBe(OrphanKind.Database);
    }

    [Test]
    public async Task What_is_pinned_is_refused_and_stays()
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        var unpinned = test.Policy;
        test.Policy = unpinned with { SandboxPinned = [test.Name.Text] };

        (await Should.ThrowAsync<SandboxException>(test.DropAsync)).ExitCode.ShouldBe(ExitCode.Refused);

        test.Policy = unpinned;
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeTrue();
    }

    [Test]
    public async Task What_was_retired_by_hand_is_no_error_and_stays_until_it_is_retired_by_name()
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        await TestServer.RunAsync(test.Name.Text, "UPDATE sbx_meta.sandbox_registry SET status = 'retired', retired_at = now()");

        (await test.DropAsync()).ShouldBe(new DroppedSandbox(test.Name, Retired: false, "already retired"));

        (await TestServer.HasAsync(test.Name.Text)).ShouldBeTrue();
        (await test.OrphansAsync()).ShouldHaveSingleItem().Detail.ShouldBe("retired in its registry, and the database is still there");
        await using var lane = await test.OpenAsync();
        await lane.RetireOrphanAsync(test.Name, TestServer.Token);
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        (await lane.FindOrphansAsync(TestServer.Token)).ShouldBeEmpty();
    }

    [Test]
    public async Task Whoever_is_connected_is_ended()
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        await using var session = await WireSession.OpenAsync(TestServer.Target(test.Name.Text), TestServer.Token);

        (await test.DropAsync()).Retired.ShouldBeTrue();
    }

    [TestCaseSource(nameof(s_steps))]
    public async Task A_drop_that_died_at_a_step_is_gone_on_with(string step)
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        await DieAtAsync(test, step);

        (await TestServer.HasAsync(test.Name.Text)).ShouldBeTrue();
        (await test.DropAsync()).Retired.ShouldBeTrue();

        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        (await test.Ledger.ReadAsync(TestServer.Token)).Faults.ShouldBeEmpty();
        (await test.OrphansAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task A_drop_that_died_in_the_server_itself_is_gone_on_with()
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        await DieAtAsync(test, "WITH (FORCE)");

        // As the server leaves it where it dies in the middle.
        await TestServer.RunAsync("postgres", $"UPDATE pg_database SET datconnlimit = -2 WHERE datname = '{test.Name}'");
        (await test.OrphansAsync()).ShouldHaveSingleItem().Kind.ShouldBe(OrphanKind.Database);

        (await test.DropAsync()).Retired.ShouldBeTrue();

        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        (await test.OrphansAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task What_the_server_does_not_drop_is_told_and_the_next_drop_goes_on()
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        await TestServer.RunAsync("postgres", $"ALTER DATABASE {test.Name} IS_TEMPLATE true");

        (await Should.ThrowAsync<SandboxException>(test.DropAsync)).ShouldSatisfyAllConditions(
            static error => error.ExitCode.ShouldBe(ExitCode.RetireFailed), error => error.Message.ShouldStartWith($"RETIRE_FAILED: {test.Name} is still present"));

        await TestServer.RunAsync("postgres", $"ALTER DATABASE {test.Name} IS_TEMPLATE false");
        (await test.DropAsync()).Detail.ShouldBe("retired; an earlier drop had begun it");
    }

    [Test]
    public async Task Many_drops_of_the_same_sandbox_all_come_to_an_end()
    {
        await using var test = new TestLane();
        await test.CreateAsync();

        var dropped = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => test.DropAsync()));

        dropped.Count(static one => one.Retired).ShouldBeGreaterThan(0);
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        (await test.OrphansAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task What_lets_nobody_in_is_told_and_hides_nothing_else()
    {
        await using var test = new TestLane();
        await using var lane = await test.OpenAsync();
        await lane.CreateAsync(test.Number(1), template: null, TestServer.Token);
        await lane.CreateAsync(test.Number(2), template: null, TestServer.Token);
        await TestServer.RunAsync("postgres", $"ALTER DATABASE {test.Text(1)} ALLOW_CONNECTIONS false");

        var list = await lane.ListAsync(TestServer.Token);
        var orphan = (await lane.FindOrphansAsync(TestServer.Token)).ShouldHaveSingleItem();

        list.Select(static sandbox => (sandbox.Status, sandbox.IsClosed)).ShouldBe([(null, true), (SandboxStatus.Active, false)]);
        orphan.ShouldSatisfyAllConditions(found => found.Name.ShouldBe(test.Number(1)), static found => found.Kind.ShouldBe(OrphanKind.Closed));
        (await Should.ThrowAsync<SandboxException>(() => lane.RetireOrphanAsync(test.Number(1), TestServer.Token))).ExitCode.ShouldBe(ExitCode.Refused);
        (await Should.ThrowAsync<SandboxException>(() => lane.DropAsync(test.Number(1), TestServer.Token))).ExitCode.ShouldBe(ExitCode.Unavailable);
        (await lane.DropAsync(test.Number(2), TestServer.Token)).Retired.ShouldBeTrue();
        (await TestServer.HasAsync(test.Text(1))).ShouldBeTrue();
    }

    [Test]
    public async Task An_orphan_goes_only_by_its_own_name()
    {
        await using var test = new TestLane();
        await MakeAsync(test.Text(2));
        await MakeAsync(test.Text(3));
        await test.CreateAsync();
        await using var lane = await test.OpenAsync();

        await lane.RetireOrphanAsync(test.Number(2), TestServer.Token);

        (await TestServer.HasAsync(test.Text(2))).ShouldBeFalse();
        (await lane.FindOrphansAsync(TestServer.Token)).ShouldHaveSingleItem().Name.ShouldBe(test.Number(3));
        (await Should.ThrowAsync<SandboxException>(() => lane.RetireOrphanAsync(test.Name, TestServer.Token))).Message.ShouldContain("is no orphan");
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeTrue();
    }

    [Test]
    public async Task The_list_shows_age_time_left_owner_size_and_status()
    {
        await using var test = new TestLane();
        test.Policy = test.Policy with { SandboxPinned = [test.Text(2)] };
        await test.CreateAsync();
        await TestServer.RunAsync(test.Name.Text, "UPDATE sbx_meta.sandbox_registry SET created_at = created_at - interval '30 hours', expires_at = expires_at - interval '30 hours'");
        await MakeAsync(test.Text(2));
        await using var lane = await test.OpenAsync();

        var list = await lane.ListAsync(TestServer.Token);

        list.Select(static sandbox => (sandbox.Name.Text, sandbox.Status, sandbox.Owner, sandbox.IsPinned))
            .ShouldBe([(test.Text(1), SandboxStatus.Active, "the tests", false), (test.Text(2), null, null, true)]);
        ((int)list[0].Age!.Value.TotalHours).ShouldBe(30);
        ((int)list[0].TimeLeft!.Value.TotalHours).ShouldBeInRange(-7, -5);
        list[0].Size!.Value.ShouldBeGreaterThan(1 << 20);
    }

    /// <summary>Loses all connections at what a drop sends.</summary>
    private static async Task DieAtAsync(TestLane test, string step)
    {
        await using var proxy = new FaultProxy(TestServer.Target(), step);
        await using var lane = await test.OpenAsync(proxy.Target);
        var dropping = lane.DropAsync(test.Name, TestServer.Token);
        await proxy.ReachedAsync();
        proxy.Close();
        proxy.Cut();
        await Should.ThrowAsync<SandboxException>(dropping);
    }

    private static async Task<IEnumerable<SandboxStatus>> StatusesAsync(TestLane test) => (await test.Ledger.ReadAsync(TestServer.Token)).Entries.Select(static entry => entry.Status);

    private static Task MakeAsync(string database) => TestServer.RunAsync("postgres", $"CREATE DATABASE {database} TEMPLATE template0");

    private static Task DropBehindTheBackAsync(string database) => TestServer.RunAsync("postgres", $"DROP DATABASE {database} WITH (FORCE)");
}
