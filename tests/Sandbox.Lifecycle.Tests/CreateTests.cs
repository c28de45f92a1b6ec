using Sandbox.Lifecycle.Ledger;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Lifecycle.Tests;

/// <summary>A create leaves a sandbox that is whole, or nothing.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
internal sealed class CreateTests
{
    [Test]
    public async Task A_sandbox_is_born_with_certificate_registry_row_and_ledger_line()
    {
        await using var test = new TestLane();

        var created = await test.CreateAsync();

        created.SandboxId.ShouldBe(test.Name.Text);
        created.SandboxDb.ShouldBe(created.SandboxId);
        created.Owner.ShouldBe("the tests");
        (created.ExpiresAt - created.CreatedAt).ShouldBe(TimeSpan.FromHours(24));
        (await TestServer.AskAsync(test.Name.Text, "SELECT r.status || ' ' || b.born_from || ' ' || (b.system_identifier = (SELECT system_identifier::text FROM pg_control_system())) FROM sbx_meta.sandbox_registry r JOIN sbx_meta.birth_certificate b USING (sandbox_id, sandbox_db)"))
            .ShouldBe("active empty true");
        var ledger = await test.Ledger.ReadAsync(TestServer.Token);
        ledger.Faults.ShouldBeEmpty();
        ledger.Entries.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            entry => entry.Operation.ShouldBe("sandbox_create"), entry => entry.SandboxId.ShouldBe(test.Name.Text), entry => entry.Status.ShouldBe(SandboxStatus.Active));
        (await test.OrphansAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task A_name_that_is_taken_is_refused_and_what_bears_it_stays()
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        await TestServer.RunAsync(test.Name.Text, "CREATE TABLE kept (i int)");

        var error = await Should.ThrowAsync<SandboxException>(test.CreateAsync);

        error.ExitCode.ShouldBe(ExitCode.Refused);
        error.Message.ShouldStartWith("REUSE_BLOCK");
        (await TestServer.AskAsync(test.Name.Text, "SELECT to_regclass('kept')")).ShouldBe("kept");
        test.Lines("ledger.jsonl").Length.ShouldBe(1);
    }

    [Test]
    public async Task A_copy_of_a_template_has_its_contents_and_a_birth_certificate_of_its_own()
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        await TestServer.RunAsync(test.Name.Text, "CREATE TABLE kept AS SELECT 7 AS i");

        await using (var lane = await test.OpenAsync())
        {
            await lane.CreateAsync(test.Number(2), test.Name.Text, TestServer.Token);
        }

        (await TestServer.AskAsync(test.Text(2), "SELECT i FROM kept")).ShouldBe("7");
        (await TestServer.AskAsync(test.Text(2), "SELECT string_agg(sandbox_id || ' ' || born_from, ', ') FROM sbx_meta.birth_certificate")).ShouldBe($"{test.Text(2)} template {test.Name}");
    }

    [Test]
    public async Task What_was_created_is_dropped_where_the_ledger_cannot_be_written()
    {
        await using var test = new TestLane();
        Directory.CreateDirectory(Path.Combine(test.Records, "ledger.jsonl"));

        var error = await Should.ThrowAsync<SandboxException>(test.CreateAsync);

        error.ExitCode.ShouldBe(ExitCode.Unavailable);
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        Directory.Delete(Path.Combine(test.Records, "ledger.jsonl"));
        (await test.CreateAsync()).SandboxId.ShouldBe(test.Name.Text);
    }

    [Test]
    public async Task What_was_created_is_dropped_where_it_cannot_be_registered()
    {
        await using var test = new TestLane();
        await using var other = new TestLane();
        await other.CreateAsync();

        // Its registry is no registry: a table of that name with other columns.
        await TestServer.RunAsync(other.Name.Text, "DROP TABLE sbx_meta.sandbox_registry", "CREATE TABLE sbx_meta.sandbox_registry (i int)");
        await using var lane = await test.OpenAsync();

        await Should.ThrowAsync<ServerErrorException>(() => lane.CreateAsync(test.Name, other.Name.Text, TestServer.Token));

        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        test.Lines("ledger.jsonl").ShouldBeEmpty();
    }

    [Test]
    public async Task Where_what_was_created_cannot_be_dropped_again_it_is_named()
    {
        await using var test = new TestLane();
        await using var proxy = new Sandbox.Rehearsal.Tests.Faults.FaultProxy(TestServer.Target(), "sbx_meta.birth_certificate (");
        await using var lane = await test.OpenAsync(proxy.Target);

        var creating = lane.CreateAsync(test.Name, template: null, TestServer.Token);
        await proxy.ReachedAsync();
        proxy.Close();
        proxy.Cut();
        var error = await Should.ThrowAsync<SandboxException>(creating);

        error.ExitCode.ShouldBe(ExitCode.CompensationFailed);
        error.Message.ShouldStartWith($"COMPENSATION_FAILED: {test.Name} was created");
        (await test.OrphansAsync()).ShouldHaveSingleItem().ShouldBe(new Orphan(test.Name, OrphanKind.Database, "a database without an active registry row and its birth certificate"));
        (await Should.ThrowAsync<SandboxException>(test.CreateAsync)).Message.ShouldStartWith("REUSE_BLOCK");
    }

    [Test]
    public async Task Where_the_connection_is_lost_what_was_created_is_dropped_over_another_one()
    {
        await using var test = new TestLane();
        await using var proxy = new Sandbox.Rehearsal.Tests.Faults.FaultProxy(TestServer.Target(), "sbx_meta.birth_certificate (");
        await using var lane = await test.OpenAsync(proxy.Target);

        var creating = lane.CreateAsync(test.Name, template: null, TestServer.Token);
        await proxy.ReachedAsync();
        proxy.Cut();
        var error = await Should.ThrowAsync<SandboxException>(creating);

        error.ExitCode.ShouldBe(ExitCode.Unavailable);
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
    }

    [Test]
    public async Task A_create_that_is_under_way_is_no_orphan_and_nobody_retires_it()
    {
        await using var test = new TestLane();
        await using var proxy = new Sandbox.Rehearsal.Tests.Faults.FaultProxy(TestServer.Target(), "sbx_meta.birth_certificate (");
        await using var slow = await test.OpenAsync(proxy.Target);
        await using var lane = await test.OpenAsync();

        var creating = slow.CreateAsync(test.Name, template: null, TestServer.Token);
        await proxy.ReachedAsync();
        var (orphans, list) = (await lane.FindOrphansAsync(TestServer.Token), await lane.ListAsync(TestServer.Token));
        var refusal = await Should.ThrowAsync<SandboxException>(() => lane.RetireOrphanAsync(test.Name, TestServer.Token));
        proxy.Release();
        await creating;

        orphans.ShouldBeEmpty();
        list.ShouldHaveSingleItem().ShouldSatisfyAllConditions(static found => found.Status.ShouldBeNull(), static found => found.IsAtWork.ShouldBeTrue());
        refusal.Message.ShouldContain("is being created or dropped in this moment");
        (await lane.ListAsync(TestServer.Token)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(static found => found.Status.ShouldBe(SandboxStatus.Active), static found => found.IsAtWork.ShouldBeFalse());
    }

    [Test]
    public async Task While_many_create_and_drop_nobody_sees_an_orphan()
    {
        await using var test = new TestLane();
        await using var lane = await test.OpenAsync();
        var seen = new List<Orphan>();
        var living = Task.WhenAll(Enumerable.Range(1, 4).Select(number => Task.Run(async () =>
        {
            await using var own = await test.OpenAsync();
            for (var time = 0; time < 3; time++)
            {
                await own.CreateAsync(test.Number(number), template: null, TestServer.Token);
                await own.DropAsync(test.Number(number), TestServer.Token);
            }
        })));

        do
        {
            seen.AddRange(await lane.FindOrphansAsync(TestServer.Token));
        }
        while (!living.IsCompleted);
        await living;

        seen.ShouldBeEmpty();
    }

    [Test]
    public async Task Where_the_connection_is_lost_behind_the_line_of_the_ledger_it_says_that_nothing_is_left()
    {
        await using var test = new TestLane();
        await using var proxy = new Sandbox.Rehearsal.Tests.Faults.FaultProxy(TestServer.Target(), "UPDATE sbx_meta.sandbox_registry");
        await using var lane = await test.OpenAsync(proxy.Target);

        var creating = lane.CreateAsync(test.Name, template: null, TestServer.Token);
        await proxy.ReachedAsync();
        proxy.Cut();
        await Should.ThrowAsync<SandboxException>(creating);

        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        (await lane.Ledger.ReadAsync(TestServer.Token)).Entries.Select(static entry => entry.Status).ShouldBe([SandboxStatus.Active, SandboxStatus.Retired]);
        (await test.OrphansAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task An_interruption_drops_what_was_created()
    {
        await using var test = new TestLane();
        await using var proxy = new Sandbox.Rehearsal.Tests.Faults.FaultProxy(TestServer.Target(), "sbx_meta.birth_certificate (");
        await using var lane = await test.OpenAsync(proxy.Target);
        using var interruption = new CancellationTokenSource();

        var creating = lane.CreateAsync(test.Name, template: null, interruption.Token);
        await proxy.ReachedAsync();
        await interruption.CancelAsync();
        proxy.Release();

        await Should.ThrowAsync<OperationCanceledException>(creating);
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
    }

    [Test]
    public async Task What_the_server_created_although_it_was_interrupted_is_dropped()
    {
        await using var test = new TestLane();
        await using var proxy = new Sandbox.Rehearsal.Tests.Faults.FaultProxy(TestServer.Target(), $"CREATE DATABASE {test.Name}");
        await using var lane = await test.OpenAsync(proxy.Target);
        using var interruption = new CancellationTokenSource();

        var creating = lane.CreateAsync(test.Name, template: null, interruption.Token);
        await proxy.ReachedAsync();
        await interruption.CancelAsync();

        // The server hears of the interruption while it waits for the statement, and forgets it.
        await Task.Delay(TimeSpan.FromMilliseconds(300), TestServer.Token);
        proxy.Release();

        await Should.ThrowAsync<OperationCanceledException>(creating);
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        test.Lines("ledger.jsonl").ShouldBeEmpty();
    }

    [Test]
    public async Task Of_creates_of_the_same_name_at_the_same_time_one_wins_and_stays()
    {
        await using var test = new TestLane();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                return (await test.CreateAsync()).SandboxId;
            }
            catch (SandboxException error)
            {
                return error.ExitCode.ToString();
            }
        }));

        outcomes.Count(outcome => outcome == test.Name.Text).ShouldBe(1, string.Join(", ", outcomes));
        outcomes.Count(static outcome => outcome == nameof(ExitCode.Refused)).ShouldBe(5);
        (await test.OrphansAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task A_server_that_is_protected_is_refused()
    {
        await using var test = new TestLane();
        var identifier = (await TestServer.AskAsync("postgres", "SELECT system_identifier FROM pg_control_system()"))!;
        var admitting = test.Policy;
        test.Policy = admitting with { ProtectedSystemIdentifiers = [identifier] };

        (await Should.ThrowAsync<SandboxException>(test.CreateAsync)).ExitCode.ShouldBe(ExitCode.Refused);

        test.Policy = admitting;
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
    }

    [Test]
    public async Task A_sandbox_is_no_place_to_govern_from()
    {
        await using var test = new TestLane();
        await test.CreateAsync();

        (await Should.ThrowAsync<SandboxException>(() => test.OpenAsync(TestServer.Target(test.Name.Text)))).Message.ShouldContain("is a sandbox itself");
    }
}
