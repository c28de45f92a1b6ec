using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>What a script locks, writes anew, empties and drops, on a real server.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class LockEffectTests
{
    private const string Clone =
        """
        CREATE TABLE a (id int PRIMARY KEY, n text);
        CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE);
        INSERT INTO a SELECT i, 'x' FROM generate_series(1, 100) i;
        INSERT INTO b SELECT i, i FROM generate_series(1, 50) i;
        CREATE TABLE c (id int REFERENCES b);
        """;

    [TestCase("SELECT count(*) FROM a;", "AccessShareLock", LockBlocks.None)]
    [TestCase("SELECT 1 FROM a WHERE id = 1 FOR UPDATE;", "RowShareLock", LockBlocks.None)]
    [TestCase("UPDATE a SET n = 'y' WHERE id = 1;", "RowExclusiveLock", LockBlocks.None)]
    [TestCase("ANALYZE a;", "ShareUpdateExclusiveLock", LockBlocks.None)]
    [TestCase("CREATE INDEX ON a (n);", "ShareLock", LockBlocks.Writes)]
    [TestCase("CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();", "ShareRowExclusiveLock", LockBlocks.Writes)]
    [TestCase("LOCK a IN EXCLUSIVE MODE;", "ExclusiveLock", LockBlocks.Writes)]
    [TestCase("ALTER TABLE a ADD COLUMN x int;", "AccessExclusiveLock", LockBlocks.Both)]
    public async Task Every_mode_is_told_with_what_it_blocks(string statement, string mode, LockBlocks blocks)
    {
        var locks = (await EffectsAsync($"\n\nBEGIN;\n{statement}\nCOMMIT;\n")).Locks.ShouldNotBeNull();

        var held = locks.Where(static held => held.Relation == "a").MaxBy(static held => held.Waiting.Count).ShouldNotBeNull();
        held.Mode.ShouldBe(mode);
        held.Blocks.ShouldBe(blocks);
        held.WouldQueue.ShouldBe(blocks != LockBlocks.None);
        held.Line.ShouldBe(4);
        held.Kind.ShouldBe("table");
    }

    [Test]
    public async Task A_lock_is_held_to_the_end_of_its_own_transaction()
    {
        var locks = (await EffectsAsync(
            "BEGIN;\nLOCK a;\nSELECT pg_sleep(0.2);\nCOMMIT;\nLOCK b;\nBEGIN;\nSET lock_timeout = '1s';\nLOCK c;\nCOMMIT;\nSELECT pg_sleep(0.2);\n")).Locks.ShouldNotBeNull();

        locks.Select(static held => (held.Relation, held.Line, held.HasTimeout, held.HeldMs >= 200)).ShouldBe([("a", 2, false, true), ("c", 8, true, false)]);
    }

    [Test]
    public async Task A_lock_that_a_savepoint_gave_back_is_taken_anew()
    {
        var locks = (await EffectsAsync("BEGIN;\nSAVEPOINT s;\nLOCK a;\nROLLBACK TO s;\nLOCK a;\nCOMMIT;\n")).Locks.ShouldNotBeNull();

        locks.Select(static held => (held.Relation, held.Line)).ShouldBe([("a", 3), ("a", 5)]);
    }

    [Test]
    public async Task Nobody_queues_behind_a_lock_on_what_the_script_made()
    {
        var locks = (await EffectsAsync("CREATE TABLE made (id int);\nALTER TABLE made ADD COLUMN x int;\nDROP TABLE made;\n")).Locks.ShouldNotBeNull();

        locks.ShouldContain(static held => held.Relation == "made" && held.Mode == "AccessExclusiveLock");
        locks.ShouldAllBe(static held => !held.WouldQueue);
    }

    [Test]
    public async Task What_is_written_anew_is_told_with_the_reason()
    {
        var rewrites = (await EffectsAsync(
            """
            ALTER TABLE a ADD COLUMN cheap int DEFAULT 1;
            ALTER TABLE a ALTER COLUMN n TYPE varchar(10);
            ALTER TABLE b ADD COLUMN z int DEFAULT (random() * 10)::int;
            REINDEX INDEX a_pkey;
            DO $$ BEGIN EXECUTE 'CLUSTER b USING b_pkey'; END $$;
            """)).Rewrites.ShouldNotBeNull();

        rewrites.Where(static rewrite => !rewrite.Relation.Contains("pkey", StringComparison.Ordinal) || rewrite.Line == 4).ShouldBe(
        [
            new("a", "a column's type changes", 2, true), new("b", "a column is added whose default must be computed for each row", 3, true), new("a_pkey", "REINDEX", 4, true), new("b", "from within DO", 5, true),
        ]);
    }

    [Test]
    public async Task Truncated_and_dropped_tables_are_told_with_all_that_go_with_them()
    {
        var effects = await EffectsAsync("TRUNCATE b CASCADE;\nTRUNCATE c;\nDROP TABLE a CASCADE;\n");

        effects.Tables.ShouldNotBeNull().Select(static table => (table.Table, table.Truncated, table.Dropped, table.Named)).ShouldBe(
            [("a", 0L, true, true), ("b", 1L, false, true), ("c", 2L, false, true)]);
        effects.Rewrites.ShouldBeEmpty();
    }

    [Test]
    public async Task Work_before_a_truncate_is_not_lost()
    {
        var script = string.Concat(Enumerable.Range(1000, 1100).Select(static i => $"INSERT INTO a VALUES ({i});\n"));

        var effects = await EffectsAsync($"{script}TRUNCATE a CASCADE;\nINSERT INTO a VALUES (1);\n");

        effects.Tables.ShouldNotBeNull().Single(static table => table.Table == "a").Work.ShouldBe(new RowCounts(1101, 0, 0));
    }

    [Test]
    public async Task Log_is_measured_where_the_server_is_our_own()
    {
        using var folder = new TempFolder();
        var script = Path.Combine(folder.Path, "script.sql");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "clone.sql"), Clone, TestContext.CurrentContext.CancellationToken);
        await File.WriteAllTextAsync(script, "UPDATE a SET n = 'y';\n", TestContext.CurrentContext.CancellationToken);

        var own = await Rehearser.RunAsync(new RehearsalRequest { Paths = [script] }, TestContext.CurrentContext.CancellationToken);
        var shared = await Rehearse.TextAsync("UPDATE a SET n = 'y';\n", Clone);

        own.Script().Effects.WalBytes.ShouldNotBeNull().ShouldBeInRange(100 * 30, 100_000);
        shared.Script().Effects.WalBytes.ShouldBeNull();
        shared.Target!.Capabilities.ShouldContain("walBytes: not measured, because others may write to this server's log");
    }

    private static async Task<EffectSummary> EffectsAsync(string script) => (await Rehearse.TextAsync(script, Clone)).Script().Effects;
}
