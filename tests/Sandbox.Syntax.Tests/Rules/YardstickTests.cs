using System.Text.RegularExpressions;
using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>Each rule of squawk and eugene, by a script that it finds, and the rule here that finds it, too.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class YardstickTests
{
    private static readonly string Page = File.ReadAllText(RulePages.PathOf("docs/rules/yardstick.md"));

    private static readonly (string Theirs, string Script)[] Examples =
    [
        ("adding-field-with-default", "ALTER TABLE recipes ADD COLUMN foo int DEFAULT uuid();"),
        ("adding-field-with-default", "ALTER TABLE foo ADD COLUMN bar numeric GENERATED ALWAYS AS (bar + baz) STORED;"),
        ("adding-foreign-key-constraint", "ALTER TABLE emails ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id);"),
        ("adding-foreign-key-constraint", "BEGIN; ALTER TABLE emails ADD COLUMN user_id int REFERENCES users (id); COMMIT;"),
        ("adding-not-nullable-field", "ALTER TABLE \"recipe\" ALTER COLUMN \"foo\" SET NOT NULL;"),
        ("adding-required-field", "ALTER TABLE recipe ADD COLUMN public boolean NOT NULL;"),
        ("adding-serial-primary-key-field", "ALTER TABLE a ADD COLUMN b SERIAL PRIMARY KEY;"),
        ("adding-serial-primary-key-field", "ALTER TABLE items ADD PRIMARY KEY (id);"),
        ("ban-alter-domain-with-add-constraint", "ALTER DOMAIN positive ADD CONSTRAINT p CHECK (VALUE > 0);"),
        ("ban-char-field", "CREATE TABLE t (a char(100), b character);"),
        ("ban-concurrent-index-creation-in-transaction", "BEGIN; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT;"),
        ("ban-create-domain-with-constraint", "CREATE DOMAIN positive AS int CHECK (VALUE > 0);"),
        ("ban-drop-column", "ALTER TABLE a DROP COLUMN b;"),
        ("ban-drop-database", "DROP DATABASE IF EXISTS a;"),
        ("ban-drop-not-null", "ALTER TABLE a ALTER COLUMN b DROP NOT NULL;"),
        ("ban-drop-table", "DROP TABLE IF EXISTS a;"),
        ("ban-duplicate-column-assignments", "UPDATE t SET a = 1, a = 2;"),
        ("ban-truncate-cascade", "TRUNCATE a, b CASCADE;"),
        ("ban-uncommitted-transaction", "BEGIN; SELECT 1;"),
        ("changing-column-type", "ALTER TABLE recipe ALTER COLUMN edits TYPE text USING edits::text;"),
        ("constraint-missing-not-valid", "ALTER TABLE accounts ADD CONSTRAINT positive CHECK (balance >= 0);"),
        ("constraint-missing-not-valid", "BEGIN; ALTER TABLE e ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES u (id) NOT VALID; ALTER TABLE e VALIDATE CONSTRAINT f; COMMIT;"),
        ("disallowed-unique-constraint", "ALTER TABLE foo ADD COLUMN bar text CONSTRAINT one UNIQUE;"),
        ("identifier-too-long", "CREATE TABLE table_very_long_very_long_very_long_very_long_very_long_very_long (i int);"),
        ("prefer-big-int", "CREATE TABLE t (id integer);"),
        ("prefer-bigint-over-int", "CREATE TABLE t (id serial);"),
        ("prefer-bigint-over-smallint", "CREATE TABLE t (id smallserial);"),
        ("prefer-identity", "CREATE TABLE t (id bigserial);"),
        ("prefer-repack", "CLUSTER foo;"),
        ("prefer-repack", "VACUUM (FULL) foo;"),
        ("prefer-robust-stmts", "ALTER TABLE foo ADD COLUMN answer int NULL;"),
        ("prefer-text-field", "ALTER TABLE foo ALTER COLUMN kind TYPE varchar(1000);"),
        ("prefer-timestamp-tz", "CREATE TABLE t (a timestamp, b timestamp without time zone);"),
        ("renaming-column", "ALTER TABLE t RENAME COLUMN a TO b;"),
        ("renaming-table", "ALTER TABLE t RENAME TO u;"),
        ("require-concurrent-index-creation", "CREATE INDEX i ON t (a);"),
        ("require-concurrent-index-deletion", "DROP INDEX IF EXISTS i;"),
        ("require-concurrent-partition-detach", "ALTER TABLE t DETACH PARTITION p;"),
        ("require-concurrent-reindex", "REINDEX TABLE t;"),
        ("require-enum-value-ordering", "ALTER TYPE status ADD VALUE 'pending';"),
        ("require-lock-timeout", "ALTER TABLE t ADD COLUMN c int;"),
        ("require-statement-timeout", "ALTER TABLE t ADD COLUMN c int;"),
        ("require-timeout-settings", "ALTER TABLE t ADD COLUMN c int;"),
        ("require-table-schema", "CREATE TABLE t AS SELECT 1;"),
        ("transaction-nesting", "BEGIN; BEGIN; SELECT 1; COMMIT;"),
        ("transaction-nesting", "BEGIN; SELECT 1; COMMIT; COMMIT;"),
        ("unused-ignore", "-- sandbox:disable-next SBX2021 why\nSELECT 1;"),
        ("E1", "ALTER TABLE authors ADD CONSTRAINT c CHECK (name IS NOT NULL);"),
        ("E2", "ALTER TABLE authors ALTER COLUMN name SET NOT NULL;"),
        ("E3", "ALTER TABLE authors ADD COLUMN meta json;"),
        ("E4", "BEGIN; ALTER TABLE authors ADD COLUMN email text NOT NULL; SELECT count(*) FROM authors; COMMIT;"),
        ("E5", "ALTER TABLE prices ALTER price SET DATA TYPE bigint;"),
        ("E6", "CREATE INDEX i ON authors (name);"),
        ("E7", "ALTER TABLE authors ADD CONSTRAINT u UNIQUE (name);"),
        ("E8", "ALTER TABLE c ADD CONSTRAINT x EXCLUDE (a WITH =);"),
        ("E9", "ALTER TABLE authors ADD COLUMN email text;"),
        ("E10", "VACUUM FULL authors;"),
        ("E11", "ALTER TABLE prices ADD COLUMN id serial;"),
        ("W12", "ALTER TABLE authors ALTER name SET NOT NULL; ALTER TABLE authors ALTER email SET NOT NULL;"),
        ("W13", "CREATE TYPE t AS ENUM ('a');"),
        ("W14", "CREATE UNIQUE INDEX CONCURRENTLY i ON authors (name); ALTER TABLE authors ADD CONSTRAINT p PRIMARY KEY USING INDEX i;"),
        ("E15", "CREATE TABLE purchase (item bigint NOT NULL REFERENCES items (id));"),
        ("prefer-robust-stmts", "CREATE TABLE IF NOT EXISTS t (); ALTER TABLE IF EXISTS t ENABLE ROW LEVEL SECURITY;"),
        ("prefer-robust-stmts", "ALTER TABLE e DROP CONSTRAINT IF EXISTS u; ALTER TABLE e ADD CONSTRAINT u UNIQUE USING INDEX i; ALTER TABLE e ADD CONSTRAINT u UNIQUE USING INDEX i;"),
        ("require-concurrent-reindex", "REINDEX (CONCURRENTLY false) INDEX i;"),
        ("adding-field-with-default", "ALTER TABLE r ADD COLUMN f timestamptz DEFAULT now(123);"),
        ("ban-char-field", "CREATE TABLE t (c \"char\"(100));"),
        ("require-statement-timeout", "VACUUM t;"),
        ("ban-duplicate-column-assignments", "UPDATE k SET (a, b) = (1, 2), a = 3;"),
        ("ban-duplicate-column-assignments", "UPDATE k SET a = ROW (1, 2), a.x = 1;"),
        ("ban-duplicate-column-assignments", "MERGE INTO t USING s ON t.i = s.i WHEN NOT MATCHED THEN INSERT (a, a) VALUES (1, 2);"),
        ("ban-duplicate-column-assignments", "CREATE VIEW v AS SELECT 1 a, 2 a;"),
        ("ban-duplicate-column-assignments", "SELECT 1 a, 2 a INTO z;"),
        ("ban-duplicate-column-assignments", "CREATE VIEW v AS SELECT 1, 2;"),
        ("ban-add-column", "ALTER TABLE public.\"Users\" ADD COLUMN age int;"),
        ("ban-add-composite-attribute", "ALTER TYPE address ADD ATTRIBUTE street text;"),
        ("ban-add-enum-value", "ALTER TYPE mood ADD VALUE 'x' AFTER 'y';"),
        ("ban-alter-database-options", "ALTER DATABASE d SET search_path TO public;"),
        ("ban-alter-extension", "ALTER EXTENSION postgis DROP FUNCTION f();"),
        ("ban-alter-function-options", "ALTER ROUTINE f() SET search_path TO private;"),
        ("ban-alter-generated-expression", "ALTER TABLE t ALTER COLUMN c SET EXPRESSION AS (a + 1);"),
        ("ban-alter-identity", "ALTER TABLE t ALTER COLUMN id SET GENERATED ALWAYS;"),
        ("ban-alter-policy-condition", "ALTER POLICY p ON t USING (true) WITH CHECK (false);"),
        ("ban-alter-policy-roles", "ALTER POLICY p ON t TO admin;"),
        ("ban-alter-role-options", "ALTER USER app NOLOGIN;"),
        ("ban-alter-row-level-security", "ALTER TABLE t NO FORCE ROW LEVEL SECURITY;"),
        ("ban-alter-sequence-values", "ALTER TABLE t ALTER COLUMN id RESTART WITH 5;"),
        ("ban-alter-system-options", "ALTER SYSTEM RESET ALL;"),
        ("ban-alter-view-options", "ALTER VIEW v SET (security_barrier = true);"),
        ("ban-create-policy", "CREATE POLICY p ON t USING (true);"),
        ("ban-detach-inheritance", "ALTER TABLE child NO INHERIT parent;"),
        ("ban-disable-trigger", "ALTER TABLE t FORCE ROW LEVEL SECURITY;"),
        ("ban-drop-constraint", "ALTER TABLE t DROP CONSTRAINT IF EXISTS c;"),
        ("ban-drop-default", "ALTER VIEW v ALTER COLUMN c DROP DEFAULT;"),
        ("ban-drop-domain", "DROP DOMAIN d;"),
        ("ban-drop-extension", "DROP EXTENSION e;"),
        ("ban-drop-function", "DROP ROUTINE IF EXISTS f(int) CASCADE;"),
        ("ban-drop-generated-expression", "ALTER TABLE t ALTER COLUMN c DROP EXPRESSION IF EXISTS;"),
        ("ban-drop-index", "DROP INDEX CONCURRENTLY i;"),
        ("ban-drop-policy", "DROP POLICY p ON t;"),
        ("ban-drop-schema", "DROP SCHEMA s;"),
        ("ban-drop-sequence", "DROP SEQUENCE s;"),
        ("ban-drop-trigger", "DROP TRIGGER g ON t;"),
        ("ban-drop-type", "DROP CAST (text AS int);"),
        ("ban-drop-view", "DROP MATERIALIZED VIEW v;"),
        ("ban-new-write-restriction", "ALTER TABLE t ADD NOT NULL c NOT VALID;"),
        ("ban-replace-view-function", "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql AS $$ SELECT 1 $$;"),
        ("ban-replica-identity", "ALTER TABLE t REPLICA IDENTITY FULL;"),
        ("ban-revoke", "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM app;"),
        ("ban-set-default", "ALTER TABLE t ALTER COLUMN c SET DEFAULT 1;"),
        ("ban-set-schema", "ALTER MATERIALIZED VIEW v SET SCHEMA s;"),
        ("renaming-object", "ALTER TYPE t RENAME VALUE 'a' TO 'b';"),
        ("E3", "CREATE TABLE t (meta json);"),
        ("W12", "BEGIN; ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0) NOT VALID; ALTER TABLE a VALIDATE CONSTRAINT c; COMMIT;"),
        ("E16", "BEGIN; CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); SELECT count(*) FROM t; COMMIT;"),
    ];

    private static IEnumerable<TestCaseData> Cases => Examples.Select((example, i) => new TestCaseData(example.Theirs, example.Script).SetArgDisplayNames(example.Theirs, $"{i}"));

    [TestCaseSource(nameof(Cases))]
    public void What_they_find_is_found(string theirs, string script) =>
        Found(script).Intersect(Ours(theirs), StringComparer.Ordinal).ShouldNotBeEmpty(script);

    [Test]
    public void Every_rule_of_theirs_has_an_example_and_every_rule_here_is_there()
    {
        var rows = Row().Matches(Page).Select(row => row.Groups["theirs"].Value).ToList();
        rows.Count.ShouldBe(41 + 38 + 16);
        rows.ShouldBeSubsetOf(Examples.Select(example => example.Theirs));
        Id().Matches(Page).Select(id => id.Value).ShouldAllBe(id => RuleRegistry.Find(id) != null);
    }

    [Test]
    public void The_differences_are_quiet()
    {
        var scripts = Sql().Matches(Page).Select(sql => sql.Groups[1].Value).ToList();
        scripts.Count.ShouldBe(5);
        foreach (var (script, rule) in scripts.Zip(["SBX2001", "SBX2002", "SBX1001", "SBX2009", "SBX2027"]))
        {
            Found(script).ShouldNotContain(rule, script);
        }
    }

    private static List<string> Found(string script) => SqlRules.Analyze(script.AsSpan(), RuleOptions.Script).Select(finding => finding.RuleId).ToList();

    private static IEnumerable<string> Ours(string theirs) =>
        Id().Matches(Row().Matches(Page).Single(row => string.Equals(row.Groups["theirs"].Value, theirs, StringComparison.Ordinal)).Value).Select(id => id.Value);

    [GeneratedRegex(@"^\| `(?<theirs>[^`]+)` \|.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"SBX\d{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"```sql\n(.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Sql();
}
