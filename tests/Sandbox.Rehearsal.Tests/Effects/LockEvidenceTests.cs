using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Tests.NetZero;

namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>Locks that the server does not list behind the statement that took them: taken by an earlier transaction too, or given up with an error.</summary>
/// <param name="major">The server's version.</param>
[Versions(13, 18)]
public sealed class LockEvidenceTests(int major)
{
    private static readonly string[] s_clone =
    [
        "CREATE TABLE a (id int PRIMARY KEY, n text)", "INSERT INTO a SELECT i, 'x' FROM generate_series(1, 100) i", "CREATE TABLE b (id int, a int REFERENCES a)", "CREATE SCHEMA app",
        "CREATE TABLE app.c (id int)",
    ];

    /// <summary>Waits until a second session has looked at the locks that this one holds now.</summary>
    private const string UntilSeen = """
        WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_lock_status%' AND query_start > since AND state = 'idle')
        LOOP PERFORM pg_sleep(0.01), pg_stat_clear_snapshot(); END LOOP;
        """;

    private Meanwhile? _started;

    private Meanwhile Server => _started ?? throw new InvalidOperationException("the fixture's server has not started");

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

    [TestCase("ALTER TABLE a ADD COLUMN x int;\nALTER TABLE a ADD COLUMN y int;", "1 AccessExclusiveLock Held", "2 AccessExclusiveLock Inferred")]
    [TestCase("BEGIN;\nLOCK a;\nCOMMIT;\nBEGIN;\nLOCK TABLE public.a;\nCOMMIT;", "2 AccessExclusiveLock Held", "5 AccessExclusiveLock Inferred")]
    [TestCase("CREATE INDEX ON a (n);\nALTER TABLE a ADD COLUMN x int;\nCREATE INDEX ON a (x);", "1 ShareLock Held", "2 AccessExclusiveLock Held", "3 ShareLock Inferred")]
    [TestCase("UPDATE a SET n = 'y';\nUPDATE a SET n = 'z' WHERE id = 3;", "1 RowExclusiveLock Held", "2 RowExclusiveLock Inferred")]
    [TestCase("SELECT count(*) FROM a;\nSELECT 1;\nSELECT n FROM a WHERE id = 7;", "1 AccessShareLock Held", "3 AccessShareLock Inferred")]
    [TestCase("DO $$ BEGIN EXECUTE 'ALTER TABLE a ADD COLUMN x int'; END $$;\nDO $$ BEGIN EXECUTE 'ALTER TABLE a DROP COLUMN x'; END $$;", "1 AccessExclusiveLock Held", "2 AccessExclusiveLock Inferred")]
    [TestCase("TRUNCATE a CASCADE;\nDO $$ BEGIN EXECUTE 'TRUNCATE a CASCADE'; END $$;", "1 AccessExclusiveLock Held", "2 AccessExclusiveLock Inferred")]
    [TestCase("BEGIN;\nUPDATE a SET n = 'y';\nUPDATE a SET n = 'z';\nCOMMIT;", "2 RowExclusiveLock Held")]
    [TestCase("BEGIN;\nLOCK a;\nROLLBACK;\nLOCK a;\nBEGIN;\nLOCK a;\nROLLBACK;", "2 AccessExclusiveLock Held", "6 AccessExclusiveLock Held")]
    [TestCase("UPDATE a SET n = 'y';\nINSERT INTO app.c VALUES (1);", "1 RowExclusiveLock Held")]
    public async Task A_lock_is_told_anew_for_each_transaction_that_takes_it(string script, params string[] locks) => (await StrongestAsync(script, "a")).ShouldBe(locks);

    [TestCase("ALTER TABLE a ADD CHECK (id > 50);", "1 AccessExclusiveLock Inferred")]
    [TestCase("BEGIN;\nALTER TABLE a ADD CHECK (id > 50);\nSELECT 1;\nROLLBACK;", "2 AccessExclusiveLock Inferred")]
    [TestCase("\\set ON_ERROR_STOP on\nBEGIN;\nALTER TABLE a ADD CHECK (id > 50);", "3 AccessExclusiveLock Inferred")]
    [TestCase("BEGIN;\nSAVEPOINT s;\nCREATE UNIQUE INDEX ON a (n);\nROLLBACK TO s;\nSELECT count(*) FROM a;\nCOMMIT;", "3 ShareLock Inferred", "5 AccessShareLock Held")]
    [TestCase("BEGIN;\nLOCK a, nowhere;\nCOMMIT;", "2 AccessExclusiveLock Inferred")]
    [TestCase("UPDATE a SET n = 1 / (id - 50);", "1 RowExclusiveLock Inferred")]
    [TestCase("SELECT 1 / (id - 50) FROM a;", "1 AccessShareLock Inferred")]
    [TestCase("DO $$ BEGIN UPDATE a SET n = 'y'; RAISE 'no'; END $$;", "1 RowExclusiveLock Inferred")]
    [TestCase("BEGIN;\nUPDATE a SET n = 'y';\nDO $$ BEGIN UPDATE a SET n = 'z'; RAISE 'no'; END $$;\nROLLBACK;", "2 RowExclusiveLock Held")]
    [TestCase("ALTER TABLE nowhere ADD COLUMN x int;\nALTER TABLE a ADD CHECK (;")]
    [TestCase("SET ROLE pg_monitor;\nALTER TABLE a ADD COLUMN x int;")]
    public async Task A_statement_that_fails_has_taken_its_locks_all_the_same(string script, params string[] locks) => (await StrongestAsync(script, "a")).ShouldBe(locks);

    [Test]
    public async Task What_a_block_that_caught_an_error_wrote_and_read_was_locked()
    {
        const string Script = """
            DO $$ BEGIN
                BEGIN UPDATE a SET n = 'y'; PERFORM count(*) FROM app.c; RAISE 'undone'; EXCEPTION WHEN others THEN NULL; END;
                INSERT INTO b VALUES (1, 1);
            END $$;

            """;

        var report = await RehearseAsync(Script);

        var locks = report.Script().Effects.Locks!.Where(static held => held.Kind is "table").Select(static held => (held.Relation, held.Mode, held.Line, held.Evidence)).ToList();
        locks.ShouldContain(("a", "RowExclusiveLock", 1, LockEvidence.Inferred));
        locks.ShouldContain(("app.c", "AccessShareLock", 1, LockEvidence.Inferred));
        locks.ShouldContain(("b", "RowExclusiveLock", 1, LockEvidence.Held));
        report.Target!.Capabilities.ShouldContain(Unmeasured.LostLocks);
    }

    [TestCase("EXCEPTION WHEN others THEN NULL; END;")]
    [TestCase("END;")]
    public async Task What_a_second_session_saw_is_told_as_sampled(string end)
    {
        var report = await RehearseAsync($"""
            SELECT 1;
            DO $$ DECLARE since timestamptz; BEGIN
                BEGIN LOCK TABLE a IN EXCLUSIVE MODE; since := clock_timestamp(); {UntilSeen} RAISE 'undone'; {end}
            END $$;

            """);

        report.NetZero!.Proven.ShouldBe(ProofStatus.Proven);
        var held = report.Script().Effects.Locks.ShouldHaveSingleItem();
        (held.Relation, held.Mode, held.Line, held.Evidence, held.WouldQueue).ShouldBe(("a", "ExclusiveLock", 2, LockEvidence.Sampled, true));
        report.Target!.Capabilities.ShouldContain(Unmeasured.LostLocks);
        JsonReporter.Write(report).ShouldContain("\"evidence\": \"sampled\"");
        string.Join('\n', new TextReporter(new()).Lines(report).Select(static line => line.Text)).ShouldContain("writes of others would wait (seen by sampling)");
    }

    [Test]
    public async Task Where_nothing_is_lost_nothing_is_said_of_it() =>
        (await RehearseAsync("UPDATE a SET n = 'y';\nSELECT upper(n) FROM a;\n")).Target!.Capabilities.ShouldNotContain(Unmeasured.LostLocks);

    private async Task<Report> RehearseAsync(string script) => await Meanwhile.RehearseAsync(await Server.CloneAsync(s_clone), script);

    /// <summary>Of each line the strongest lock on a relation, the lines in order.</summary>
    private async Task<IEnumerable<string>> StrongestAsync(string script, string relation)
    {
        var report = await RehearseAsync(script + "\n");
        return report.Script().Effects.Locks.ShouldNotBeNull().Where(held => held.Relation == relation).GroupBy(static held => held.Line)
            .Select(static held => held.MaxBy(static one => one.Waiting.Count)!).OrderBy(static held => held.Line).Select(static held => $"{held.Line} {held.Mode} {held.Evidence}");
    }
}
