using Sandbox.Lifecycle.Plans;
using Sandbox.Rehearsal.Tests.Faults;

namespace Sandbox.Lifecycle.Tests.Plans;

/// <summary>A plan's exit matrix, with a fault at each of its steps: what its own way came to, what its cleanup came to, and what is left on the server.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
internal sealed class PlanRunTests
{
    private const string KeepsItself = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I IS_TEMPLATE true', current_database()); END $$;";

    private static IReadOnlyList<string> Stages => TestPlan.StageNames;

    [Test]
    public async Task All_stages_run_and_nothing_is_left()
    {
        await using var test = new TestLane();
        var plan = new TestPlan(test);

        var outcome = await plan.RunAsync();

        outcome.ShouldBe(new PlanOutcome(test.Name, Primary: null, Cleanup: null), Told(plan));
        outcome.ExitCode.ShouldBe(0);
        plan.Lines.Where(static line => line.Stage is null).Select(static line => line.Text).ShouldBe(
            [$"CREATED: {test.Name}", "STAGE_OK: vocabulary", "STAGE_OK: verify", "STAGE_OK: harness", "STAGE_OK: readback", $"RETIRED_OK: {test.Name}"]);
        plan.Lines.ShouldContain(new PlanLine("harness", $"harness of {test.Name}", IsError: false));
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        (await test.Ledger.ReadAsync(TestServer.Token)).Entries.Select(static entry => entry.Status).ShouldBe([SandboxStatus.Active, SandboxStatus.Retiring, SandboxStatus.Retired]);
    }

    [TestCase(null)]
    [TestCase("codex")]
    public async Task A_closed_gate_comes_before_anything(string? value)
    {
        await using var test = new TestLane();
        var plan = await new TestPlan(test).LoadAsync();

        var error = Should.Throw<SandboxException>(() => PlanRun.PassGate(plan, new Dictionary<string, string?> { ["CONFIRM"] = value }));

        error.ExitCode.ShouldBe(ExitCode.GateClosed);
        error.Message.ShouldNotContain("CODEX");
        Should.NotThrow(() => PlanRun.PassGate(plan, new Dictionary<string, string?> { ["CONFIRM"] = "CODEX" }));
    }

    [TestCaseSource(nameof(Stages))]
    public async Task A_stage_that_fails_ends_the_plan_with_its_code_and_the_sandbox_goes(string stage)
    {
        await using var test = new TestLane();
        var plan = new TestPlan(test).With(stage, "echo to be seen | cat; exit 23");

        var outcome = await plan.RunAsync();

        outcome.ExitCode.ShouldBe(23, Told(plan));
        outcome.Primary!.Message.ShouldBe($"STAGE_FAILED: {stage}: sh exited with 23");
        outcome.Cleanup.ShouldBeNull();
        plan.Lines.ShouldContain(new PlanLine(stage, "to be seen", IsError: false));
        plan.Lines.Count(static line => line.Text.StartsWith("STAGE_OK", StringComparison.Ordinal)).ShouldBe(Stages.TakeWhile(name => name != stage).Count());
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
    }

    [TestCase("script", "SELECT 1;\nSELECT nowhere;\n", ExitCode.VerdictFail, ":2:8: the script failed: column \"nowhere\" does not exist")]
    [TestCase("rehearse", "SELECT nowhere;\n", ExitCode.VerdictFail, "the rehearsal's verdict is fail")]
    [TestCase("rehearse", "\\connect postgres\n", ExitCode.Refused, "connect")]
    [TestCase("script", "\\connect postgres\n", ExitCode.Refused, "connect")]
    public async Task A_script_that_fails_or_is_refused_fails_its_stage(string kind, string sql, ExitCode code, string message)
    {
        await using var test = new TestLane();
        var plan = new TestPlan(test) { Instead = { ["verify"] = (kind, [test.Write("broken.sql", sql)]) } };

        var outcome = await plan.RunAsync();

        outcome.ExitCode.ShouldBe((int)code, Told(plan));
        outcome.Primary!.Message.ShouldContain(message);
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
    }

    [Test]
    public async Task A_program_that_is_not_there_fails_its_stage()
    {
        await using var test = new TestLane();
        var plan = new TestPlan(test) { Instead = { ["harness"] = ("command", ["./no-such-program"]) } };

        (await plan.RunAsync()).ExitCode.ShouldBe((int)ExitCode.Unavailable, Told(plan));

        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
    }

    [Test]
    public async Task A_candidate_that_was_there_before_is_refused_and_stays()
    {
        await using var test = new TestLane();
        await test.CreateAsync();
        await TestServer.RunAsync(test.Name.Text, "CREATE TABLE kept (i int)");

        var outcome = await new TestPlan(test).RunAsync();

        outcome.ExitCode.ShouldBe((int)ExitCode.CandidateExists);
        outcome.Cleanup!.ExitCode.ShouldBe((int)ExitCode.SandboxesRemain);
        (await TestServer.AskAsync(test.Name.Text, "SELECT to_regclass('kept')")).ShouldBe("kept");
        test.Lines("tombstones.jsonl").ShouldBeEmpty();
    }

    [TestCase("NEW.sandbox_id := NEW.sandbox_id || '9'", ExitCode.OtherSandbox)]
    [TestCase("NEW.sandbox_db := NEW.sandbox_db || '9'", ExitCode.OtherDatabase)]
    public async Task A_report_of_something_else_is_not_believed(string change, ExitCode code)
    {
        await using var test = new TestLane();
        await using var other = new TestLane();
        await other.CreateAsync();

        // A template whose registry says something else of whoever is registered in it.
        await TestServer.RunAsync(
            other.Name.Text,
            "ALTER TABLE sbx_meta.sandbox_registry DROP CONSTRAINT sandbox_registry_check, DROP CONSTRAINT sandbox_registry_sandbox_id_fkey",
            $"CREATE FUNCTION sbx_meta.change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {change}; RETURN NEW; END $$",
            "CREATE TRIGGER change BEFORE INSERT ON sbx_meta.sandbox_registry FOR EACH ROW EXECUTE FUNCTION sbx_meta.change()");
        var plan = new TestPlan(test) { Template = other.Name.Text };

        var outcome = await plan.RunAsync();

        outcome.ExitCode.ShouldBe((int)code, outcome.Primary?.Message);
        outcome.Cleanup.ShouldBeNull();
        plan.Lines.ShouldBeEmpty();
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
    }

    [TestCase(null, ExitCode.AdmissionDenied)]
    [TestCase("postgres", ExitCode.Refused)]
    public async Task A_name_that_is_not_admitted_is_refused_before_anything(string? name, ExitCode code)
    {
        await using var test = new TestLane();

        var outcome = await new TestPlan(test) { Candidate = name }.RunAsync(TestServer.Target() with { Port = 1 });

        outcome.Primary!.ExitCode.ShouldBe((int)code);
        outcome.Cleanup.ShouldBeNull();
    }

    [Test]
    public async Task A_candidate_that_is_pinned_is_refused_before_anything()
    {
        await using var test = new TestLane();
        test.Policy = test.Policy with { SandboxPinned = [test.Name.Text] };

        var outcome = await new TestPlan(test).RunAsync(TestServer.Target() with { Port = 1 });

        outcome.Primary!.ExitCode.ShouldBe((int)ExitCode.Refused);
        outcome.Primary.Message.ShouldContain(test.Name.Text);
        outcome.Cleanup.ShouldBeNull();
    }

    [Test]
    public async Task A_create_that_fails_leaves_nothing_to_clean_up()
    {
        await using var test = new TestLane();
        Directory.CreateDirectory(Path.Combine(test.Records, "ledger.jsonl"));

        var outcome = await new TestPlan(test).RunAsync();

        outcome.ExitCode.ShouldBe((int)ExitCode.Unavailable);
        outcome.Cleanup.ShouldBeNull();
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
    }

    [Test]
    public async Task A_create_that_could_not_take_back_what_it_made_is_told_with_what_remains()
    {
        await using var test = new TestLane();
        await using var proxy = new FaultProxy(TestServer.Target(), "sbx_meta.birth_certificate (");

        var running = new TestPlan(test).RunAsync(proxy.Target);
        await proxy.ReachedAsync();
        proxy.Close();
        proxy.Cut();
        var outcome = await running;

        outcome.ExitCode.ShouldBe((int)ExitCode.CompensationFailed);
        outcome.Cleanup!.ExitCode.ShouldBe((int)ExitCode.SandboxesRemain, "what cannot be counted counts as remaining");
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeTrue();
    }

    [Test]
    public async Task A_stage_that_drops_the_sandbox_itself_fails_the_cleanup()
    {
        await using var test = new TestLane();
        var plan = new TestPlan(test).With("readback", "psql -d postgres -qc \"DROP DATABASE $PGDATABASE\"");

        var outcome = await plan.RunAsync();

        outcome.ExitCode.ShouldBe((int)ExitCode.CleanupFailed, Told(plan));
        Told(plan).ShouldContain("NO_OP: ");
        outcome.Cleanup!.Message.ShouldContain("it was gone before");
    }

    [TestCase(true, 23)]
    [TestCase(false, (int)ExitCode.CleanupFailed)]
    public async Task A_cleanup_that_cannot_drop_is_told_beside_what_came_before(bool fails, int code)
    {
        await using var test = new TestLane();
        var plan = new TestPlan(test).WithScript("verify", KeepsItself).With("readback", fails ? "exit 23" : "exit 0");

        var outcome = await plan.RunAsync();

        outcome.ExitCode.ShouldBe(code, Told(plan));
        (outcome.Primary is not null).ShouldBe(fails);
        outcome.Cleanup!.ExitCode.ShouldBe((int)ExitCode.CleanupFailed);
        outcome.Cleanup.Message.ShouldContain("RETIRE_FAILED");
        outcome.Cleanup.Message.ShouldContain($"SANDBOXES_REMAIN: 1 of the whole pattern are there: {test.Name}");
        await TestServer.RunAsync("postgres", $"ALTER DATABASE {test.Name} IS_TEMPLATE false");
        (await test.DropAsync()).Retired.ShouldBeTrue();
    }

    [TestCase(true, 23)]
    [TestCase(false, (int)ExitCode.SandboxesRemain)]
    public async Task What_remains_of_the_whole_pattern_is_counted(bool fails, int code)
    {
        await using var test = new TestLane();
        await TestServer.RunAsync("postgres", $"CREATE DATABASE {test.Text(7)} TEMPLATE template0");
        var plan = new TestPlan(test).With("readback", fails ? "exit 23" : "exit 0");

        var outcome = await plan.RunAsync();

        outcome.ExitCode.ShouldBe(code, Told(plan));
        outcome.Cleanup.ShouldBe(new PlanFailure((int)ExitCode.SandboxesRemain, $"SANDBOXES_REMAIN: 1 of the whole pattern are there: {test.Text(7)}"));
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
        (await TestServer.HasAsync(test.Text(7))).ShouldBeTrue("this plan did not create it");
    }

    [Test]
    public async Task What_cannot_be_counted_counts_as_remaining()
    {
        await using var test = new TestLane();
        await using var proxy = new FaultProxy(TestServer.Target(), "WITH (FORCE)");

        var running = new TestPlan(test).RunAsync(proxy.Target);
        await proxy.ReachedAsync();
        proxy.Close();
        proxy.Release();
        var outcome = await running;

        outcome.Primary.ShouldBeNull();
        outcome.Cleanup!.ExitCode.ShouldBe((int)ExitCode.SandboxesRemain, outcome.Cleanup.Message);
        outcome.ExitCode.ShouldBe((int)ExitCode.SandboxesRemain);
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
    }

    [Test]
    public async Task An_interruption_ends_the_stage_and_the_cleanup_comes_all_the_same()
    {
        await using var test = new TestLane();
        using var interruption = new CancellationTokenSource();
        var plan = new TestPlan(test).With("harness", $"echo begun > {test.PathOf("begun")}; sleep 3600");

        var running = plan.RunAsync(cancellationToken: interruption.Token);
        while (!File.Exists(test.PathOf("begun")))
        {
            running.IsCompleted.ShouldBeFalse(Told(plan));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestServer.Token);
        }

        await interruption.CancelAsync();
        var outcome = await running;

        outcome.ExitCode.ShouldBe((int)ExitCode.Interrupted);
        outcome.Cleanup.ShouldBeNull();
        (await TestServer.HasAsync(test.Name.Text)).ShouldBeFalse();
    }

    private static string Told(TestPlan plan) => string.Join('\n', plan.Lines.Select(static line => $"{line.Stage}: {line.Text}"));
}
