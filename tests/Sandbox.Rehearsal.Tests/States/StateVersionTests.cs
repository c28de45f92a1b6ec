using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.Tests.States;

/// <summary>What differs between two states is named, on the oldest and the newest server.</summary>
/// <param name="major">The version.</param>
[Versions(13, 18)]
[Parallelizable(ParallelScope.All)]
public sealed class StateVersionTests(int major)
{
    private const string Rows =
        """
        CREATE TABLE people (id bigint PRIMARY KEY, name text, born date, seen timestamptz, weight numeric, size float8, tags text[], extra jsonb, raw bytea, code char(4), active bool, password text);
        """;

    private StateServer? _started;

    private StateServer Server => _started ?? throw new InvalidOperationException("the fixture's server has not started");

    [OneTimeSetUp]
    public async Task StartAsync() => _started = await StateServer.StartAsync(major);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_started is not null)
        {
            await _started.DisposeAsync();
        }
    }

    [Test]
    public async Task Every_kind_of_object_that_changes_is_named()
    {
        var target = await Server.CreateAsync(
            "CREATE ROLE r_changed", "CREATE SCHEMA s", "CREATE TABLE t (i int PRIMARY KEY, j int DEFAULT 1, gone text)", "CREATE VIEW v AS SELECT 1 AS one", "CREATE SEQUENCE q",
            "CREATE INDEX x ON t (j)", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'", "CREATE AGGREGATE a (int) (SFUNC = int4pl, STYPE = int)",
            "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf()", "CREATE TYPE e AS ENUM ('a')", "CREATE DOMAIN d AS int", "CREATE TYPE c AS (x int)", "CREATE RULE u AS ON DELETE TO t DO ALSO NOTHING",
            "CREATE POLICY y ON t USING (i > 0)", "CREATE TABLE child (i int REFERENCES t)", "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one", "CREATE TABLE part (i int) PARTITION BY RANGE (i)",
            "CREATE PUBLICATION b FOR TABLE t", "CREATE STATISTICS st ON i, j FROM t",
            "CREATE FOREIGN DATA WRAPPER w", "CREATE SERVER fs FOREIGN DATA WRAPPER w OPTIONS (host 'a')", "CREATE USER MAPPING FOR CURRENT_USER SERVER fs OPTIONS (password 'one')",
            "CREATE FOREIGN TABLE ft (i int) SERVER fs", "CREATE COLLATION co (LOCALE = 'C')", "CREATE TEXT SEARCH CONFIGURATION tc (COPY = simple)", "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)",
            "SELECT lo_from_bytea(4711, 'old')");
        (string Change, string What, string Object)[] cases =
        [
            ("ALTER SCHEMA s OWNER TO r_changed", "schema", "s"),
            ("CREATE SCHEMA s2", "schema", "s2"),
            ("ALTER TABLE t SET (fillfactor = 50)", "table", "public.t"),
            ("CREATE TABLE t2 ()", "table", "public.t2"),
            ("ALTER TABLE t ALTER j SET DEFAULT 2", "column", "public.t.j"),
            ("ALTER TABLE t DROP COLUMN gone", "column", "public.t.gone"),
            ("ALTER TABLE t ADD CONSTRAINT k CHECK (i > 0)", "constraint", "k on public.t"),
            ("CREATE OR REPLACE VIEW v AS SELECT 2 AS one", "view", "public.v"),
            ("ALTER SEQUENCE q INCREMENT 7", "sequence", "public.q"),
            ("DROP INDEX x", "index", "public.x"),
            ("CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'", "function", "public.f()"),
            ("REVOKE EXECUTE ON PROCEDURE p() FROM public", "procedure", "public.p()"),
            ("ALTER AGGREGATE a (int) OWNER TO r_changed", "aggregate", "public.a(integer)"),
            ("ALTER TABLE t DISABLE TRIGGER g", "trigger", "g on public.t"),
            ("ALTER TABLE child DISABLE TRIGGER ALL", "trigger", "of constraint child_i_fkey on public.child, \"RI_FKey_check_ins\""),
            ("ALTER TYPE e ADD VALUE 'b'", "type", "public.e"),
            ("ALTER DOMAIN d SET NOT NULL", "domain", "public.d"),
            ("ALTER TYPE c ADD ATTRIBUTE y int", "column", "public.c.y"),
            ("ALTER TABLE t DISABLE RULE u", "rule", "u on public.t"),
            ("ALTER POLICY y ON t USING (i > 1)", "policy", "y on public.t"),
            ("ALTER TABLE t ENABLE ROW LEVEL SECURITY", "table", "public.t"),
            ("REFRESH MATERIALIZED VIEW m WITH NO DATA", "materialized view", "public.m"),
            ("CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (9)", "table", "public.part1"),
            ("ALTER PUBLICATION b SET (publish = 'insert')", "publication", "b"),
            ("ALTER STATISTICS st SET STATISTICS 7", "statistics", "public.st"),
            ("ALTER SERVER fs OPTIONS (SET host 'b')", "foreign server", "fs"),
            ("ALTER USER MAPPING FOR CURRENT_USER SERVER fs OPTIONS (SET password 'two')", "user mapping", "postgres on fs"),
            ("ALTER FOREIGN DATA WRAPPER w OPTIONS (ADD x 'y')", "foreign data wrapper", "w"),
            ("ALTER FOREIGN TABLE ft ADD COLUMN j int", "column", "public.ft.j"),
            ("ALTER COLLATION co OWNER TO r_changed", "collation", "public.co"),
            ("ALTER TEXT SEARCH CONFIGURATION tc DROP MAPPING FOR word", "text search configuration", "public.tc"),
            ("DROP OPERATOR === (int, int)", "operator", "public.===(integer,integer)"),
            ("COMMENT ON COLUMN t.i IS 'x'", "comment", "on table column public.t.i"),
            ("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO r_changed", "default privileges", "of postgres for tables"),
            ("GRANT SELECT (j) ON t TO r_changed", "column", "public.t.j"),
            ("REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(float8) FROM public", "privileges", "of function pg_catalog.pg_sleep(double precision)"),
            ("CREATE CAST (e AS int) WITH INOUT", "cast", "public.e as integer"),
            ("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''1MB''', current_database()); END $$", "setting", $"work_mem of database {target.Database}"),
            ("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 5', current_database()); END $$", "database", target.Database),
            ("SELECT lo_put(4711, 0, 'new')", "large object", "4711"),
            ("SELECT lo_from_bytea(4712, '')", "large object", "4712"),
            ("CREATE FUNCTION etf() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'", "function", "public.etf()"),
            ("CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION etf()", "event trigger", "et"),
        ];

        var comparison = await StateServer.AfterAsync(target, options: null, [.. cases.Select(static change => change.Change)]);

        comparison.IsUnchanged.ShouldBeFalse();
        foreach (var (change, what, name) in cases)
        {
            comparison.Differences.ShouldContain(difference => difference.What == what && difference.Object == name, change);
        }

        StateReport.Json(comparison, strict: false).ShouldNotContain("'two'");
        StateFile.Write(comparison.After).ShouldNotContain("password=two");
    }

    [Test]
    public async Task What_the_cluster_shares_is_named()
    {
        var name = $"r_cluster_{major}";
        var target = await Server.CreateAsync($"CREATE ROLE {name}_old", $"CREATE ROLE {name}_group");

        var comparison = await StateServer.AfterAsync(
            target,
            new StateOptions { Cluster = true },
            $"CREATE ROLE {name}_new", $"ALTER ROLE {name}_old CREATEDB PASSWORD 'secret'", $"GRANT {name}_group TO {name}_old", $"ALTER ROLE {name}_old SET work_mem = '1MB'",
            $"COMMENT ON ROLE {name}_old IS 'x'", $"SELECT pg_create_physical_replication_slot('slot_{major}')", "BEGIN", "CREATE TABLE prepared (i int)", "PREPARE TRANSACTION 'left open'");

        (string, string)[] named =
        [
            ("role", $"{name}_new"), ("role", $"{name}_old"), ("role password", $"{name}_old"), ("role membership", $"{name}_old in {name}_group, granted by postgres"),
            ("setting", $"work_mem of role {name}_old"), ("comment", $"on role {name}_old"), ("replication slot", $"slot_{major}"), ("prepared transaction", "left open"),
        ];
        await StateServer.RunAsync(target, "ROLLBACK PREPARED 'left open'", $"SELECT pg_drop_replication_slot('slot_{major}')");
        named.ShouldBeSubsetOf(comparison.Differences.Select(static difference => (difference.What, difference.Object)));
        StateFile.Write(comparison.After).ShouldNotContain("SCRAM");
    }

    [Test]
    public async Task A_changed_value_is_shown_with_key_column_before_and_after()
    {
        // Each of them changes one value's text only; what compares as equal, and what a weak hash takes for the same, is among them.
        (string Column, string Before, string After)[] cases =
        [
            ("name", "'a'", "'a '"), ("name", "NULL", "''"), ("name", "'a'", "NULL"), ("name", "repeat('x', 100000)", "repeat('x', 99999) || 'y'"), ("weight", "1.5", "1.50"), ("weight", "5", "-5"),
            ("weight", "'NaN'", "0"), ("size", "0", "'-0'"), ("size", "0.1", "0.10000000000000002"), ("born", "'2024-01-01'", "'2024-01-02'"), ("born", "'infinity'", "'-infinity'"),
            ("seen", "'2024-01-01 00:00:00Z'", "'2024-01-01 01:11:34.967297Z'"), ("seen", "'2024-01-01 00:00:00.000001Z'", "'2024-01-01 00:00:00Z'"), ("tags", "'{a,NULL}'", "'{a,\"NULL\"}'"),
            ("tags", "'{}'", "NULL"), ("extra", "'{\"a\": 1.0}'", "'{\"a\": 1.00}'"), ("extra", "'null'", "NULL"), ("raw", "'\\x00'", "'\\x0000'"), ("raw", "''", "NULL"), ("code", "'ab'", "'aB'"),
            ("active", "true", "false"), ("big", "5", "5 + 4294967296 * 6"), ("big", "1", "4294967296"), ("span", "'1 day'", "'24 hours'"), ("small", "3", "4"), ("ref", "1", "2"), ("id", "1", "1"),
        ];
        var target = await Server.CreateAsync(
        [
            "CREATE TABLE people (id int PRIMARY KEY, name text, born date, seen timestamptz, weight numeric, size float8, tags text[], extra jsonb, raw bytea, code char(4), active bool, big bigint, span interval, small smallint, ref oid)",
            .. cases.SelectMany(static (change, at) => (string[])
            [
                $"CREATE TABLE t{at} (LIKE people INCLUDING ALL)", change.Column == "id" ? $"INSERT INTO t{at} VALUES (1), (2)" : $"INSERT INTO t{at} (id, {change.Column}) VALUES (1, {change.Before}), (2, {change.Before})",
            ]),
        ]);

        var comparison = await StateServer.AfterAsync(target, options: null, [.. cases.Select(static (change, at) => $"UPDATE t{at} SET {change.Column} = {change.After} WHERE id = 1")]);

        var shown = comparison.Differences.ToLookup(static difference => difference.Object, StringComparer.Ordinal);
        for (var at = 0; at < cases.Length; at++)
        {
            var differences = shown[$"public.t{at}"].ToList();
            if (cases[at].Column == "id")
            {
                differences.ShouldBeEmpty();
                continue;
            }

            var difference = differences.ShouldHaveSingleItem();
            (difference.What, difference.Key, difference.Column, difference.Change).ShouldBe(("row", "id=1", cases[at].Column, StateChange.Changed));
            difference.Before.ShouldNotBe(difference.After);
        }
    }

    [Test]
    public async Task Rows_that_come_and_go_are_shown_with_their_values()
    {
        var target = await Server.CreateAsync(Rows, "INSERT INTO people (id, name) VALUES (1, 'a'), (2, 'b')", "CREATE TABLE plain (i int, t text)", "INSERT INTO plain VALUES (1, 'x'), (1, 'x'), (2, NULL)");

        var comparison = await StateServer.AfterAsync(
            target, options: null, "DELETE FROM people WHERE id = 1", "INSERT INTO people (id, password) VALUES (3, 'hunter2')", "DELETE FROM plain WHERE ctid = (SELECT min(ctid) FROM plain)", "INSERT INTO plain VALUES (2, NULL)");

        comparison.Differences.Select(static difference => (difference.Object, difference.Key, difference.Change)).ShouldBe(
        [
            ("public.people", "id=1", StateChange.Removed), ("public.people", "id=3", StateChange.Added), ("public.plain", null, StateChange.Removed), ("public.plain", null, StateChange.Added),
        ]);
        comparison.Differences[0].Before.ShouldNotBeNull().ShouldStartWith("id=1, name=a, born=NULL");
        comparison.Differences[1].After.ShouldNotBeNull().ShouldEndWith("password=***");
        comparison.Differences[2].Before.ShouldBe("i=1, t=x");
        comparison.Differences[3].After.ShouldBe("i=2, t=NULL");
    }

    [Test]
    public async Task A_changed_secret_is_told_and_not_shown()
    {
        var target = await Server.CreateAsync(Rows, "INSERT INTO people (id, password) VALUES (1, 'hunter1')");

        var comparison = await StateServer.AfterAsync(target, options: null, "UPDATE people SET password = 'hunter2'");

        comparison.Differences.ShouldHaveSingleItem().ShouldBe(new StateDifference(ResidueKind.Logical, "row", "public.people", "id=1", "password", StateChange.Changed, "***", "***"));
    }

    [Test]
    public async Task Of_a_table_that_was_not_kept_the_rows_that_were_written_are_shown()
    {
        var target = await Server.CreateAsync(Rows, "INSERT INTO people (id, name) SELECT i, 'n' || i FROM generate_series(1, 500) i");

        var comparison = await StateServer.AfterAsync(target, new StateOptions { Rows = 100, Cluster = false }, "UPDATE people SET name = 'z' WHERE id IN (7, 400)", "DELETE FROM people WHERE id = 9");

        comparison.Differences.Select(static difference => (difference.What, difference.Key, difference.Change)).ShouldBe(
            [("row", "id=7", StateChange.Written), ("row", "id=400", StateChange.Written), ("rows", null, StateChange.Changed)]);
        comparison.Differences[^1].Before.ShouldNotBeNull().ShouldStartWith("500 rows");
        comparison.Differences[^1].After.ShouldNotBeNull().ShouldStartWith("499 rows");
    }

    [Test]
    public async Task Nothing_differs_after_work_that_changes_nothing()
    {
        var target = await Server.CreateAsync(
            Rows, "INSERT INTO people (id, name) SELECT i, 'n' || i FROM generate_series(1, 300) i", "CREATE TABLE copy AS TABLE people", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE VIEW v AS SELECT 1 AS one", "CREATE SEQUENCE q");

        var comparison = await StateServer.AfterAsync(
            target, new StateOptions { Full = true, Cluster = false }, "VACUUM FULL people", "ANALYZE", "UPDATE people SET name = name", "ALTER TABLE people SET UNLOGGED", "ALTER TABLE people SET LOGGED", "DROP TABLE copy", "CREATE TABLE copy AS SELECT * FROM people ORDER BY id DESC",
            "BEGIN", "DELETE FROM people", "ROLLBACK", "DROP FUNCTION f()", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP VIEW v", "CREATE VIEW v AS SELECT 1 AS one", "GRANT SELECT ON v TO public", "REVOKE SELECT ON v FROM public");

        comparison.Differences.ShouldBeEmpty();
    }

    [Test]
    public async Task A_sequence_that_moved_is_physical()
    {
        var target = await Server.CreateAsync("CREATE SEQUENCE q", "CREATE SEQUENCE \"Odd 'name\"");

        var comparison = await StateServer.AfterAsync(target, options: null, "SELECT nextval('q')", "SELECT nextval('\"Odd ''name\"')", "SELECT nextval('q')");

        comparison.Differences.Select(static difference => (difference.Kind, difference.Object, difference.Before, difference.After)).ShouldBe(
            [(ResidueKind.Physical, "public.\"Odd 'name\"", "1 not yet used", "1"), (ResidueKind.Physical, "public.q", "1 not yet used", "2")]);
        comparison.ExitCode(strict: false).ShouldBe(ExitCode.Success);
        comparison.ExitCode(strict: true).ShouldBe(ExitCode.Residue);
    }

    [Test]
    public async Task Only_tables_that_something_wrote_to_are_read_again()
    {
        var target = await Server.CreateAsync("CREATE TABLE still (i int)", "INSERT INTO still VALUES (1)", "CREATE TABLE moved (i int)", "CREATE TABLE emptied (i int)", "INSERT INTO emptied VALUES (1)");

        var nothing = await StateServer.AfterAsync(target, options: null);
        var something = await StateServer.AfterAsync(target, options: null, "INSERT INTO moved VALUES (1)", "TRUNCATE emptied");
        var full = await StateServer.AfterAsync(target, new StateOptions { Full = true, Cluster = false });

        // PostgreSQL 13 and 14 may lose counts: there only a cluster in which nobody took a transaction id is known to be as it was.
        Read(nothing).ShouldBeSubsetOf(major >= 15 ? [] : ["public.emptied", "public.moved", "public.still"]);
        something.Differences.Select(static difference => difference.Object).ShouldBe(["public.emptied", "public.moved"]);
        Read(something).ShouldBe(major >= 15 ? ["public.emptied", "public.moved"] : ["public.emptied", "public.moved", "public.still"]);
        Read(full).ShouldBe(["public.emptied", "public.moved", "public.still"]);
    }

    [Test]
    public async Task What_a_plain_owner_may_not_read_is_not_measured_and_not_equal()
    {
        var role = $"r_owner_{major}";
        var target = await Server.CreateAsync(
            $"CREATE ROLE {role} LOGIN", "CREATE TABLE hidden (i int)", $"CREATE SCHEMA mine AUTHORIZATION {role}", $"CREATE TABLE mine.t AS SELECT 1 AS i", $"ALTER TABLE mine.t OWNER TO {role}",
            "CREATE TABLE filtered (i int)", "ALTER TABLE filtered ENABLE ROW LEVEL SECURITY", $"GRANT SELECT ON filtered TO {role}", "SELECT lo_from_bytea(4713, 'hidden')");

        var comparison = await StateServer.AfterAsync(target with { User = role }, new StateOptions { Cluster = true }, "INSERT INTO mine.t VALUES (2)");

        comparison.Differences.Where(static difference => difference.What is "row" or "rows").Select(static difference => (difference.Object, difference.Change)).ShouldBe(
            [("mine.t", StateChange.Added), ("public.filtered", StateChange.NotMeasured), ("public.hidden", StateChange.NotMeasured)]);
        comparison.After.Limits.ShouldContain("passwords of roles: the role may not read them");
        comparison.ExitCode(strict: false).ShouldBe(ExitCode.Residue);
    }

    private static IEnumerable<string> Read(StateComparison comparison) => comparison.After.Tables.Where(static table => !table.IsCarriedOver).Select(static table => table.Name);
}
