using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

[Parallelizable(ParallelScope.All)]
public sealed class WildcardTeardownTests
{
    [TestCase("[|DROP OWNED BY CURRENT_USER|];")]
    [TestCase("[|drop owned by app, session_user|] cascade")]
    [TestCase("[|DROP OWNED BY CURRENT_ROLE|];")]
    [TestCase("[|DROP SCHEMA public CASCADE|];")]
    [TestCase("[|DROP SCHEMA IF EXISTS mine, \"public\" CASCADE|];")]
    [TestCase("DO $$ BEGIN [|DROP SCHEMA public CASCADE|]; END $$;")]
    [TestCase("DO $$ BEGIN EXECUTE '[|DROP OWNED BY CURRENT_USER|]'; END $$;")]
    public void A_drop_of_what_is_shared_or_the_callers_is_found(string marked) => ShouldFind(marked);

    [TestCase("SELECT format('[|DROP DATABASE|] %I', datname) FROM pg_database WHERE datname LIKE 'c1_staging_%' \\gexec\n")]
    [TestCase("SELECT '[|DROP TABLE|] ' || tablename || ';' FROM pg_tables WHERE schemaname = 'public' \\gexec\n")]
    [TestCase("SELECT '[|drop table|] ' || quote_ident(c.relname) FROM pg_catalog.pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'app';")]
    [TestCase("DO $$ DECLARE r record; BEGIN FOR r IN SELECT datname FROM pg_database WHERE datname ~ '^tmp' LOOP EXECUTE format('[|DROP DATABASE|] %I', r.datname); END LOOP; END $$;")]
    [TestCase("DO $$ DECLARE t text; BEGIN FOR t IN (SELECT relname FROM pg_class WHERE relkind = 'r') LOOP EXECUTE '[|DROP TABLE|] ' || quote_ident(t) || ' CASCADE'; END LOOP; END $$;")]
    [TestCase("DO $$ DECLARE c CURSOR FOR SELECT nspname FROM pg_namespace; n name; BEGIN OPEN c; LOOP FETCH c INTO n; EXIT WHEN NOT FOUND; EXECUTE format('[|DROP SCHEMA|] %I CASCADE', n); END LOOP; END $$;")]
    [TestCase("DO $$ DECLARE names text[]; n text; BEGIN SELECT array_agg(rolname) INTO names FROM pg_roles WHERE rolname LIKE 'dr_%'; FOREACH n IN ARRAY names LOOP EXECUTE concat('[|DROP ROLE|] ', quote_ident(n)); END LOOP; END $$;")]
    [TestCase("DO $$ DECLARE s text; BEGIN SELECT string_agg(format('[|DROP TABLE|] %I', table_name), ';') INTO s FROM information_schema.tables; EXECUTE s; END $$;")]
    [TestCase("DO $$ BEGIN EXECUTE (SELECT string_agg('[|DROP VIEW|] ' || viewname, ';') FROM pg_views); END $$;")]
    [TestCase("DO $$ DECLARE s text; BEGIN FOR s IN SELECT '[|DROP TYPE|] ' || typname FROM pg_type LOOP EXECUTE s; END LOOP; END $$;")]
    [TestCase("CREATE PROCEDURE p() LANGUAGE plpgsql AS $b$ DECLARE r record; BEGIN FOR r IN SELECT * FROM pg_tables LOOP EXECUTE format('[|DROP TABLE|] %I.%I', r.schemaname, r.tablename); END LOOP; END $b$;")]
    [TestCase("DO $$ DECLARE r record; BEGIN FOR r IN EXECUTE 'SELECT datname FROM pg_database' LOOP EXECUTE 'COMMENT ON DATABASE x IS NULL'; EXECUTE '[|DROP DATABASE|] ' || quote_ident(r.datname); END LOOP; END $$;")]
    [TestCase("DO $$ DECLARE n name; BEGIN INSERT INTO doomed SELECT relname FROM pg_class WHERE relname LIKE 'tmp%'; FOR n IN SELECT relname FROM doomed LOOP EXECUTE format('[|DROP TABLE|] %I', n); END LOOP; END $$;")]
    [TestCase("COPY (SELECT '[|DROP TABLE|] ' || relname FROM pg_class) TO STDOUT;")]
    [TestCase("SELECT format('[|DROP TABLE|] %I', tablename) FROM pg_tables WHERE tablename = 'a' OR true \\gexec\n")]
    [TestCase("SELECT format('[|DROP TABLE|] %I', tablename) FROM pg_tables WHERE tablename = 'a' OR tableowner = 'app' \\gexec\n")]
    [TestCase("SELECT format('[|DROP TABLE|] %I', tablename) FROM pg_tables WHERE NOT (tablename = 'a') \\gexec\n")]
    [TestCase("SELECT format('[|DROP TABLE|] %I', tablename) FROM pg_tables WHERE tablename NOT IN ('a') \\gexec\n")]
    [TestCase("SELECT format('[|DROP TABLE|] %I', tablename) FROM pg_tables WHERE tablename = tablename \\gexec\n")]
    [TestCase("SELECT format('[|DROP TABLE|] %I', t.tablename), t.tablename = 'a' FROM pg_tables t \\gexec\n")]
    [TestCase("SELECT format('[|DROP TABLE|] %I', tablename) FROM pg_tables WHERE tablename IN (SELECT relname FROM pg_class WHERE relkind = 'r') \\gexec\n")]
    [TestCase("SELECT format('[|DROP TABLE|] %I', tablename) FROM pg_tables WHERE tablename = 'a' UNION ALL SELECT format('[|DROP TABLE|] %I', tablename) FROM pg_tables \\gexec\n")]
    [TestCase("SELECT format('[|DROP TABLE|] %I', x.n) FROM (SELECT relname AS n FROM pg_class WHERE relname = 'a' UNION SELECT relname FROM pg_class WHERE relkind = 'r') x \\gexec\n")]
    [TestCase("DO $$ DECLARE n text; BEGIN FOR n IN SELECT 'a' UNION SELECT tablename FROM pg_tables WHERE schemaname = 'x' LOOP EXECUTE format('[|DROP TABLE|] %I', n); END LOOP; END $$;")]
    public void A_drop_driven_by_a_catalog_query_is_found(string marked) => ShouldFind(marked);

    [TestCase("DROP OWNED BY dry_run_user;")]
    [TestCase("DROP SCHEMA mine CASCADE;")]
    [TestCase("DROP SCHEMA public;")]
    [TestCase("DROP TABLE public.t CASCADE;")]
    [TestCase("REASSIGN OWNED BY CURRENT_USER TO app;")]
    [TestCase("-- DROP OWNED BY CURRENT_USER")]
    [TestCase("SELECT 'DROP SCHEMA public CASCADE' AS warning;")]
    [TestCase("SELECT relname FROM pg_class WHERE relname LIKE 'drop%';")]
    [TestCase("SELECT datname FROM pg_database WHERE datname LIKE 'c1_staging_%'; -- drop nothing")]
    [TestCase("SELECT format('DROP DATABASE %I', datname) FROM pg_database WHERE datname = 'c1_staging_1' \\gexec\n")]
    [TestCase("SELECT format('DROP TABLE %I', c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'a' AND c.relname IN ('b', 'c') \\gexec\n")]
    [TestCase("SELECT format('DROP TABLE %I', tablename) FROM pg_tables WHERE (tablename = 'a' OR 'b' = tablename::text) AND schemaname = 'x' \\gexec\n")]
    [TestCase("SELECT format('DROP TABLE %I', tablename) FROM pg_tables WHERE NOT (tablename <> 'a' OR schemaname <> 'x') \\gexec\n")]
    [TestCase("SELECT format('DROP TABLE %I', tablename) FROM pg_tables JOIN doomed ON doomed.name = tablename WHERE left(schemaname, 1) = 'x' \\gexec\n")]
    [TestCase("SELECT format('DROP TABLE %I', tablename) FROM pg_tables WHERE tablename IN (SELECT name FROM doomed) OR tablename = ANY (ARRAY['a']) \\gexec\n")]
    [TestCase("DO $$ DECLARE r record; BEGIN FOR r IN (SELECT relname FROM pg_class WHERE relname = 'a' AND relkind = 'r' ORDER BY 1) LOOP EXECUTE format('DROP TABLE %I', r.relname); END LOOP; END $$;")]
    [TestCase("SELECT format('DROP TABLE %s', oid::regclass) FROM pg_class WHERE oid = 'a.b'::regclass \\gexec\n")]
    [TestCase("DO $$ DECLARE r record; BEGIN FOR r IN SELECT relname FROM pg_class LOOP RAISE NOTICE 'DROP TABLE %', r.relname; END LOOP; END $$;")]
    [TestCase("DO $$ DECLARE r record; BEGIN FOR r IN SELECT relname FROM pg_class LOOP EXECUTE format('ANALYZE %I', r.relname); END LOOP; EXECUTE 'DROP TABLE my_own'; END $$;")]
    [TestCase("DO $$ DECLARE n text; BEGIN FOREACH n IN ARRAY ARRAY['a','b'] LOOP EXECUTE format('DROP TABLE %I', n); END LOOP; END $$;")]
    [TestCase("INSERT INTO log SELECT 'dropped ' || relname FROM pg_class;")]
    [TestCase("SELECT format('DROP TABLE %I', tablename) FROM pg_tables WHERE tablename = 'a' UNION ALL SELECT format('DROP VIEW %I', viewname) FROM pg_views WHERE viewname IN ('b', 'c') \\gexec\n")]
    [TestCase("SELECT format('DROP TABLE %I', n) FROM (SELECT 'a' AS n UNION SELECT tablename FROM pg_tables WHERE tablename = 'b') x \\gexec\n")]
    [TestCase("SELECT format('DROP TABLE %I', tablename) FROM pg_tables WHERE tablename = 'a' EXCEPT SELECT format('DROP TABLE %I', tablename) FROM pg_tables WHERE hasindexes \\gexec\n")]
    public void Look_alikes_stay_quiet(string text) => ShouldFind(text);

    [TestCase("\\! [|docker system prune|] -f\n")]
    [TestCase("COPY t TO PROGRAM '[|docker volume prune|] -f';")]
    [TestCase("\\! docker rm -f pg-dry-run-1\n")]
    public void Command_lines_in_a_script_are_read(string marked) => ShouldFind(marked);

    private static void ShouldFind(string marked) => marked.ShouldFind(RuleRegistry.WildcardTeardown, RuleOptions.Script);
}
