using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules.Migrations;

[Parallelizable(ParallelScope.All)]
public sealed class LockTests
{
    [TestCase("[|CREATE INDEX ON books (author)|];")]
    [TestCase("[|CREATE UNIQUE INDEX IF NOT EXISTS by_title ON ONLY shop.books USING btree (title) WHERE title IS NOT NULL|];")]
    [TestCase("CREATE INDEX CONCURRENTLY by_title ON books (title);")]
    [TestCase("CREATE TABLE books (title text); CREATE INDEX ON books (title);")]
    [TestCase("CREATE TABLE books (title text); DROP TABLE books; [|CREATE INDEX ON books (title)|];")]
    [TestCase("BEGIN; SAVEPOINT s; CREATE TABLE books (title text); ROLLBACK TO s; [|CREATE INDEX ON books (title)|]; COMMIT;")]
    [TestCase("\\if :x\nCREATE TABLE books (title text); CREATE INDEX ON books (title);\n\\endif\n[|CREATE INDEX ON books (author)|];")]
    [TestCase("CREATE TABLE IF NOT EXISTS books (title text); CREATE INDEX IF NOT EXISTS by_title ON books (title);", Description = "Whether the table is new is not known, and most often it is.")]
    [TestCase("DROP TABLE IF EXISTS books; CREATE TABLE books_new (title text); ALTER TABLE books_new RENAME TO books; CREATE INDEX ON books (title);")]
    [TestCase("SELECT * INTO books FROM old_books; CREATE INDEX ON books (title);")]
    [TestCase("CREATE TABLE books PARTITION OF all_books DEFAULT; CREATE INDEX ON books (title);")]
    [TestCase("COMMENT ON INDEX by_title IS 'CREATE INDEX ON books (title)';")]
    public void An_index_built_under_a_lock_is_found(string marked) => marked.ShouldFind(2006);

    [TestCase("[|DROP INDEX by_title|];")]
    [TestCase("[|DROP INDEX IF EXISTS shop.by_title, by_author CASCADE|];")]
    [TestCase("DROP INDEX CONCURRENTLY by_title;")]
    [TestCase("CREATE INDEX CONCURRENTLY by_title ON books (title); DROP INDEX by_title;")]
    public void An_index_dropped_under_a_lock_is_found(string marked) => marked.ShouldFind(2028);

    [TestCase("BEGIN; [|ALTER TABLE authors ADD COLUMN extra text|]; SELECT count(*) FROM books; COMMIT;")]
    [TestCase("BEGIN; [|DROP TABLE authors|]; UPDATE books SET a = 1 WHERE b; DELETE FROM x WHERE y; COMMIT;")]
    [TestCase("BEGIN; [|ALTER TABLE authors ADD a int|]; ALTER TABLE authors ADD b int; COMMIT;")]
    [TestCase("BEGIN; ALTER TABLE authors ADD COLUMN extra text; COMMIT; SELECT count(*) FROM books;")]
    [TestCase("ALTER TABLE authors ADD COLUMN extra text; SELECT count(*) FROM books;")]
    [TestCase("BEGIN; SELECT count(*) FROM books; SET LOCAL lock_timeout = '1s'; ALTER TABLE authors ADD COLUMN extra text; COMMIT;")]
    [TestCase("BEGIN; CREATE INDEX ON books (a); SELECT 1; COMMIT;")]
    [TestCase("BEGIN; CREATE TABLE t (i int); ALTER TABLE t ADD j int; SELECT 1; COMMIT;")]
    [TestCase("BEGIN; ALTER TABLE t VALIDATE CONSTRAINT c; SELECT 1; COMMIT;")]
    [TestCase("\\set AUTOCOMMIT off\n[|ALTER TABLE authors ADD a int|]; SELECT 1; COMMIT;")]
    public void Statements_behind_an_exclusive_lock_are_found(string marked) => marked.ShouldFind(2004);

    [Test]
    public void In_a_transaction_of_whoever_runs_the_script_all_stand_behind_the_lock() =>
        "[|ALTER TABLE authors ADD COLUMN extra text|]; SELECT 1;".ShouldFind(2004, RuleOptions.Script with { InTransaction = true });

    [TestCase("[|ALTER TABLE books ADD COLUMN extra text|];")]
    [TestCase("BEGIN; SET lock_timeout = '2s'; ROLLBACK; [|ALTER TABLE books ADD COLUMN extra text|];")]
    [TestCase("SET lock_timeout = '2s'; DISCARD ALL; [|ALTER TABLE books ADD COLUMN extra text|];")]
    [TestCase("BEGIN; SAVEPOINT s; SET lock_timeout = '2s'; ROLLBACK TO s; [|ALTER TABLE books ADD COLUMN extra text|]; COMMIT;")]
    [TestCase("SET lock_timeout = '2s'; BEGIN; SET LOCAL lock_timeout = '1s'; ROLLBACK; ALTER TABLE books ADD COLUMN extra text; DISCARD PLANS; DROP TABLE books;")]
    [TestCase("SET lock_timeout = '2s';\n\\set AUTOCOMMIT off\nSELECT 1; ROLLBACK; ALTER TABLE books ADD COLUMN extra text; COMMIT; BEGIN; SET lock_timeout = '1s'; COMMIT; DROP TABLE books;")]
    [TestCase("[|CREATE INDEX ON books (a)|]; [|DROP TABLE old|]; [|TRUNCATE logs|]; [|LOCK TABLE a IN SHARE MODE|];")]
    [TestCase("[|CREATE TABLE reviews (book int REFERENCES books)|];")]
    [TestCase("[|CREATE TRIGGER t AFTER INSERT ON books FOR EACH ROW EXECUTE FUNCTION f()|];")]
    [TestCase("SET lock_timeout = 0; [|ALTER TABLE books ADD COLUMN extra text|];")]
    [TestCase("SET lock_timeout = '1s'; RESET lock_timeout; [|ALTER TABLE books ADD COLUMN extra text|];")]
    [TestCase("BEGIN; SET LOCAL lock_timeout = '1s'; COMMIT; [|ALTER TABLE books ADD COLUMN extra text|];")]
    [TestCase("SET app.lock_timeout = '1s'; [|DROP VIEW v|];")]
    [TestCase("SET lock_timeout TO '1s'; ALTER TABLE books ADD COLUMN extra text;")]
    [TestCase("SELECT pg_catalog.set_config('lock_timeout', '1s', false); ALTER TABLE books ADD COLUMN extra text;")]
    [TestCase("SELECT 1; SET LOCAL lock_timeout = '1s'; [|ALTER TABLE books ADD COLUMN extra text|];")]
    [TestCase("CREATE TABLE t (i int, parent int REFERENCES t); CREATE INDEX ON t (i); ALTER TABLE t ADD j int; DROP TABLE t;")]
    [TestCase("CREATE INDEX CONCURRENTLY ON books (a); ALTER TABLE books VALIDATE CONSTRAINT c; LOCK TABLE a IN ROW EXCLUSIVE MODE; VACUUM books;")]
    [TestCase("ALTER TABLE books ALTER COLUMN a SET STATISTICS 100; ALTER SEQUENCE s RESTART; ALTER INDEX i RENAME TO j;")]
    [TestCase("INSERT INTO books VALUES ('ALTER TABLE books ADD COLUMN extra text');")]
    [TestCase("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ ALTER TABLE books ADD COLUMN extra text $$;")]
    [TestCase("DO $$ DECLARE lock boolean; cluster text := 'a'; BEGIN lock := true; cluster := 'b'; SELECT a INTO drop_it FROM b; END $$;")]
    public void A_blocking_lock_without_a_timeout_is_found(string marked) => marked.ShouldFind(2009);

    [TestCase("[|CREATE TABLE t (i int)|]; ALTER TABLE t ADD j int;")]
    [TestCase("SELECT 1; [|ALTER TABLE t ADD j int|];")]
    [TestCase("SET statement_timeout = '5s'; ALTER TABLE t ADD j int;")]
    [TestCase("SELECT 1; UPDATE t SET a = 1 WHERE b;")]
    public void The_first_definition_without_a_statement_timeout_is_found(string marked) => marked.ShouldFind(2037);

    [TestCase("ALTER TABLE sales [|DETACH PARTITION sales_2019|];")]
    [TestCase("ALTER TABLE sales DETACH PARTITION sales_2019 CONCURRENTLY;")]
    [TestCase("ALTER TABLE sales ATTACH PARTITION sales_2020 DEFAULT;")]
    public void A_partition_detached_under_a_lock_is_found(string marked) => marked.ShouldFind(2029);

    [Test]
    public void Before_version_14_no_partition_is_detached_concurrently() =>
        "ALTER TABLE sales DETACH PARTITION sales_2019;".ShouldFind(2029, RuleOptions.Script with { ServerVersion = 13 });

    [TestCase("ALTER TABLE a ALTER x SET NOT NULL; [|ALTER TABLE a ALTER y SET NOT NULL|];")]
    [TestCase("ALTER TABLE a ADD x int; [|ALTER TABLE a ADD y int|]; [|ALTER TABLE a DROP z|];")]
    [TestCase("ALTER TABLE a ADD x int; SELECT 1; [|ALTER TABLE a ADD y int|];")]
    [TestCase("ALTER TABLE a ADD x int; UPDATE a SET x = 1 WHERE id < 9; ALTER TABLE a ALTER x SET NOT NULL;")]
    [TestCase("BEGIN; ALTER TABLE a ADD x int; UPDATE a SET x = 1 WHERE id < 9; [|ALTER TABLE a ALTER x SET NOT NULL|]; COMMIT;")]
    [TestCase("ALTER TABLE a ADD x int; ALTER TABLE b ADD y int;")]
    [TestCase("ALTER TABLE a ADD CONSTRAINT c CHECK (x > 0) NOT VALID; ALTER TABLE a VALIDATE CONSTRAINT c;")]
    [TestCase("ALTER TABLE a RENAME x TO y; ALTER TABLE a RENAME z TO w;")]
    [TestCase("CREATE TABLE a (i int); ALTER TABLE a ADD x int; ALTER TABLE a ADD y int;")]
    public void Alterations_that_one_statement_could_make_are_found(string marked) => marked.ShouldFind(2012);

    [TestCase("CREATE TABLE purchase (id bigint PRIMARY KEY, item bigint NOT NULL [|REFERENCES items (id)|]);")]
    [TestCase("CREATE TABLE purchase (item bigint, [|FOREIGN KEY (item) REFERENCES items|]); CREATE INDEX ON purchase (item) WHERE item = 1;")]
    [TestCase("ALTER TABLE purchase ADD COLUMN item bigint [|REFERENCES items|];")]
    [TestCase("CREATE TABLE p (item bigint REFERENCES items); CREATE INDEX ON p (item, id);")]
    [TestCase("CREATE TABLE p (item bigint PRIMARY KEY REFERENCES items);")]
    [TestCase("CREATE TABLE p (item bigint REFERENCES items, part int, UNIQUE (item, part));")]
    [TestCase("ALTER TABLE purchase ADD FOREIGN KEY (item) REFERENCES items NOT VALID;")]
    [TestCase("CREATE TABLE p (item bigint, part int [|REFERENCES parts|], UNIQUE (item, part));")]
    public void A_foreign_key_without_an_index_is_found(string marked) => marked.ShouldFind(2015);
}
