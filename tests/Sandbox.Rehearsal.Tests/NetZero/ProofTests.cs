using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.NetZero;

/// <summary>What the proof sees, for each kind of thing that something may leave: what takes no transaction id, and what others commit.</summary>
/// <param name="major">The server's version.</param>
[Versions(13, 15, 18)]
[Parallelizable(ParallelScope.Self)]
public sealed class ProofTests(int major)
{
    private Meanwhile? _started;

    private Meanwhile Server => _started ?? throw new InvalidOperationException("the fixture's server has not started");

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [OneTimeSetUp]
    public async Task StartAsync() => _started = await Meanwhile.StartAsync(major);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_started is not null)
        {
            await _started.DisposeAsync();
        }
    }

    [Test]
    public async Task Nothing_is_left_and_ids_prove_it()
    {
        var clone = await Server.CloneAsync("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)");

        var report = await Meanwhile.RehearseAsync(clone, "INSERT INTO t VALUES (2);\nCREATE ROLE nobody_keeps;\nSELECT lo_from_bytea(0, 'x');\nALTER TABLE t ADD m int;\n");

        report.ExitCode.ShouldBe(ExitCode.Success, Told(report));
        var proof = report.Script().NetZero!;
        (proof.Proven, proof.Residue.Count(static residue => !residue.IsWear), proof.ForeignChanges.Count, proof.Comparison, proof.LeavesNothing).ShouldBe((ProofStatus.Proven, 0, 0, null, true));
        proof.ElapsedMs.ShouldBePositive();
        var t = report.Script().Effects.Tables!.Single(static table => table.Table is "t");
        (t.RowsBefore, t.RowsDuring, t.RowsAfter).ShouldBe((1, 2, 1));
    }

    [TestCase("ALTER SYSTEM SET work_mem = '5MB'", "setting work_mem in ", "ALTER SYSTEM RESET work_mem")]
    [TestCase("SELECT pg_create_physical_replication_slot('left')", "replication slot left", "SELECT pg_drop_replication_slot('left')")]
    public async Task What_takes_no_transaction_id_is_residue(string change, string what, string undo)
    {
        var clone = await Server.CloneAsync();

        var report = await Server.RehearseAsync(clone, "SELECT 1;\n", () => Meanwhile.RunAsync(Server.Target(), change));
        await Meanwhile.RunAsync(Server.Target(), undo);

        report.ExitCode.ShouldBe(ExitCode.Residue, Told(report));
        report.Script().NetZero!.Residue.ShouldContain(residue => residue.Kind == ResidueKind.Logical && residue.Object.StartsWith(what, StringComparison.Ordinal) && residue.Before == null);
        report.Script().NetZero!.LeavesNothing.ShouldBeFalse();
    }

    [Test]
    public async Task An_owner_who_may_not_read_the_files_is_told_so()
    {
        await Meanwhile.RunAsync(Server.Target(), "CREATE ROLE plain_reader LOGIN");
        var clone = await Server.CloneAsync("GRANT ALL ON SCHEMA public TO plain_reader");

        var report = await Meanwhile.RehearseAsync(clone with { User = "plain_reader" }, "CREATE TABLE mine (n int);\nSELECT 1;\n");

        report.ExitCode.ShouldBe(ExitCode.Success, Told(report));
        report.Target!.Capabilities.ShouldContain(static line => line.StartsWith("settings in files: compared as far as", StringComparison.Ordinal));
        report.Target.Capabilities.ShouldContain(static line => line.StartsWith("replication origins:", StringComparison.Ordinal));
    }

    [Test]
    public async Task A_lock_of_the_session_that_outlives_the_rollback_is_physical_residue_and_goes_with_the_session()
    {
        var clone = await Server.CloneAsync();

        var report = await Meanwhile.RehearseAsync(clone, "SELECT pg_advisory_lock(7, 8);\n");
        var strict = await Meanwhile.RehearseAsync(clone, "SELECT pg_advisory_lock(7, 8);\n", static request => request with { Policy = request.Policy with { Strict = true } });
        await Server.AloneAsync(clone);

        report.ExitCode.ShouldBe(ExitCode.Success, Told(report));
        var residue = report.Script().NetZero!.Residue.ShouldHaveSingleItem();
        (residue.Kind, residue.Object, residue.After).ShouldBe((ResidueKind.Physical, "advisory lock 7/8/2", "ExclusiveLock, held until the session ended"));
        strict.ExitCode.ShouldBe(ExitCode.Residue);
    }

    [TestCase("CREATE ROLE r_meanwhile", "catalog pg_catalog.pg_authid", "r_meanwhile")]
    [TestCase("CREATE DATABASE d_meanwhile", "catalog pg_catalog.pg_database", "d_meanwhile")]
    [TestCase("ALTER ROLE ALL SET work_mem = '6MB'", "catalog pg_catalog.pg_db_role_setting", "")]
    public async Task What_others_do_to_the_cluster_is_told_and_fails_nothing(string change, string what, string name)
    {
        var clone = await Server.CloneAsync();

        var report = await Server.RehearseAsync(clone, "SELECT 1;\n", () => Meanwhile.RunAsync(Server.Target(), change));

        report.ExitCode.ShouldBe(ExitCode.Success, Told(report));
        var proof = report.Script().NetZero!;
        (proof.Proven, proof.Residue.Count(static residue => !residue.IsWear)).ShouldBe((ProofStatus.Foreign, 0));
        proof.ForeignChanges.ShouldContain(residue => residue.Object == what && residue.After!.Contains(name, StringComparison.Ordinal), Told(report));
        proof.Comparison.ShouldStartWith("compared with before:");
    }

    [TestCase("CREATE TABLE made (n int)", "catalog pg_catalog.pg_class", "made")]
    [TestCase("CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'", "catalog pg_catalog.pg_proc", "f")]
    [TestCase("SELECT lo_from_bytea(815, 'new')", "catalog pg_catalog.pg_largeobject_metadata", "1 row")]
    [TestCase("ALTER SEQUENCE s INCREMENT 3", "catalog pg_catalog.pg_sequence", "1 row")]
    [TestCase("INSERT INTO t VALUES (3)", "table public.t", "2 rows")]
    [TestCase("UPDATE t SET n = -n", "table public.t", "1 rows, not the same")]
    public async Task What_others_do_to_the_clone_is_told_and_fails_nothing(string change, string what, string name)
    {
        var clone = await Server.CloneAsync("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)", "CREATE SEQUENCE s", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        await using var other = await WireSession.OpenAsync(clone, Token);

        var report = await Server.RehearseAsync(clone, "INSERT INTO t VALUES (2);\n", () => other.QueryAsync(change, Token));

        report.ExitCode.ShouldBe(ExitCode.Success, Told(report));
        var proof = report.Script().NetZero!;
        (proof.Proven, proof.Residue.Count(static residue => !residue.IsWear)).ShouldBe((ProofStatus.Foreign, 0));
        proof.ForeignChanges.ShouldContain(residue => residue.Object == what && residue.After!.Contains(name, StringComparison.Ordinal), Told(report));
        report.Script().Effects.Tables!.Single(static table => table.Table is "t").RowsBefore.ShouldBe(1);
    }

    [Test]
    public async Task What_changes_in_a_clone_that_nobody_else_was_seen_in_is_residue()
    {
        var clone = await Server.CloneAsync("CREATE TABLE t (n int)");
        await using var busy = await WireSession.OpenAsync(Server.Target(), Token);

        var report = await Server.RehearseAsync(
            clone,
            "SELECT 1;\n",
            async () =>
            {
                // Gone before anybody looks: as an escape by a connection of the script's own would be.
                await Meanwhile.RunAsync(clone, "CREATE TABLE escaped (n int)");
                await busy.QueryAsync("CREATE TABLE IF NOT EXISTS noise (n int)", Token);
            });

        report.ExitCode.ShouldBe(ExitCode.Residue, Told(report));
        var proof = report.Script().NetZero!;
        proof.Residue.ShouldContain(static residue => residue.Object == "catalog pg_catalog.pg_class" && residue.After!.Contains("escaped", StringComparison.Ordinal), Told(report));
        proof.Proven.ShouldBe(major < 14 ? ProofStatus.Foreign : ProofStatus.NotProven, "only PostgreSQL 14 counts who opened the clone");
    }

    [Test]
    public async Task What_others_do_in_another_database_is_no_change()
    {
        var clone = await Server.CloneAsync("CREATE TABLE t (n int)");
        var other = await Server.CloneAsync();

        var report = await Server.RehearseAsync(clone, "INSERT INTO t VALUES (2);\n", () => Meanwhile.RunAsync(other, "CREATE TABLE elsewhere (n int)"));

        report.ExitCode.ShouldBe(ExitCode.Success, Told(report));
        var proof = report.Script().NetZero!;
        (proof.Proven, proof.Residue.Count(static residue => !residue.IsWear), proof.ForeignChanges.Count).ShouldBe((ProofStatus.Foreign, 0, 0));
        proof.Comparison.ShouldStartWith("compared with before:");
    }

    [Test]
    public async Task Where_the_connection_is_lost_nothing_was_compared_and_the_proof_says_so()
    {
        var clone = await Server.CloneAsync(
            "CREATE FUNCTION bye() RETURNS bool LANGUAGE plpgsql AS 'DECLARE ended bool; BEGIN EXECUTE ''SELECT pg_'' || ''terminate_backend(pg_backend_pid())'' INTO ended; RETURN ended; END'");
        await using var busy = await WireSession.OpenAsync(Server.Target(), Token);

        var rehearsal = Meanwhile.RehearseAsync(clone, "SELECT pg_sleep(0.3);\nSELECT bye();\n");
        while (!rehearsal.IsCompleted)
        {
            await busy.QueryAsync("SELECT pg_current_xact_id()", Token);
            await Task.Delay(TimeSpan.FromMilliseconds(2), Token);
        }

        var proof = (await rehearsal).Script().NetZero!;
        (proof.TransactionStatus, proof.ForeignCommits.Count > 0).ShouldBe(("aborted", true));
        proof.Comparison.ShouldBe("not compared with before: the connection was lost before the rollback");
    }

    private static string Told(Report report) =>
        $"{report.Message} {string.Join("; ", report.Scripts.SelectMany(static script => script.Reasons))} {report.NetZero?.Proven} {report.NetZero?.Comparison} {string.Join("; ", report.NetZero?.Residue ?? [])} {string.Join("; ", report.NetZero?.ForeignChanges ?? [])}";
}
