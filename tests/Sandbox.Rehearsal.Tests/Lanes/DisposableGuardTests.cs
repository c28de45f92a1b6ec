using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Tests.States;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Lanes;

/// <summary>What the disposable lane refuses, and what of it must be gone whatever happens.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DisposableGuardTests
{
    [TestCase("CREATE ROLE intruder", "CREATE ROLE")]
    [TestCase("ALTER USER postgres SET work_mem = '1MB'", "ALTER USER")]
    [TestCase("GRANT pg_monitor TO postgres", "GRANT")]
    [TestCase("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC", "REVOKE")]
    [TestCase("CREATE DATABASE another", "CREATE DATABASE")]
    [TestCase("ALTER DATABASE postgres SET work_mem = '1MB'", "ALTER DATABASE")]
    [TestCase("ALTER SYSTEM SET work_mem = '1MB'", "ALTER SYSTEM")]
    [TestCase("DROP OWNED BY CURRENT_USER", "DROP OWNED")]
    [TestCase("COMMENT ON ROLE postgres IS 'x'", "COMMENT")]
    [TestCase("CREATE TABLESPACE t LOCATION '/tmp'", "CREATE TABLESPACE")]
    [TestCase("DO $$ BEGIN EXECUTE 'CREATE ROLE intruder'; END $$", "DO")]
    [TestCase("CREATE SUBSCRIPTION s CONNECTION 'host=elsewhere' PUBLICATION p", "CREATE SUBSCRIPTION")]
    [TestCase("SELECT dblink_exec('dbname=postgres', 'CREATE TABLE t (i int)')", "dblink_exec()")]
    [TestCase("\\! touch /tmp/x", "\\!")]
    public async Task What_would_outlive_the_copy_is_refused_with_its_place(string statement, string command)
    {
        var clone = await LaneServers.CloneAsync(17);

        var report = await LaneServers.RehearseAsync(clone, $"SELECT 1;\n{statement}{(statement.StartsWith('\\') ? "" : ";")}\n");

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message.ShouldNotBeNull().ShouldContain("script.sql:2:1");
        report.Message.ShouldContain(command);
        report.Scripts.ShouldBeEmpty();
    }

    [TestCase("CREATE USER MAPPING FOR CURRENT_USER SERVER s")]
    [TestCase("GRANT SELECT ON t TO PUBLIC")]
    [TestCase("GRANT USAGE ON SCHEMA public TO PUBLIC")]
    [TestCase("COMMENT ON TABLE t IS 'role'")]
    [TestCase("INSERT INTO t VALUES ('please create role x')")]
    [TestCase("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC")]
    public async Task What_goes_with_the_copy_is_not(string statement)
    {
        var clone = await LaneServers.CloneAsync(17, "CREATE TABLE t (v text)", "CREATE EXTENSION file_fdw", "CREATE SERVER s FOREIGN DATA WRAPPER file_fdw");

        var report = await LaneServers.RehearseAsync(clone, statement + ";");

        report.Message.ShouldBeNull();
        report.Script().Reasons.ShouldBeEmpty();
    }

    [Test, NonParallelizable]
    public async Task A_role_that_code_made_is_found_and_named()
    {
        var clone = await LaneServers.CloneAsync(17);
        var role = "hidden_" + clone.Database;

        var report = await LaneServers.RehearseAsync(clone, $"DO $$ BEGIN EXECUTE 'CRE' || 'ATE ROLE {role}'; END $$;\n");

        report.ExitCode.ShouldBe(ExitCode.Residue);
        report.NetZero!.Proven.ShouldBe(ProofStatus.NotProven);
        report.NetZero.Residue.ShouldHaveSingleItem().Object.ShouldBe($"role {role}");
        await LaneServers.AskAsync(clone, $"DROP ROLE {role}");
    }

    [Test]
    public async Task A_clone_that_others_are_connected_to_is_refused_and_they_are_named()
    {
        var clone = await LaneServers.CloneAsync(17);
        await using var other = await WireSession.OpenAsync(clone, LaneServers.Token);

        var report = await LaneServers.RehearseAsync(clone, "SELECT 1;");

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message.ShouldNotBeNull().ShouldContain($"pg_terminate_backend({other.ProcessId})");
    }

    [Test, NonParallelizable]
    public async Task A_role_that_may_not_create_databases_is_told_what_mends_it_and_a_plain_owner_needs_no_more()
    {
        var clone = await LaneServers.CloneAsync(17, "CREATE TABLE t (i int)");
        var role = "owner_" + clone.Database;
        await LaneServers.AskAsync(clone, $"CREATE ROLE {role} LOGIN");
        await LaneServers.AskAsync(clone, $"ALTER DATABASE {clone.Database} OWNER TO {role}");
        await LaneServers.AskAsync(clone, $"ALTER TABLE t OWNER TO {role}");
        var owned = clone with { User = role };

        var refused = await LaneServers.RehearseAsync(owned, "CREATE INDEX CONCURRENTLY i ON t (i);");
        await LaneServers.AskAsync(clone, $"ALTER ROLE {role} CREATEDB");
        var report = await LaneServers.RehearseAsync(owned, "CREATE INDEX CONCURRENTLY i ON t (i);\nINSERT INTO t VALUES (1);");

        refused.ExitCode.ShouldBe(ExitCode.Refused);
        refused.Message.ShouldNotBeNull().ShouldContain($"ALTER ROLE {role} CREATEDB");
        report.Message.ShouldBeNull();
        report.Script().Reasons.ShouldBeEmpty();
        report.NetZero!.Proven.ShouldNotBe(ProofStatus.NotProven, report.NetZero.Reason);
        report.Script().Effects.Tables.ShouldNotBeNull().ShouldHaveSingleItem().Net.ShouldBe(new(1, 0, 0));
    }

    [Test]
    public async Task A_server_that_cannot_prepare_is_refused()
    {
        await using var server = await OwnServer.StartAsync();
        await LaneServers.AskAsync(server.Target, "CREATE DATABASE state_plain");

        var report = await LaneServers.RehearseAsync(server.Target with { Database = "state_plain" }, "SELECT 1;", static request => request with { Prepares = true });

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message.ShouldNotBeNull().ShouldContain("max_prepared_transactions");
    }

    [Test]
    public async Task A_database_that_is_no_clone_is_refused_before_anything_is_copied()
    {
        var clone = await LaneServers.CloneAsync(17);

        var report = await LaneServers.RehearseAsync(clone, "SELECT 1;", static request => request with { Policy = new Policy { RehearseAllow = ["other_*"] } });

        report.Verdict.ShouldBe(Verdict.Refused);
        report.Guard.ShouldContain(static check => !check.Passed);
    }

    [Test]
    public async Task A_script_declared_rollback_only_is_not_committed_anywhere()
    {
        var report = await LaneServers.RehearseAsync(await LaneServers.CloneAsync(17), "-- sandbox: rollback-only\nSELECT 1;\n");

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message.ShouldNotBeNull().ShouldContain("rollback-only");
    }

    [TestCase("SELECT pg_sleep(600);", 1, Description = "a timeout")]
    [TestCase("INSERT INTO nowhere VALUES (1);", 60, Description = "an error")]
    [TestCase("SELECT 'SELECT db' || 'link(1)' \\gexec", 60, Description = "refused while it runs")]
    public async Task The_copy_goes_whatever_happens(string statement, int seconds)
    {
        var clone = await LaneServers.CloneAsync(14);

        var report = await LaneServers.RehearseAsync(clone, $"CREATE TABLE made (i int);\n{statement}\n", request => request with { StatementTimeout = TimeSpan.FromSeconds(seconds) });

        report.Verdict.ShouldNotBe(Verdict.Pass);
        await NoCopyOfAsync(clone, report);
    }

    [Test]
    public async Task A_session_that_is_killed_ends_the_script_and_the_copy()
    {
        var clone = await LaneServers.CloneAsync(14);
        var killing = KillAsync(clone);

        var report = await LaneServers.RehearseAsync(clone, "SELECT pg_sleep(300) AS slept_to_be_killed;");

        await killing;
        report.Verdict.ShouldNotBe(Verdict.Pass);
        await NoCopyOfAsync(clone, report);
    }

    [Test]
    public async Task An_interruption_drops_the_copy_and_says_so()
    {
        var clone = await LaneServers.CloneAsync(14);
        using var interruption = new CancellationTokenSource();
        var interrupting = UntilItSleepsAsync(clone, "slept_to_be_interrupted", interruption.CancelAsync);

        var report = await LaneServers.RehearseAsync(clone, "SELECT pg_sleep(300) AS slept_to_be_interrupted;", interruption: interruption.Token);

        await interrupting;
        report.ExitCode.ShouldBe(ExitCode.Interrupted);
        report.Message.ShouldBe("interrupted; what ran is dropped with its copy");
        await NoCopyOfAsync(clone, report);
    }

    [Test]
    public async Task What_a_killed_run_left_is_dropped_at_the_next_start_and_nothing_else()
    {
        using var cache = new TempFolder();
        var clone = await LaneServers.CloneAsync(18);
        var other = await LaneServers.CloneAsync(18);
        var identifier = (await LaneServers.AskAsync(clone, "SELECT system_identifier FROM pg_control_system()"))!;
        var left = new CopyRecord(identifier, clone.Host, clone.Port, clone.Database, $"sandbox_copy_left_{clone.Database}");
        var elsewhere = left with { SystemIdentifier = "1", Copy = $"sandbox_copy_elsewhere_{clone.Database}" };
        var unnamed = $"sandbox_copy_unnamed_{clone.Database}";
        foreach (var name in (string[])[left.Copy, elsewhere.Copy, unnamed])
        {
            await LaneServers.AskAsync(other, $"CREATE DATABASE {name} TEMPLATE {clone.Database}");
        }

        await LaneServers.AskAsync(clone with { Database = left.Copy }, $"CREATE TABLE made (i int)");
        await using (var prepared = await WireSession.OpenAsync(clone with { Database = left.Copy }, LaneServers.Token))
        {
            foreach (var statement in (string[])["BEGIN", "INSERT INTO made VALUES (1)", $"PREPARE TRANSACTION '{left.Copy}_1'"])
            {
                (await prepared.ExecuteAsync(statement, [], LaneServers.Token)).Error.ShouldBeNull();
            }
        }

        var journal = CopyJournal.Open(cache.Path);
        await (await journal.AddAsync(left, LaneServers.Token)).DisposeAsync();
        await (await journal.AddAsync(elsewhere, LaneServers.Token)).DisposeAsync();

        var report = await LaneServers.RehearseAsync(clone, "SELECT 1;", request => request with { Server = new() { CacheDirectory = cache.Path } });

        report.Message.ShouldBeNull();
        (await LaneServers.AskAsync(other, $"SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname LIKE 'sandbox\\_copy%\\_{clone.Database}'")).ShouldBe($"{elsewhere.Copy} {unnamed}");
        Directory.GetFiles(Path.Combine(cache.Path, "copies")).ShouldHaveSingleItem().ShouldContain("elsewhere");
        await LaneServers.AskAsync(other, $"DROP DATABASE {elsewhere.Copy}");
        await LaneServers.AskAsync(other, $"DROP DATABASE {unnamed}");
    }

    [Test]
    public async Task On_a_server_of_the_runs_own_a_script_may_change_what_databases_share()
    {
        using var folder = new TempFolder();
        var script = await folder.WriteAsync("script.sql", "-- sandbox: lane disposable\nCREATE ROLE app;\nCREATE TABLE t (i int);\nGRANT SELECT ON t TO app;\nVACUUM t;\nCREATE DATABASE another;\n");
        var next = await folder.WriteAsync("then.sql", "SELECT 1 / (count(*) = 0)::int FROM pg_roles WHERE rolname = 'app';\n");

        var report = await Rehearser.RunAsync(new RehearsalRequest { Paths = [script, next], Snapshot = Sandbox.Rehearsal.Snapshots.SnapshotContent.None }, LaneServers.Token);

        report.Message.ShouldBeNull();
        report.Scripts.SelectMany(static one => one.Reasons).ShouldBeEmpty();
        report.Scripts[0].NetZero!.Proven.ShouldBe(ProofStatus.Proven, report.Scripts[0].NetZero!.Reason);
        report.Scripts[0].Effects.WalBytes.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    private static async Task NoCopyOfAsync(ConnectionTarget clone, Sandbox.Rehearsal.Reporting.Report report)
    {
        report.NetZero.ShouldNotBeNull(report.Message).TransactionStatus.ShouldBe("committed on a copy, which is dropped");
        (await LaneServers.AskAsync(clone, $"SELECT count(*) FROM pg_database WHERE datname = '{DisposableLaneTests.CopyOf(report)}'")).ShouldBe("0");
        (await LaneServers.AskAsync(clone, "SELECT count(*) FROM pg_class WHERE relname = 'made'")).ShouldBe("0");
    }

    private static Task KillAsync(ConnectionTarget clone) => UntilItSleepsAsync(
        clone,
        "slept_to_be_killed",
        () => LaneServers.AskAsync(clone with { Database = "postgres" }, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%slept_to_be_killed%' AND pid <> pg_backend_pid()"));

    private static async Task UntilItSleepsAsync(ConnectionTarget clone, string mark, Func<Task> then)
    {
        while (await LaneServers.AskAsync(
            clone with { Database = "postgres" }, $"SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE '%{mark}%' AND pid <> pg_backend_pid()") is "0")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), LaneServers.Token);
        }

        await then();
    }
}
