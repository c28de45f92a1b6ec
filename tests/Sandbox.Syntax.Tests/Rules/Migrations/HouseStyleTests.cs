using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules.Migrations;

/// <summary>Types, names and transactions.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HouseStyleTests
{
    [TestCase("CREATE TABLE t (a [|char(3)|] NOT NULL, b [|character|], c \"char\", d text, e character varying(3), f varchar);")]
    [TestCase("ALTER TABLE t ADD COLUMN a [|bpchar|], ALTER b TYPE [|CHAR (2)|];")]
    [TestCase("CREATE TEMP TABLE t (a char(3)); SELECT 'a'::char(3), char_length('a');")]
    public void A_char_column_is_found(string marked) => marked.ShouldFind(2030);

    [TestCase("CREATE TABLE t (a [|varchar(3)|], b [|character varying (10)|] DEFAULT 'x', c varchar, d text);")]
    [TestCase("SELECT 'a'::varchar(3);")]
    public void A_limited_varchar_is_found(string marked) => marked.ShouldFind(2031);

    [TestCase("CREATE TABLE t (a [|int|], b [|INTEGER|] PRIMARY KEY, c [|int2|], d [|serial|], e bigint, f bigserial, g interval, PRIMARY KEY (a));")]
    [TestCase("ALTER TABLE t ADD a [|pg_catalog.int4|];")]
    [TestCase("CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1::int';")]
    public void A_narrow_integer_is_found(string marked) => marked.ShouldFind(2032);

    [TestCase("CREATE TABLE t (a [|serial|], b [|bigserial|], c [|smallserial|] NOT NULL, d bigint GENERATED ALWAYS AS IDENTITY);")]
    public void A_serial_column_is_found(string marked) => marked.ShouldFind(2033);

    [TestCase("CREATE TABLE t (a [|timestamp|], b [|timestamp(3) without time zone|] NOT NULL, c timestamptz, d timestamp with time zone, e timestamp (0) with time zone, f date);")]
    [TestCase("SELECT now()::timestamp;")]
    public void A_timestamp_without_zone_is_found(string marked) => marked.ShouldFind(2034);

    [TestCase("[|CREATE TABLE t (i int)|]; [|DROP TABLE u|]; [|CREATE INDEX i ON t (a)|]; [|DROP TYPE x|];")]
    [TestCase("ALTER TABLE t [|ADD COLUMN a int|], [|DROP b|], [|ADD CHECK (a > 0)|];")]
    [TestCase("BEGIN; ALTER TABLE t ADD COLUMN a int; DROP TABLE u; COMMIT;")]
    [TestCase("BEGIN; [|CREATE INDEX CONCURRENTLY i ON t (a)|]; COMMIT;")]
    [TestCase("CREATE TABLE IF NOT EXISTS t (i int); ALTER TABLE t ADD COLUMN IF NOT EXISTS a int; DROP TABLE IF EXISTS u; CREATE INDEX ON t (a);")]
    [TestCase("ALTER TABLE t DROP CONSTRAINT IF EXISTS c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c;")]
    [TestCase("CREATE TEMP TABLE t (i int) ON COMMIT DROP;")]
    public void What_cannot_be_run_again_is_found(string marked) => marked.ShouldFind(2035);

    [TestCase("CREATE TABLE [|t|] (i int); ALTER TABLE [|t|] ADD a int; DROP TABLE a.u, [|v|];")]
    [TestCase("CREATE TABLE a.t (i int); CREATE TEMP TABLE u (i int); ALTER TABLE a.t ADD b int; SELECT * FROM t;")]
    [TestCase("DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM t; END $$;")]
    public void A_table_without_its_schema_is_found(string marked) => marked.ShouldFind(2036);

    [TestCase("[|BEGIN|]; ALTER TABLE t ADD a int;")]
    [TestCase("BEGIN; COMMIT; [|START TRANSACTION|]; SELECT 1;")]
    [TestCase("BEGIN; SELECT 1; [|COMMIT AND CHAIN|]; SELECT 2;")]
    [TestCase("BEGIN; SAVEPOINT a; ROLLBACK TO a; RELEASE a; END;")]
    [TestCase("BEGIN; ROLLBACK;")]
    [TestCase("BEGIN; SELECT 1;\n\\c\n[|BEGIN|]; SELECT 2;")]
    [TestCase("BEGIN; COMMIT;\n\\connect - other\n")]
    [TestCase("DO $$ BEGIN PERFORM 1; END $$;")]
    [TestCase("CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$; CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;")]
    public void A_transaction_that_is_never_ended_is_found(string marked) => marked.ShouldFind(2040);

    [TestCase("BEGIN; [|BEGIN|]; SELECT 1; COMMIT;")]
    [TestCase("BEGIN; COMMIT; [|COMMIT|];")]
    [TestCase("BEGIN;\n\\c\nBEGIN; COMMIT;")]
    [TestCase("BEGIN;\n\\connect other\nCOMMIT; [|COMMIT|];")]
    [TestCase("SELECT 1; [|ROLLBACK|];")]
    [TestCase("BEGIN; COMMIT; BEGIN; SAVEPOINT s; ROLLBACK TO s; COMMIT;")]
    [TestCase("\\set AUTOCOMMIT off\nSELECT 1; COMMIT;")]
    [TestCase("CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; COMMIT; END $$;")]
    public void A_transaction_in_a_transaction_is_found(string marked) => marked.ShouldFind(2041);

    [Test]
    public void Whoever_wraps_the_script_ends_its_transaction() =>
        "[|BEGIN|]; SELECT 1; [|COMMIT|];".ShouldFind(2041, RuleOptions.Script with { InTransaction = true });

    [TestCase("CREATE TABLE [|aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg|] (i int);")]
    [TestCase("CREATE TABLE [|\"ääääääääääääääääääääääääääääääää\"|] (i int);")]
    [TestCase("CREATE TABLE aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg (i int);")]
    [TestCase("SELECT 'aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg';")]
    public void A_name_that_is_cut_off_is_found(string marked) => marked.ShouldFind(2042);

    [TestCase("CREATE TABLE t (a int, b int, [|a|] text);")]
    [TestCase("INSERT INTO t (a, b, [|a|]) VALUES (1, 2, 3);")]
    [TestCase("UPDATE t SET a = 1, b = f(a, a), [|a = 2|] WHERE c;")]
    [TestCase("CREATE INDEX ON t (a); [|CREATE INDEX twice ON t (A)|];")]
    [TestCase("ALTER TABLE t ADD a int, [|ADD a text|];")]
    [TestCase("CREATE TABLE t (a int, \"A\" int); CREATE INDEX ON t (a); CREATE INDEX ON t (a, b); CREATE UNIQUE INDEX ON t (a);")]
    [TestCase("UPDATE t SET (a, b) = (1, 2), c = a; INSERT INTO t SELECT a, a FROM u; INSERT INTO t (SELECT a, a FROM u);")]
    public void A_duplicate_is_found(string marked) => marked.ShouldFind(2043);
}
