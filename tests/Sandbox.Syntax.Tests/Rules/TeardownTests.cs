using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

[Parallelizable(ParallelScope.All)]
public sealed class TeardownTests
{
    private const string Guard = "DO $$ BEGIN IF current_database() NOT LIKE 'c1_%' THEN RAISE EXCEPTION 'not a clone'; END IF; END $$;\n";

    [TestCase("[|DROP DATABASE :\"name\"|];")]
    [TestCase("[|DROP DATABASE IF EXISTS :name|] WITH (FORCE);")]
    [TestCase("SELECT 'x' AS db \\gset\n[|DROP DATABASE :db|];")]
    [TestCase("\\set db :other\n[|DROP DATABASE :\"db\"|];")]
    [TestCase("\\set db c1_a\nDROP DATABASE :\"db\";")]
    [TestCase("SELECT '[|DROP DATABASE ' || name|] FROM doomed \\gexec\n")]
    [TestCase("DO $$ BEGIN EXECUTE format('[|DROP DATABASE %I|]', name); END $$;")]
    [TestCase("[|ALTER DATABASE :\"a\"|] RENAME TO b;")]
    [TestCase("DROP DATABASE c1_staging; ALTER DATABASE :\"a\" SET work_mem = '1MB'; CREATE DATABASE :\"a\";")]
    [TestCase("SELECT 'DROP DATABASE ' || name FROM doomed;")]
    public void A_name_that_is_built_at_run_time_is_found(string marked) => marked.ShouldFind(RuleRegistry.RuntimeDatabaseName, RuleOptions.Script);

    [TestCase("SELECT [|pg_terminate_backend(pid)|] FROM pg_stat_activity;")]
    [TestCase("SELECT [|pg_terminate_backend(pid)|] FROM pg_stat_activity WHERE datname = 'sandbox_1' OR usename = 'app';")]
    [TestCase("SELECT [|pg_terminate_backend(pid)|] FROM pg_stat_activity WHERE NOT datname = 'sandbox_1';")]
    [TestCase("SELECT [|pg_terminate_backend(pid)|] FROM pg_stat_activity WHERE datname IN (SELECT datname FROM pg_database WHERE datname LIKE 'x%');")]
    [TestCase("SELECT [|pg_terminate_backend(a.pid)|], a.datname = 'x' FROM pg_stat_activity a;")]
    [TestCase("SELECT [|pg_terminate_backend(a.pid)|] FROM pg_stat_activity a JOIN pg_database d ON a.datid = d.oid WHERE d.datistemplate;")]
    [TestCase("SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_database d ON a.datid = d.oid WHERE d.datname = 'x' AND a.pid <> pg_backend_pid();")]
    [TestCase("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE (datname = 'x' OR datname = 'y') AND (usename = 'app' OR usename IS NULL);")]
    [TestCase("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datid = (SELECT oid FROM pg_database WHERE datname = 'x');")]
    [TestCase("SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE datname IN ('x', 'y')) s WHERE true;")]
    [TestCase("SELECT pg_catalog.[|pg_terminate_backend(a.pid, 1000)|] FROM pg_stat_activity a WHERE a.datname LIKE 'c1%';")]
    [TestCase("SELECT [|pg_terminate_backend(pid)|] FROM pg_stat_activity WHERE datname <> 'postgres' AND pid <> pg_backend_pid();")]
    [TestCase("SELECT [|pg_terminate_backend(pid)|] FROM pg_stat_activity WHERE datname = current_database();")]
    [TestCase(Guard + "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database();")]
    [TestCase("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'c1_a';")]
    [TestCase("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('c1_a', 'c1_b');")]
    [TestCase("SELECT pg_terminate_backend(4711); SELECT pg_terminate_backend(:pid);")]
    [TestCase("[|DROP DATABASE :\"name\" WITH (FORCE)|];")]
    [TestCase("DROP DATABASE c1_a WITH (FORCE); DROP DATABASE :\"name\";")]
    [TestCase("SELECT 'pg_terminate_backend(pid)'; GRANT EXECUTE ON FUNCTION pg_terminate_backend TO app;")]
    public void Sessions_ended_without_an_exact_name_are_found(string marked) => marked.ShouldFind(RuleRegistry.ForcedDisconnection, RuleOptions.Script);

    [TestCase("[|TRUNCATE TABLE a, b RESTART IDENTITY CASCADE|];")]
    [TestCase("[|DELETE FROM a|]; [|DELETE FROM ONLY s.a|] AS x USING b RETURNING *;")]
    [TestCase("[|UPDATE a|] SET b = (SELECT 1 FROM c WHERE d) FROM e;")]
    [TestCase("WITH gone AS ([|DELETE FROM a|] RETURNING *) SELECT * FROM gone WHERE b;")]
    [TestCase("WITH x AS (SELECT 1 WHERE true) [|DELETE FROM a|];")]
    [TestCase("EXPLAIN ANALYZE [|UPDATE a|] SET b = 1;")]
    [TestCase("[|DELETE FROM a|] WHERE true; [|UPDATE a|] SET b = 1 WHERE 1 = 1;")]
    [TestCase("DO $$ BEGIN [|DELETE FROM a|]; EXECUTE '[|UPDATE b|] SET c = 1'; END $$;")]
    [TestCase("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ [|DELETE FROM a|] $$;")]
    [TestCase("TRUNCATE a, b; DELETE FROM a WHERE b; UPDATE a SET b = 1 WHERE CURRENT OF c;")]
    [TestCase("SELECT * FROM a FOR UPDATE; INSERT INTO a VALUES (1) ON CONFLICT (a) DO UPDATE SET b = 1;")]
    [TestCase("CREATE TABLE a (b int REFERENCES c ON DELETE CASCADE ON UPDATE SET NULL); GRANT DELETE, UPDATE ON a TO b;")]
    [TestCase("CREATE TRIGGER t AFTER DELETE OR UPDATE ON a FOR EACH ROW EXECUTE FUNCTION f(); CREATE POLICY p ON a FOR DELETE USING (b);")]
    [TestCase("MERGE INTO a USING b ON a.i = b.i WHEN MATCHED THEN UPDATE SET c = 1 WHEN NOT MATCHED THEN DO NOTHING;")]
    [TestCase("CREATE TEMP TABLE a (i int); DELETE FROM a; UPDATE a SET i = 1;")]
    [TestCase("DO $$ BEGIN EXECUTE format('DELETE FROM %I %s', t, filter); END $$;")]
    [TestCase("DELETE FROM a :filter;")]
    [TestCase("SELECT 'DELETE FROM a'; -- DELETE FROM a;\nCOMMENT ON TABLE a IS 'UPDATE a SET b = 1';")]
    public void A_write_to_all_rows_is_found(string marked) => marked.ShouldFind(RuleRegistry.UnboundedWrite, RuleOptions.Script);

    [TestCase(Guard + "\\connect other\n[|DROP TABLE a|];")]
    [TestCase(Guard + "\\c other\n[|DELETE FROM a WHERE b|];")]
    [TestCase(Guard + "\\connect postgres root other.example\n[|DROP DATABASE a|];")]
    [TestCase(Guard + "\\connect other\n" + Guard + "DROP TABLE a;")]
    [TestCase(Guard + "\\connect postgres\nDROP DATABASE a; DROP ROLE b;")]
    [TestCase(Guard + "SELECT dblink_exec('dbname=x', '[|DROP TABLE a|]');")]
    [TestCase(Guard + "SELECT dblink_exec('dbname=postgres', 'DROP DATABASE a');")]
    [TestCase(Guard + "DROP TABLE a;")]
    [TestCase("\\connect other\nDROP TABLE a;")]
    public void A_guard_on_another_connection_is_found(string marked) => marked.ShouldFind(RuleRegistry.GuardOnAnotherConnection, RuleOptions.Script);

    [TestCase("DO $$ BEGIN DROP TABLE a; EXCEPTION WHEN OTHERS THEN [|DROP SCHEMA b CASCADE|]; END $$;")]
    [TestCase("DO $$ BEGIN BEGIN DROP TABLE a; EXCEPTION WHEN OTHERS THEN NULL; END; [|DROP OWNED BY c|]; END $$;")]
    [TestCase("DO $$ BEGIN EXECUTE 'DROP TABLE a'; EXCEPTION WHEN OTHERS THEN [|EXECUTE 'DROP SCHEMA b CASCADE'|]; END $$;")]
    [TestCase("\\set ON_ERROR_STOP off\nDROP TABLE a; [|DROP SCHEMA b CASCADE|];")]
    [TestCase("\\! docker rm pg-1 || [|docker system prune -f|]\n")]
    [TestCase("\\! docker rm pg-1 || docker rm pg-2; docker rm pg-1 | cat\n")]
    [TestCase("DO $$ BEGIN DROP TABLE a; EXCEPTION WHEN OTHERS THEN RAISE; END $$; DROP SCHEMA b CASCADE;")]
    [TestCase("DO $$ BEGIN DROP TABLE a; EXCEPTION WHEN OTHERS THEN DROP TABLE b; END $$;")]
    [TestCase("DROP TABLE a; DROP SCHEMA b CASCADE;")]
    [TestCase("\\set ON_ERROR_STOP on\nDROP TABLE a; DROP SCHEMA b CASCADE;")]
    public void A_failed_step_followed_by_a_broader_one_is_found(string marked) => marked.ShouldFind(RuleRegistry.SwallowedTeardown, RuleOptions.Script);
}
