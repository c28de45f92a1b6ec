using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.NetZero;

/// <summary>A clone is used for another script only after it is proven that the one before left nothing.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CloneReuseTests
{
    [Test]
    public async Task A_clone_is_used_again_after_its_proof_and_a_fresh_one_is_taken_after_residue()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var server = await ThrowawayServer.StartAsync(new ThrowawayOptions(), cancellationToken);
        await using var clones = new Clones(server, PsqlDialect.Newest);
        using var folder = new TempFolder();

        var first = await RunAsync("SELECT 1;\n", Defences.All);
        var second = await RunAsync("SELECT 2;\n", Defences.All);

        // Without the layers that would refuse it, a slot that no rollback takes back.
        var leaves = await RunAsync("SELECT pg_create_physical_replication_slot('left');\n", Defences.None);
        var after = await RunAsync("SELECT 3;\n", Defences.All);
        var failed = await RunAsync("COMMIT;\n", Defences.None);
        var last = await RunAsync("SELECT 4;\n", Defences.All);

        (first.NetZero!.Proven, second.NetZero!.Proven, leaves.NetZero!.Proven).ShouldBe((ProofStatus.Proven, ProofStatus.Proven, ProofStatus.Proven));
        second.Target!.Database.ShouldBe(first.Target!.Database);
        leaves.Target!.Database.ShouldBe(first.Target.Database);
        leaves.NetZero.Residue.ShouldHaveSingleItem().Object.ShouldBe("replication slot left");
        after.Target!.Database.ShouldNotBe(first.Target.Database);
        (failed.NetZero!.Proven, failed.Target!.Database).ShouldBe((ProofStatus.NotProven, after.Target.Database));
        last.Target!.Database.ShouldNotBe(after.Target.Database);

        Task<Report> RunAsync(string text, Defences defences) => RehearseAsync(folder, clones, text, defences);
    }

    [Test]
    public async Task What_others_put_into_the_clone_meanwhile_is_found()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var server = await ThrowawayServer.StartAsync(new ThrowawayOptions(), cancellationToken);
        await using var clones = new Clones(server, PsqlDialect.Newest);
        using var folder = new TempFolder();
        var first = await RehearseAsync(folder, clones, "SELECT 1;\n", Defences.All);
        await RehearseAsync(folder, clones, "SELECT 1;\n", Defences.All);

        await using (var other = await WireSession.OpenAsync(server.Target(first.Target!.Database!), cancellationToken))
        {
            await other.QueryAsync("CREATE FUNCTION escapes() RETURNS void LANGUAGE sql AS $f$ SELECT pg_create_physical_replication_slot('left') $f$", cancellationToken);
        }

        var report = await RehearseAsync(folder, clones, "SELECT escapes();\n", Defences.All);

        (report.ExitCode, report.Target!.Database).ShouldBe((ExitCode.Refused, first.Target.Database), report.Message);
        report.Message.ShouldNotBeNull().ShouldContain("escapes");
    }

    [Test]
    public async Task Whoever_ends_every_other_session_does_not_end_the_proof()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var server = await ThrowawayServer.StartAsync(new ThrowawayOptions(), cancellationToken);
        await using var clones = new Clones(server, PsqlDialect.Newest);
        using var folder = new TempFolder();
        await RehearseAsync(folder, clones, "SELECT 1;\n", Defences.All);
        await RehearseAsync(folder, clones, "SELECT 1;\n", Defences.All);

        var during = await RehearseAsync(
            folder, clones, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid();\n", Defences.None);
        var after = await RehearseAsync(folder, clones, "SELECT 1;\n", Defences.All);

        during.Scripts.Single().Results.Single().Rows.ShouldBe([["t"]], "the watch is the only other session");
        (during.NetZero!.Proven, after.NetZero!.Proven).ShouldBe((ProofStatus.Proven, ProofStatus.Proven));
    }

    [TestCase("PREPARE p AS SELECT 1;", true)]
    [TestCase("DEALLOCATE ALL;", true)]
    [TestCase("SELECT nextval('s');", true)]
    [TestCase("SET search_path = nowhere; CREATE TEMP TABLE t (n int); LISTEN c; DECLARE k CURSOR WITH HOLD FOR SELECT 1;", true)]
    [TestCase("SELECT pg_advisory_lock(1);", true)]
    [TestCase("SET app.who = 'me';", false)]
    [TestCase("SELECT set_config('app.who', 'me', true);", false)]
    [TestCase("DO $$ BEGIN EXECUTE 'SET LOCAL app.who = 1'; END $$;", false)]
    [TestCase("SELECT who();", false, "CREATE FUNCTION who() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN PERFORM set_config('app.who', 'me', false); END $f$;")]
    public async Task A_session_is_used_again_only_where_it_is_as_good_as_new(string text, bool isUsedAgain, string fixture = "")
    {
        const string Look = """
            SELECT pg_backend_pid() AS pid;
            SELECT (SELECT count(*) FROM pg_prepared_statements WHERE name NOT LIKE 'sandbox%') AS prepared, current_setting('app.who', true) IS NULL AS unknown, current_setting('search_path') AS path, to_regclass('pg_temp.t') AS t,
                   (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks, (SELECT count(*) FROM pg_cursors WHERE name = 'k') AS cursors,
                   (SELECT count(*) FROM pg_listening_channels()) AS channels;
            SELECT lastval();
            """;
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var clones = TestServer.Clones;
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "clone.sql"), "CREATE SEQUENCE s;\n" + fixture + "\n", cancellationToken);
        var database = $"-- sandbox: database {TestServer.FreshName("warm")}\n";

        var first = await RehearseAsync(folder, clones, database + "SELECT pg_backend_pid() AS pid;\n" + text.Replace("; ", ";\n", StringComparison.Ordinal) + "\n", Defences.All);
        var second = await RehearseAsync(folder, clones, database + Look, Defences.All);

        second.Scripts.Single().Results[1].Rows.Single().ShouldBe(["0", "t", "\"$user\", public", null, "0", "0", "0"]);
        second.Scripts.Single().Steps[^1].Error!.SqlState.ShouldBe("55000", "lastval is not yet defined in this session");
        if (first.Scripts.Single().NetZero!.LeavesNothing)
        {
            // Other tests commit on the same server; then there is another clone and another session anyway.
            (second.Scripts.Single().Results[0].Rows[0][0] == first.Scripts.Single().Results[0].Rows[0][0]).ShouldBe(isUsedAgain);
        }
    }

    [TestCase("DO $$ DECLARE q text; BEGIN SELECT name INTO q FROM pg_prepared_statements WHERE statement LIKE '%current_database()%'; EXECUTE format('DEALLOCATE %I', q); EXECUTE format('PREPARE %I AS SELECT 1', q); END $$;")]
    [TestCase("SELECT name AS q FROM pg_prepared_statements WHERE statement LIKE '%current_database()%' LIMIT 1 \\gset\n\\close_prepared :q\nSELECT 1 \\parse :q")]
    public async Task Who_puts_a_statement_in_the_place_of_the_harness_s_own_is_found_out(string text)
    {
        var clones = TestServer.Clones;
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "clone.sql"), "SELECT 1;\n", TestContext.CurrentContext.CancellationToken);
        var database = $"-- sandbox: database {TestServer.FreshName("warm")}\n";

        var first = await RehearseAsync(folder, clones, database + text + "\n", Defences.All);
        var second = await RehearseAsync(folder, clones, database + "SELECT 1;\n", Defences.All);

        (first.ExitCode, first.Message.ShouldNotBeNull()).ShouldBe((ExitCode.Residue, first.Message));
        first.Message.ShouldContain("took the name");
        second.ExitCode.ShouldBe(ExitCode.Success, second.Message);
    }

    private static async Task<Report> RehearseAsync(TempFolder folder, Clones clones, string text, Defences defences)
    {
        var path = Path.Combine(folder.Path, "script.sql");
        await File.WriteAllTextAsync(path, text, TestContext.CurrentContext.CancellationToken);
        var request = new RehearsalRequest { Paths = [path], Snapshot = SnapshotContent.None, Defences = defences };
        return await Rehearser.RunAsync(await ScriptPlanner.PlanAsync(path, request, TestContext.CurrentContext.CancellationToken), request, clones, TestContext.CurrentContext.CancellationToken);
    }
}
