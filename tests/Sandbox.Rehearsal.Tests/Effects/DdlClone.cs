using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>A clone with something of everything, and statements that change it.</summary>
internal static class DdlClone
{
    public const string Fixture =
        """
        CREATE SCHEMA app;
        CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL, email text CONSTRAINT customers_email_key UNIQUE, age int DEFAULT 3 CHECK (age > 0));
        CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int REFERENCES customers ON DELETE CASCADE, total numeric);
        CREATE INDEX orders_total ON orders (total);
        CREATE VIEW adults AS SELECT id, name FROM customers WHERE age >= 18;
        CREATE VIEW adult_names AS SELECT name FROM adults;
        CREATE MATERIALIZED VIEW totals AS SELECT customer, sum(total) AS total FROM orders GROUP BY 1;
        CREATE FUNCTION app.total(c int) RETURNS numeric LANGUAGE sql AS 'SELECT sum(total) FROM orders WHERE customer = c';
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
        CREATE POLICY everything ON orders USING (true);
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE TYPE pair AS (a int, b int);
        CREATE DOMAIN positive AS int CHECK (VALUE > 0);
        CREATE TABLE measures (at date, v int) PARTITION BY RANGE (at);
        CREATE TABLE measures_2024 PARTITION OF measures FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        CREATE TABLE measures_2025 PARTITION OF measures FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        CREATE SEQUENCE tickets;
        CREATE TABLE app.notes (id int, t text, m mood);
        COMMENT ON TABLE app.notes IS 'notes';
        """;

    /// <summary>Statements, and what each changes; <c>*</c> stands before what the statement does not name.</summary>
    public static IReadOnlyList<(string Sql, string[] Effects)> Statements { get; } =
    [
        ("CREATE TABLE t (id serial PRIMARY KEY, c int REFERENCES customers, x text DEFAULT 'a' CHECK (x <> ''))", ["CREATE TABLE t"]),
        ("CREATE TABLE t AS SELECT * FROM orders", ["CREATE TABLE t"]),
        ("CREATE TABLE measures_2026 PARTITION OF measures FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')", ["CREATE TABLE measures_2026"]),
        ("ALTER TABLE customers ADD COLUMN z int DEFAULT 5, ADD CONSTRAINT named CHECK (name <> '')", ["ADD COLUMN customers.z", "ADD CONSTRAINT named on customers"]),
        ("ALTER TABLE customers RENAME COLUMN age TO years", ["ALTER COLUMN customers.years"]),
        ("ALTER TABLE customers RENAME TO clients", ["ALTER TABLE clients"]),
        ("ALTER TABLE customers SET SCHEMA app", ["ALTER TABLE app.customers"]),
        ("ALTER TABLE customers ALTER COLUMN name DROP NOT NULL, ALTER COLUMN age SET DEFAULT 4", ["ALTER COLUMN customers.name", "ALTER COLUMN customers.age"]),
        ("ALTER TABLE customers ALTER COLUMN email TYPE varchar(80)", ["ALTER COLUMN customers.email"]),
        ("ALTER TABLE customers DROP COLUMN email", ["DROP COLUMN customers.email", "*DROP CONSTRAINT customers_email_key on customers"]),
        ("ALTER TABLE customers DROP COLUMN age CASCADE",
            ["DROP COLUMN customers.age", "*DROP CONSTRAINT customers_age_check on customers", "*DROP VIEW adults", "*DROP VIEW adult_names"]),
        ("ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey", ["DROP CONSTRAINT orders_customer_fkey on orders"]),
        ("ALTER TABLE measures ADD COLUMN w int", ["ADD COLUMN measures.w", "*ADD COLUMN measures_2024.w", "*ADD COLUMN measures_2025.w"]),
        ("ALTER TABLE measures DETACH PARTITION measures_2024", ["ALTER TABLE measures_2024", "ALTER COLUMN measures_2024.at", "ALTER COLUMN measures_2024.v"]),
        ("ALTER TABLE orders DISABLE TRIGGER stamped", ["ALTER TRIGGER stamped on orders"]),
        ("ALTER TABLE orders ENABLE ROW LEVEL SECURITY", ["ALTER TABLE orders"]),
        ("ALTER TABLE orders SET (fillfactor = 70)", ["ALTER TABLE orders"]),
        ("CREATE INDEX by_customer ON orders (customer)", ["CREATE INDEX by_customer"]),
        ("CREATE INDEX by_day ON measures (at)", ["CREATE INDEX by_day"]),
        ("DROP INDEX orders_total", ["DROP INDEX orders_total"]),
        ("DROP TABLE customers CASCADE", ["DROP TABLE customers", "*DROP CONSTRAINT orders_customer_fkey on orders", "*DROP VIEW adults", "*DROP VIEW adult_names"]),
        ("DROP TABLE measures", ["DROP TABLE measures", "*DROP TABLE measures_2024", "*DROP TABLE measures_2025"]),
        ("DROP VIEW adults CASCADE", ["DROP VIEW adults", "*DROP VIEW adult_names"]),
        ("DROP MATERIALIZED VIEW totals", ["DROP MATERIALIZED VIEW totals"]),
        ("DROP FUNCTION stamp() CASCADE", ["DROP FUNCTION stamp()", "*DROP TRIGGER stamped on orders"]),
        ("DROP TYPE mood CASCADE", ["DROP TYPE mood", "*DROP COLUMN app.notes.m"]),
        ("DROP SCHEMA app CASCADE", ["DROP SCHEMA app", "*DROP TABLE app.notes", "*DROP FUNCTION app.total(integer)"]),
        ("DROP POLICY everything ON orders", ["DROP POLICY everything on orders"]),
        ("DROP TRIGGER stamped ON orders", ["DROP TRIGGER stamped on orders"]),
        ("DROP SEQUENCE customers_id_seq CASCADE", ["DROP SEQUENCE customers_id_seq", "*ALTER COLUMN customers.id"]),
        ("CREATE OR REPLACE VIEW adult_names AS SELECT name, id FROM adults", ["ALTER VIEW adult_names"]),
        ("CREATE OR REPLACE FUNCTION app.total(c int) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0'", ["ALTER FUNCTION app.total(integer)"]),
        ("CREATE TRIGGER again BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp()", ["CREATE TRIGGER again on orders"]),
        ("CREATE RULE nothing AS ON DELETE TO orders DO INSTEAD NOTHING", ["CREATE RULE nothing on orders"]),
        ("CREATE STATISTICS correlated ON name, age FROM customers", ["CREATE STATISTICS OBJECT correlated"]),
        ("CREATE SCHEMA more CREATE TABLE inner_one (i int)", ["CREATE SCHEMA more", "CREATE TABLE more.inner_one"]),
        ("ALTER TYPE mood ADD VALUE 'great'", ["ALTER TYPE mood"]),
        ("ALTER TYPE pair ADD ATTRIBUTE c int", ["ALTER TYPE pair"]),
        ("CREATE TYPE triple AS (a int, b int, c int)", ["CREATE TYPE triple"]),
        ("ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 1000)", ["ADD CONSTRAINT small on positive"]),
        ("ALTER SEQUENCE tickets INCREMENT BY 3", ["ALTER SEQUENCE tickets"]),
        ("ALTER SEQUENCE tickets OWNED BY orders.id", ["ALTER SEQUENCE tickets"]),
        ("GRANT SELECT ON orders TO pg_monitor", ["GRANT orders"]),
        ("GRANT UPDATE (total) ON orders TO pg_monitor", ["GRANT orders.total"]),
        ("REVOKE SELECT ON orders FROM CURRENT_USER", ["REVOKE orders"]),
        ("COMMENT ON COLUMN orders.total IS 'x'", ["COMMENT orders.total"]),
        ("COMMENT ON VIEW adults IS 'x'", ["COMMENT adults"]),
        ("CREATE TEMPORARY TABLE scratch (i int PRIMARY KEY)", ["CREATE TABLE pg_temp.scratch"]),
        ("DO $$ BEGIN CREATE TABLE made (i int); DROP TABLE measures_2025; EXECUTE 'ALTER TABLE app.notes ADD k int'; END $$",
            ["CREATE TABLE made", "DROP TABLE measures_2025", "ADD COLUMN app.notes.k"]),
        ("COMMENT ON TABLE app.notes IS NULL", ["COMMENT app.notes"]),
        ("DROP TABLE app.notes", ["DROP TABLE app.notes"]),
        ("DO $$ BEGIN CREATE TABLE made (i int); DROP TABLE made; END $$", ["CREATE AND DROP RELATION oid"]),
        ("DO $$ BEGIN CREATE TABLE made (i int PRIMARY KEY, t text); DROP TABLE made; END $$",
            ["CREATE AND DROP RELATION oid", "CREATE AND DROP RELATION oid", "CREATE AND DROP RELATION oid", "CREATE AND DROP RELATION oid"]),
        ("DO $$ BEGIN CREATE FUNCTION made() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION made(); END $$", ["CREATE AND DROP ROUTINE oid"]),
        ("DO $$ BEGIN ALTER TABLE app.notes ALTER COLUMN id TYPE bigint; DROP TABLE measures; END $$",
            ["ALTER COLUMN app.notes.id", "DROP TABLE measures", "*DROP TABLE measures_2024", "*DROP TABLE measures_2025"]),
        ("CREATE PUBLICATION changes FOR TABLE orders", ["CREATE PUBLICATION changes"]),
        ("SELECT lo_create(4242)", ["CREATE LARGE OBJECT 4242"]),
        ("CREATE CAST (pair AS text) WITH INOUT", ["CREATE CAST (public.pair AS pg_catalog.text)"]),
        ("CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)", ["CREATE OPERATOR ===(integer,integer)"]),
        ("TRUNCATE orders", []),
        ("ANALYZE orders", []),
        ("REFRESH MATERIALIZED VIEW totals", []),
        ("CLUSTER orders USING orders_total", ["ALTER INDEX orders_total"]),
        ("REINDEX TABLE customers", []),
        ("INSERT INTO customers (name) VALUES ('Ada')", []),
        ("ALTER TABLE orders DISABLE TRIGGER ALL", ["ALTER TABLE orders"]),
        ("CREATE ROLE made_here", ["CREATE ROLE made_here"]),
    ];

    /// <summary>Whether a statement is one that only a superuser may run, or that depends on its owner.</summary>
    public static bool NeedsSuperuser(string statement) =>
        statement.StartsWith("CREATE ROLE", StringComparison.Ordinal) || statement.StartsWith("DROP SCHEMA", StringComparison.Ordinal)
        || statement.Contains("TRIGGER ALL", StringComparison.Ordinal);

    /// <summary>Rehearses as a role that owns the clone and everything in it, and is nothing else.</summary>
    public static async Task<Report> RehearseAsOwnerAsync(string script)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "script.sql");
        await File.WriteAllTextAsync(path, script, cancellationToken);
        const string Owner = "ddl_owner";
        var name = await TestServer.CreateFilledAsync("gov_test", Fixture, Owner);
        return await Rehearser.RunAsync(
            new RehearsalRequest
            {
                Paths = [path],
                Target = TestServer.Server.Target(name) with { User = Owner },
                Policy = new Policy { RehearseAllow = ["gov_test_*"] },
                Snapshot = SnapshotContent.None,
            },
            cancellationToken);
    }
}
