using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

[Parallelizable(ParallelScope.All)]
public sealed class RehearsalTests
{
    private const string Guard = "DO $$ BEGIN IF current_database() NOT LIKE 'c1_%' THEN RAISE EXCEPTION 'not a clone'; END IF; END $$;\n";

    [TestCase("-- sandbox: rollback-only\nBEGIN; [|COMMIT|];")]
    [TestCase("-- sandbox: lane rollback\nBEGIN; [|END|];")]
    [TestCase("-- sandbox: rollback-only\nDO $$ BEGIN [|COMMIT|]; END $$;")]
    [TestCase("-- sandbox: rollback-only\nBEGIN; SELECT 'COMMIT'; CREATE TEMP TABLE a (i int) ON COMMIT DROP; ROLLBACK;")]
    [TestCase("-- sandbox: database c1_a\nBEGIN; COMMIT;")]
    [TestCase("BEGIN; COMMIT;")]
    public void A_commit_in_a_rollback_only_script_is_found(string marked) => marked.ShouldFind(RuleRegistry.CommitInRollbackOnly, RuleOptions.Script);

    [TestCase("BEGIN; SELECT [|dblink_exec|]('a', 'b'); ROLLBACK;")]
    [TestCase("-- sandbox: database c1_a\nSELECT pg_catalog.[|lo_export|](1, 'f');")]
    [TestCase("BEGIN; [|COPY a TO '/tmp/a'|]; [|COPY a FROM PROGRAM 'cat'|]; ROLLBACK;")]
    [TestCase("BEGIN; DO $$ BEGIN PERFORM [|pg_reload_conf|](); END $$; ROLLBACK;")]
    [TestCase("BEGIN; SELECT [|pg_advisory_lock|](1), [|pg_try_advisory_lock_shared|](2), pg_advisory_xact_lock(3), pg_advisory_unlock(4); ROLLBACK;")]
    [TestCase("BEGIN; DO $$ BEGIN ASSERT [|pg_try_advisory_lock|](1), 'busy'; LOOP EXIT WHEN [|pg_try_advisory_lock|](2); END LOOP; ASSERT; END $$; ROLLBACK;")]
    [TestCase("BEGIN; SELECT [|pg_background_launch|]('DELETE FROM a'); ROLLBACK;")]
    [TestCase("BEGIN; SELECT pg_logical_emit_message(true, 'a', 'b'); SELECT [|pg_logical_emit_message|](false, 'a', 'b'), [|pg_logical_emit_message|](t, 'a', 'b') FROM c; ROLLBACK;")]
    [TestCase("BEGIN; SELECT dblink_exec('a', 'b'); COMMIT;")]
    [TestCase("SELECT dblink_exec('a', 'b');")]
    [TestCase("BEGIN; COPY a TO STDOUT; SELECT nextval('s'), 'lo_export(1)'; ROLLBACK;")]
    public void A_statement_that_escapes_is_found(string marked) => marked.ShouldFind(RuleRegistry.EscapesRollback, RuleOptions.Script);

    [TestCase("-- sandbox: rollback-only\nBEGIN; [|INSERT|] INTO a VALUES (1); ROLLBACK;")]
    [TestCase("\\set ON_ERROR_STOP on\nBEGIN; [|UPDATE|] a SET b = 1 WHERE c; DELETE FROM a WHERE b; ROLLBACK;")]
    [TestCase(Guard + "BEGIN; [|CREATE|] TABLE a (i int); ROLLBACK;")]
    [TestCase("\\set ON_ERROR_STOP 1\n" + Guard + "BEGIN; INSERT INTO a VALUES (1); ROLLBACK;")]
    [TestCase("BEGIN; SELECT 1; CREATE TEMP TABLE a (i int); INSERT INTO a VALUES (1); ROLLBACK;")]
    [TestCase("BEGIN; INSERT INTO a VALUES (1); COMMIT;")]
    [TestCase("INSERT INTO a VALUES (1);")]
    public void An_unchecked_rehearsal_is_found(string marked) => marked.ShouldFind(RuleRegistry.UncheckedRehearsal, RuleOptions.Script);

    [TestCase("BEGIN; [|CREATE INDEX CONCURRENTLY i ON a (b)|]; COMMIT;")]
    [TestCase("BEGIN; [|DROP INDEX CONCURRENTLY i|]; [|VACUUM a|]; [|ALTER SYSTEM SET work_mem = '1MB'|]; ROLLBACK;")]
    [TestCase("-- sandbox: rollback-only\n[|REINDEX TABLE CONCURRENTLY a|];")]
    [TestCase("BEGIN; [|ALTER TABLE a DETACH PARTITION b CONCURRENTLY|]; COMMIT;")]
    [TestCase("BEGIN; [|CREATE SUBSCRIPTION s CONNECTION 'host=a' PUBLICATION p|]; [|CREATE SUBSCRIPTION s CONNECTION 'host=a' PUBLICATION p WITH (create_slot = true)|]; COMMIT;")]
    [TestCase("BEGIN; CREATE SUBSCRIPTION s CONNECTION 'host=a' PUBLICATION p WITH (create_slot = false, slot_name = NONE); CREATE SUBSCRIPTION s CONNECTION 'host=a' PUBLICATION p WITH (connect = 'off'); COMMIT;")]
    [TestCase("SELECT 1\\; [|VACUUM t|];\n[|VACUUM u|]\\; SELECT 1;\nVACUUM v; SELECT 1\\; SELECT 2;")]
    [TestCase("BEGIN; COMMIT; CREATE INDEX CONCURRENTLY i ON a (b); VACUUM a;")]
    [TestCase("-- sandbox: lane disposable\nVACUUM a;")]
    [TestCase("BEGIN; CREATE INDEX i ON a (b); REINDEX TABLE a; SELECT 'VACUUM'; COMMIT;")]
    public void What_cannot_run_in_a_block_is_found(string marked) => marked.ShouldFind(RuleRegistry.RefusesTransaction, RuleOptions.Script);

    [Test]
    public void Whoever_wraps_the_script_puts_it_into_a_block() =>
        "[|CREATE INDEX CONCURRENTLY i ON a (b)|];".ShouldFind(RuleRegistry.RefusesTransaction, RuleOptions.Script with { InTransaction = true });

    [TestCase(11, "BEGIN; [|ALTER TYPE a ADD VALUE 'b'|]; COMMIT;")]
    [TestCase(12, "BEGIN; ALTER TYPE a ADD VALUE 'b'; COMMIT;")]
    public void A_value_is_added_in_a_block_since_version_12(int version, string marked) =>
        marked.ShouldFind(RuleRegistry.RefusesTransaction, RuleOptions.Script with { ServerVersion = version });

    [TestCase("-- sandbox: database c1_a\n[|\\! ls|]\n[|\\connect other|]\n[|\\o out.txt|]\n")]
    [TestCase("BEGIN;\n[|\\copy a to 'a.csv'|]\n[|\\copy a from program 'cat a'|]\nSELECT 1 [|\\g |cat|]\n[|\\set x `date`|]\nROLLBACK;")]
    [TestCase("BEGIN;\n\\copy a from 'a.csv'\n\\copy a to stdout\n\\o\n\\i other.sql\n\\echo `date`\n\\c\nROLLBACK;")]
    [TestCase("BEGIN;\n[|\\s log.txt|]\n[|\\e|]\n\\s\nROLLBACK;")]
    [TestCase("BEGIN;\n\\! ls\nCOMMIT;")]
    public void A_meta_command_that_reaches_outside_is_found(string marked) => marked.ShouldFind(RuleRegistry.ReachesOutside, RuleOptions.Script);

    [TestCase("BEGIN; CREATE TEMP TABLE [|results|] (check_name text, actual text); SELECT * FROM results; ROLLBACK;")]
    [TestCase("BEGIN; CREATE TEMP TABLE [|results|] (\"check\" text, pass boolean); INSERT INTO results VALUES ('a', true); ROLLBACK;")]
    [TestCase("BEGIN; CREATE TEMP TABLE results (check_name text, verdict text); INSERT INTO results VALUES ('a', 'pass'); SELECT * FROM results; ROLLBACK;")]
    [TestCase("BEGIN; CREATE TEMP TABLE results (check_name text, verdict text); TABLE results; ROLLBACK;")]
    [TestCase("BEGIN; CREATE TEMP TABLE [|results|] AS SELECT 'a' AS check_name, 1 AS n; SELECT * FROM results; ROLLBACK;")]
    [TestCase("BEGIN; CREATE TEMP TABLE [|results|] AS SELECT 'a' AS check_name, true AS pass FROM t; ROLLBACK;")]
    [TestCase("BEGIN; CREATE TEMP TABLE results AS SELECT 'a' AS check_name, CASE WHEN b THEN 'pass' ELSE 'fail' END AS verdict FROM t; TABLE results; CREATE TEMP TABLE other AS SELECT t.name FROM t; ROLLBACK;")]
    [TestCase("CREATE TABLE results (check_name text);")]
    [TestCase("BEGIN; CREATE TEMP TABLE numbers (i int CHECK (i > 0)); ROLLBACK;")]
    public void A_result_table_that_says_nothing_is_found(string marked) => marked.ShouldFind(RuleRegistry.UnreadResults, RuleOptions.Script);
}
