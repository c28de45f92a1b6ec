using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules.Migrations;

[Parallelizable(ParallelScope.All)]
public sealed class AddedConstraintsTests
{
    [TestCase("ALTER TABLE books [|ADD CHECK (pages > 0)|];")]
    [TestCase("ALTER TABLE IF EXISTS ONLY shop.books [|ADD CONSTRAINT positive CHECK (pages > 0)|];")]
    [TestCase("ALTER TABLE books [|ADD FOREIGN KEY (author) REFERENCES authors ON DELETE CASCADE|], [|ADD CONSTRAINT c CHECK (a IN (1, 2))|];")]
    [TestCase("ALTER TABLE books [|ADD COLUMN author int REFERENCES authors (id)|];")]
    [TestCase("ALTER TABLE books [|ADD pages int CHECK (pages > 0)|];")]
    [TestCase("DO $$ BEGIN IF true THEN ALTER TABLE books [|ADD CHECK (pages > 0)|]; END IF; END $$;")]
    [TestCase("DO $$ BEGIN EXECUTE 'ALTER TABLE books [|ADD CHECK (pages > 0)|]'; END $$;")]
    [TestCase("DO $$ BEGIN EXECUTE format('ALTER TABLE %I [|ADD CHECK (pages > 0)|]', t); END $$;")]
    [TestCase("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE books [|ADD CHECK (pages > 0)|]; END $$;")]
    [TestCase("BEGIN; ALTER TABLE books ADD CONSTRAINT c CHECK (pages > 0) NOT VALID; ALTER TABLE books [|VALIDATE CONSTRAINT c|]; COMMIT;")]
    [TestCase("ALTER TABLE books ADD CONSTRAINT c CHECK (pages > 0) NOT VALID; ALTER TABLE books VALIDATE CONSTRAINT c;")]
    [TestCase("BEGIN; ALTER TABLE books ADD CONSTRAINT c CHECK (pages > 0) NOT VALID; COMMIT; BEGIN; ALTER TABLE books VALIDATE CONSTRAINT c; COMMIT;")]
    [TestCase("ALTER TABLE books ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES b DEFERRABLE INITIALLY DEFERRED NOT VALID;")]
    [TestCase("CREATE TABLE books (pages int); ALTER TABLE books ADD CHECK (pages > 0);")]
    [TestCase("CREATE TABLE IF NOT EXISTS public.books (pages int); ALTER TABLE books ADD CHECK (pages > 0);")]
    [TestCase("CREATE TABLE new_books (pages int); ALTER TABLE new_books RENAME TO books; ALTER TABLE books ADD CHECK (pages > 0);")]
    [TestCase("CREATE TEMP TABLE t AS SELECT 1 AS i; ALTER TABLE t ADD CHECK (i > 0);")]
    [TestCase("CREATE TABLE shop.books (pages int); ALTER TABLE other.books [|ADD CHECK (pages > 0)|];")]
    [TestCase("CREATE TABLE books (pages int CHECK (pages > 0), author int REFERENCES authors);")]
    [TestCase("SELECT 'ALTER TABLE books ADD CHECK (pages > 0)'; -- ALTER TABLE books ADD CHECK (pages > 0);")]
    [TestCase("ALTER DOMAIN pages ADD CHECK (VALUE > 0);")]
    [TestCase("COMMENT ON TABLE books IS 'ALTER TABLE books ADD CHECK (pages > 0)';")]
    public void A_constraint_that_is_checked_under_the_lock_is_found(string marked) => marked.ShouldFind(2001);

    [Test]
    public void In_a_transaction_of_whoever_runs_the_script_validation_shares_the_lock() =>
        "ALTER TABLE books ADD CONSTRAINT c CHECK (pages > 0) NOT VALID; ALTER TABLE books [|VALIDATE CONSTRAINT c|];".ShouldFind(2001, RuleOptions.Script with { InTransaction = true });

    [TestCase("ALTER TABLE books [|ADD CONSTRAINT one UNIQUE (title)|];")]
    [TestCase("ALTER TABLE books [|ADD UNIQUE NULLS NOT DISTINCT (title)|];")]
    [TestCase("ALTER TABLE books [|ADD PRIMARY KEY (id)|];")]
    [TestCase("ALTER TABLE books [|ADD COLUMN isbn text CONSTRAINT one_isbn UNIQUE|];")]
    [TestCase("ALTER TABLE a [|ADD COLUMN b SERIAL PRIMARY KEY|];")]
    [TestCase("ALTER TABLE books DROP CONSTRAINT p, ADD CONSTRAINT p PRIMARY KEY USING INDEX by_id;")]
    [TestCase("ALTER TABLE books ADD CONSTRAINT one UNIQUE USING INDEX by_title;")]
    [TestCase("BEGIN; CREATE TABLE books (title text); ALTER TABLE books ADD UNIQUE (title); COMMIT;")]
    [TestCase("ALTER TABLE books ADD COLUMN \"unique\" text;")]
    public void A_unique_constraint_that_builds_its_index_is_found(string marked) => marked.ShouldFind(2007);

    [TestCase("ALTER TABLE stays [|ADD CONSTRAINT apart EXCLUDE USING gist (room WITH =, during WITH &&)|];")]
    [TestCase("ALTER TABLE stays [|ADD EXCLUDE (room WITH =)|];")]
    [TestCase("CREATE TABLE stays (room int, EXCLUDE (room WITH =));")]
    public void An_exclusion_constraint_is_found(string marked) => marked.ShouldFind(2008);

    [TestCase("ALTER TABLE authors [|ADD CONSTRAINT p PRIMARY KEY USING INDEX by_name|];")]
    [TestCase("ALTER TABLE authors ALTER name SET NOT NULL; ALTER TABLE authors ADD CONSTRAINT p PRIMARY KEY USING INDEX by_name;")]
    [TestCase("ALTER TABLE authors ADD CONSTRAINT u UNIQUE USING INDEX by_name;")]
    [TestCase("ALTER TABLE authors ADD PRIMARY KEY (name);")]
    public void A_primary_key_from_an_index_is_found(string marked) => marked.ShouldFind(2014);
}
