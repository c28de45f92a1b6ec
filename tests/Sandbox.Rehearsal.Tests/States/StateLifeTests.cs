using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.Tests.States;

/// <summary>States of a server that nobody else uses, which stops, starts and crashes in between; each test has its own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StateLifeTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("fast")]
    [TestCase("immediate")]
    public async Task A_restart_changes_nothing_and_hides_nothing(string mode)
    {
        await using var server = await OwnServer.StartAsync();
        await StateServer.RunAsync(server.Target, "CREATE TABLE t (i int PRIMARY KEY)", "CREATE TABLE u (i int)", "INSERT INTO u VALUES (1)", "CREATE SEQUENCE q");
        var before = await DatabaseState.CaptureAsync(server.Target, new StateOptions(), Token);

        await server.RestartAsync(mode);
        var restarted = await before.VerifyAsync(server.Target, new StateOptions(), Token);

        // A crash right behind the commit takes the counts with it.
        await StateServer.RunAsync(server.Target, "INSERT INTO t VALUES (1)");
        await server.RestartAsync(mode);
        var changed = await before.VerifyAsync(server.Target, new StateOptions(), Token);

        restarted.Differences.ShouldBeEmpty();
        restarted.After.Tables.ShouldAllBe(static table => !table.IsCarriedOver);
        changed.Differences.ShouldHaveSingleItem().ShouldBe(new StateDifference(ResidueKind.Logical, "row", "public.t", "i=1", null, StateChange.Added, null, "i=1"));
    }

    [Test]
    public async Task A_standby_has_the_state_of_its_primary_and_is_no_clone()
    {
        await using var server = await OwnServer.StartAsync();
        await StateServer.RunAsync(server.Target, "CREATE TABLE t (i int PRIMARY KEY, x text)", "INSERT INTO t SELECT n, 'row ' || n FROM generate_series(1, 1000) n", "CREATE SEQUENCE q", "SELECT nextval('q')");
        var primary = await DatabaseState.CaptureAsync(server.Target, new StateOptions { Full = true }, Token);

        await server.BecomeStandbyAsync();
        var comparison = await primary.VerifyAsync(server.Target, new StateOptions { Full = true }, Token);
        var report = await Rehearse.TextAsync("SELECT 1;\n", fixture: null, request => request with { Target = server.Target, Policy = new Policy { RehearseAllow = [server.Target.Database] } });

        comparison.Differences.ShouldBeEmpty();
        comparison.After.Tables.ShouldHaveSingleItem().IsCarriedOver.ShouldBeFalse();
        report.ExitCode.ShouldBe(ExitCode.Refused, report.Message);
        report.Message.ShouldNotBeNull().ShouldContain("standby");
    }

    [Test]
    public async Task Where_nobody_took_a_transaction_id_nothing_is_read_again()
    {
        await using var server = await OwnServer.StartAsync();
        await StateServer.RunAsync(server.Target, "CREATE TABLE t (i int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        var before = await DatabaseState.CaptureAsync(server.Target, new StateOptions(), Token);

        var comparison = await before.VerifyAsync(server.Target, new StateOptions(), Token);
        var again = await DatabaseState.CaptureAsync(server.Target, new StateOptions { Before = before }, Token);
        var full = await before.VerifyAsync(server.Target, new StateOptions { Full = true }, Token);

        comparison.IsEqual.ShouldBeTrue();
        comparison.After.Tables.ShouldAllBe(static table => table.IsCarriedOver);
        again.Tables.ShouldHaveSingleItem().Rows.ShouldHaveSingleItem().Key.ShouldBe("i=1");
        full.After.Tables.ShouldAllBe(static table => !table.IsCarriedOver);
        full.IsEqual.ShouldBeTrue();
    }

    [Test]
    public async Task Reading_a_state_writes_nothing_and_runs_nothing_of_the_database()
    {
        await using var server = await OwnServer.StartAsync();
        var target = server.Target;
        await StateServer.RunAsync(
            target,
            "CREATE TABLE t (i int)", "INSERT INTO t VALUES (1)", "CREATE SCHEMA trap", "CREATE FUNCTION trap.count() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''ran''; END'",
            "CREATE TYPE e AS ENUM ('a')", "CREATE FUNCTION trap.cast(e) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''ran''; END'", "CREATE CAST (e AS text) WITH FUNCTION trap.cast(e)",
            "CREATE TABLE es (e e)", "INSERT INTO es VALUES ('a')", "CREATE VIEW v AS SELECT trap.count()",
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = trap, pg_catalog', current_database()); EXECUTE format('ALTER DATABASE %I SET datestyle = ''German''', current_database()); END $$");

        var first = await StateServer.CaptureAsync(target);
        var second = await StateServer.CaptureAsync(target);

        first.Tables.Count.ShouldBe(2);
        first.Tables.ShouldAllBe(static table => table.NotMeasured == null);
        NextTransaction(second).ShouldBe(NextTransaction(first));
        first.Compare(second).IsEqual.ShouldBeTrue();
    }

    private static string NextTransaction(DatabaseState state) => state.Moment.Snapshot.Split(':')[1];
}
