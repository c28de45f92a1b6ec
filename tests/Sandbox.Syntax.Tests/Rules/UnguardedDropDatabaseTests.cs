using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

[Parallelizable(ParallelScope.All)]
public sealed class UnguardedDropDatabaseTests
{
    private const string Guard = "DO $$ BEGIN IF current_database() NOT LIKE 'c1_%' THEN RAISE EXCEPTION 'not a clone'; END IF; END $$;\n";

    [TestCase("[|DROP DATABASE|] prod;")]
    [TestCase("[|drop\n  /* why */ database|] if exists \"Prod\" with (force)")]
    [TestCase("CREATE TABLE t (i int); [|DROP DATABASE|] prod;")]
    [TestCase("DO $$ BEGIN EXECUTE '[|DROP DATABASE|] prod'; END $$;")]
    [TestCase("DO LANGUAGE plpgsql $x$ BEGIN EXECUTE format('[|DROP DATABASE|] %I', n); END $x$;")]
    [TestCase("DO 'BEGIN EXECUTE ''[|DROP DATABASE|] prod''; END';")]
    [TestCase(@"DO E'BEGIN\n EXECUTE \'[|DROP\tDATABASE|] prod\'; END';")]
    [TestCase("DO $$ BEGIN EXECUTE $q$[|DROP DATABASE|] $q$ || quote_ident(n); END $$;")]
    [TestCase("DO $$ DECLARE s text := '[|DROP DATABASE|] x'; BEGIN EXECUTE s; END $$;")]
    [TestCase("DO $$ BEGIN EXECUTE concat_ws(' ', '[|DROP', 'DATABASE|]', 'x'); END $$;")]
    [TestCase("DO $$ DECLARE s text; BEGIN s := '[|DROP DATABASE|] x'; EXECUTE s; END $$;")]
    [TestCase("DO $$ BEGIN PERFORM dblink_exec('dbname=postgres', '[|DROP DATABASE|] x'); END $$;")]
    [TestCase("SELECT dblink_exec('dbname=postgres', '[|DROP DATABASE|] x');")]
    [TestCase("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE '[|DROP DATABASE|] x'; END $$;")]
    [TestCase("SELECT 1;[|DROP DATABASE|] a;[|DROP DATABASE|] b;")]
    public void A_drop_without_a_guard_is_found(string marked)
    {
        marked.ShouldFind(RuleRegistry.UnguardedDropDatabase, RuleOptions.Script);
        marked.ShouldFind(RuleRegistry.UnguardedDropDatabase, default);
    }

    [TestCase("DROP DATABASE prod;")]
    [TestCase("CREATE TABLE t (i int);\nDROP DATABASE IF EXISTS prod WITH (FORCE);")]
    [TestCase("DO $$ BEGIN EXECUTE 'DROP DATABASE prod'; END $$;")]
    [TestCase("SELECT format('DROP DATABASE %I', 'x') \\gexec\n")]
    public void A_guard_before_the_drop_keeps_it_quiet(string text) =>
        (Guard + text).ShouldFind(RuleRegistry.UnguardedDropDatabase, RuleOptions.Script);

    [TestCase("DO $$ DECLARE db text := current_database(); BEGIN IF db !~ '^c1_' THEN RAISE 'not a clone'; END IF; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ DECLARE db name; BEGIN SELECT current_database() INTO db; IF db <> 'x' THEN RAISE EXCEPTION USING MESSAGE = 'no'; END IF; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ BEGIN IF current_database() = 'c1_a' THEN NULL; ELSE RAISE EXCEPTION 'no'; END IF; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ BEGIN ASSERT current_catalog = 'c1_a', 'no'; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ BEGIN IF current_database() NOT LIKE 'a%' AND current_database() NOT LIKE 'b%' THEN RAISE EXCEPTION 'no'; END IF; EXECUTE 'DROP DATABASE x'; END $$;")]
    [TestCase("DO $$ BEGIN IF CASE WHEN current_database() = 'x' THEN false ELSE true END THEN RAISE EXCEPTION 'no'; END IF; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ BEGIN BEGIN IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; EXCEPTION WHEN others THEN RAISE; END; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ BEGIN IF current_database() <> 'x' THEN RETURN; END IF; EXECUTE 'DROP DATABASE x'; END $$;")]
    [TestCase("DO $$ BEGIN IF current_database() = 'x' THEN EXECUTE 'DROP DATABASE y'; ELSE RAISE EXCEPTION 'no'; END IF; END $$;")]
    [TestCase("DO $$ BEGIN IF current_database() = 'x' THEN NULL; ELSIF current_database() LIKE 'y%' THEN NULL; ELSE RAISE EXCEPTION 'no'; END IF; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ BEGIN IF session_user = 'ci' THEN RAISE NOTICE 'hi'; END IF; IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; RETURN; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ <<b>> BEGIN LOOP EXIT b; END LOOP; END $$; DO $$ BEGIN IF NOT (current_database() = 'x') AND true THEN RAISE EXCEPTION 'no'; END IF; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ BEGIN LOOP IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; EXIT WHEN done; END LOOP; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ DECLARE d name; BEGIN SELECT datname INTO d FROM pg_database WHERE datname = current_database() AND datname LIKE 'c1_%'; IF d IS NULL THEN RAISE EXCEPTION 'no'; END IF; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ DECLARE ok bool; BEGIN ok := current_database() = 'x'; IF ok IS NOT TRUE THEN RAISE EXCEPTION 'no'; END IF; END $$; DROP DATABASE x;")]
    [TestCase("DO $$ BEGIN IF (SELECT current_database()) NOT IN ('x', 'y') OR current_user = 'postgres' THEN RAISE EXCEPTION 'no'; END IF; END $$ LANGUAGE plpgsql; DROP DATABASE x;")]
    [TestCase("SET plpgsql.check_asserts = on; DO $$ BEGIN ASSERT current_database() = 'x'; END $$; DROP DATABASE x;")]
    [TestCase("SELECT 1 AS ok \\gset\nSELECT current_database() = 'x' AS ok \\gset\n\\if :ok\nDROP DATABASE x;\n\\endif\n")]
    public void A_guard_may_be_written_in_many_ways(string text) =>
        text.ShouldFind(RuleRegistry.UnguardedDropDatabase, RuleOptions.Script);

    [TestCase("[|DROP DATABASE|] x; DO $$ BEGIN IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$;", TestName = "after the drop")]
    [TestCase("DO $$ BEGIN IF current_database() <> 'x' THEN RAISE NOTICE 'no'; END IF; END $$; [|DROP DATABASE|] x;", TestName = "only a notice")]
    [TestCase("DO $$ BEGIN IF current_user <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] x;", TestName = "checks something else")]
    [TestCase("DO $$ BEGIN IF false THEN IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END IF; END $$; [|DROP DATABASE|] x;", TestName = "in a branch that may not run")]
    [TestCase("DO $$ BEGIN IF current_database() <> 'x' AND strict THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] x;", TestName = "raises only sometimes")]
    [TestCase("DO $$ BEGIN WHILE false LOOP IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END LOOP; END $$; [|DROP DATABASE|] x;", TestName = "in a loop that may not run")]
    [TestCase("DO $$ BEGIN IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; EXCEPTION WHEN others THEN NULL; END $$; [|DROP DATABASE|] x;", TestName = "swallowed by a handler")]
    [TestCase("DO $$ BEGIN IF current_database() <> 'x' THEN RETURN; END IF; END $$; [|DROP DATABASE|] x;", TestName = "leaves the block but not the script")]
    [TestCase("DO $$ BEGIN IF current_database() <> 'x' THEN EXECUTE '[|DROP DATABASE|] x'; RAISE EXCEPTION 'no'; END IF; END $$;", TestName = "drops before it raises")]
    [TestCase("SELECT current_database(); [|DROP DATABASE|] x;", TestName = "looks and does not act")]
    [TestCase("-- DO $$ BEGIN IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$;\n[|DROP DATABASE|] x;", TestName = "commented out")]
    [TestCase("CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS $$ BEGIN IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] x;", TestName = "in a function that nobody calls")]
    [TestCase("DO $$ BEGIN RETURN; IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "behind a return")]
    [TestCase("DO $$ BEGIN IF session_user = 'ci' THEN RETURN; END IF; IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "behind a return of some")]
    [TestCase("DO $$ BEGIN <<b>> BEGIN EXIT b; IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END; END $$; [|DROP DATABASE|] y;", TestName = "in a block that is left before")]
    [TestCase("DO $$ BEGIN LOOP EXIT WHEN done; IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END LOOP; END $$; [|DROP DATABASE|] y;", TestName = "in a loop that is left before")]
    [TestCase("DO $$ BEGIN IF true THEN NULL; ELSIF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "behind a branch that is taken first")]
    [TestCase("DO $$ DECLARE d text := current_database(); BEGIN d := 'x'; IF d <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "of a variable that holds another name by now")]
    [TestCase("DO $$ BEGIN IF current_database() = NULL THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "of a comparison with NULL")]
    [TestCase("DO $$ BEGIN IF current_database() <> current_database()::text THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "of a comparison with itself")]
    [TestCase("DO $$ BEGIN IF current_database() IS NULL THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "whether there is a name")]
    [TestCase("DO $$ BEGIN IF current_database() NOT LIKE '%' THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "by a pattern that all names match")]
    [TestCase("DO $$ BEGIN IF NOT (current_database() = 'x' OR true) THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "that always passes")]
    [TestCase("DO $$ BEGIN IF NOT (current_database() = 'x' OR strict) THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "that passes for another reason")]
    [TestCase("SET plpgsql.check_asserts = off; DO $$ BEGIN ASSERT current_database() = 'x'; END $$; [|DROP DATABASE|] y;", TestName = "by an assertion that is switched off")]
    [TestCase("SELECT set_config('plpgsql.check_asserts', 'off', false); DO $$ BEGIN ASSERT current_database() = 'x'; END $$; [|DROP DATABASE|] y;", TestName = "by an assertion that a call has switched off")]
    [TestCase("DO $$ BEGIN ASSERT current_user = 'x', current_database(); END $$; [|DROP DATABASE|] y;", TestName = "only in an assertion's message")]
    [TestCase("\\set ON_ERROR_STOP :stop\nDO $$ BEGIN IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "whose failure may not stop the script")]
    [TestCase("DO LANGUAGE plpython3u $$ BEGIN IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$; [|DROP DATABASE|] y;", TestName = "in another language")]
    [TestCase("DO $$ BEGIN IF current_database() <> 'x' THEN RAISE EXCEPTION 'no'; END IF; END $$ \\gdesc\n[|DROP DATABASE|] y;", TestName = "that is only described")]
    [TestCase("SELECT current_database() = 'x' AS ok \\gset\n\\set ok true\n\\if :ok\n[|DROP DATABASE|] y;\n\\endif\n", TestName = "of a variable that is set anew")]
    [TestCase("SELECT current_database() = 'x' AS ok \\gset\n\\prompt 'ok? ' ok\n\\if :ok\n[|DROP DATABASE|] y;\n\\endif\n", TestName = "of a variable that is asked for")]
    public void A_way_round_the_guard_is_loud(string marked) =>
        marked.ShouldFind(RuleRegistry.UnguardedDropDatabase, RuleOptions.Script);

    [TestCase("SELECT format('[|DROP DATABASE|] %I', 'x') \\gexec\n")]
    [TestCase("SELECT '[|DROP DATABASE|] ' || :'name' \\gexec\n")]
    [TestCase("[|DROP DATABASE|] :\"name\" \\g\n")]
    [TestCase("SELECT 1 \\; [|DROP DATABASE|] x;")]
    [TestCase("\\echo DROP DATABASE x;\n[|DROP DATABASE|] x;")]
    [TestCase("\\echo hi \\\\ [|DROP DATABASE|] x;")]
    [TestCase("COPY t FROM STDIN;\nDROP DATABASE x;\n\\.\n[|DROP DATABASE|] x;")]
    [TestCase("\\copy t from stdin\nDROP DATABASE x;\n\\.\n[|DROP DATABASE|] x;")]
    [TestCase("DROP TABLE t \\r\n[|DROP DATABASE|] x;")]
    [TestCase("\\set cmd '[|DROP DATABASE|] x'\n:cmd;\n:cmd;\n")]
    [TestCase("\\set cmd 'DROP DATABASE x'\n\\set cmd 'SELECT 1'\n:cmd;\n\\echo :cmd\n")]
    [TestCase("\\set ON_ERROR_STOP off\n" + Guard + "[|DROP DATABASE|] x;")]
    [TestCase(Guard + "\\connect postgres\nDROP DATABASE x;")]
    [TestCase(Guard + "\\connect postgres root other.example\n[|DROP DATABASE|] x;")]
    [TestCase("\\if :{?x}\n" + Guard + "\\endif\n[|DROP DATABASE|] x;")]
    [TestCase("SELECT current_database() LIKE 'c1%' AS ok \\gset\n\\if :ok\n\\else\n\\quit\n\\endif\nDROP DATABASE x;")]
    [TestCase("SELECT current_database() LIKE 'c1%' AS ok \\gset\n\\if :ok\n\\echo fine\n\\endif\n[|DROP DATABASE|] x;")]
    public void A_psql_script_is_read_as_psql_reads_it(string marked) =>
        marked.ShouldFind(RuleRegistry.UnguardedDropDatabase, RuleOptions.Script);

    [TestCase("-- DROP DATABASE prod;")]
    [TestCase("/* DROP DATABASE prod; /* DROP DATABASE b; */ */ SELECT 1;")]
    [TestCase("SELECT 'never DROP DATABASE prod';")]
    [TestCase("SELECT 'DROP DATABASE prod' AS example;")]
    [TestCase("INSERT INTO log VALUES ('DROP DATABASE prod');")]
    [TestCase("DO $$ BEGIN RAISE NOTICE 'DROP DATABASE prod'; END $$;")]
    [TestCase("COMMENT ON DATABASE prod IS 'DROP DATABASE never';")]
    [TestCase("ALTER TABLE t DROP database;")]
    [TestCase("SELECT \"DROP DATABASE x\" FROM t;")]
    [TestCase("DROP TABLE database;")]
    [TestCase("SELECT tag FROM pg_event_trigger_ddl_commands() WHERE tag IN ('DROP DATABASE');")]
    [TestCase("-- sandbox:disable-next SBX1001 the server is thrown away\nDROP DATABASE x;")]
    public void Look_alikes_stay_quiet(string text) =>
        text.ShouldFind(RuleRegistry.UnguardedDropDatabase, RuleOptions.Script);

    [Test]
    public void A_disabled_rule_speaks_again_at_the_statement_after() =>
        "-- sandbox:disable-next SBX1001 reason\nDROP DATABASE x; [|DROP DATABASE|] y;".ShouldFind(RuleRegistry.UnguardedDropDatabase, RuleOptions.Script);

    [TestCase("[|DROP DATABASE|] \uFFFC")]
    [TestCase("[|DROP DATABASE|] sandbox_\uFFFC;")]
    [TestCase("\uFFFC [|DROP DATABASE|] x")]
    [TestCase("ALTER TABLE \uFFFC DROP database")]
    public void Partial_text_is_read_around_its_holes(string marked) =>
        marked.ShouldFind(RuleRegistry.UnguardedDropDatabase, new RuleOptions(Partial: true));

    [Test]
    public void The_message_names_the_database() =>
        SqlRules.Analyze("DROP DATABASE IF EXISTS \"My \"\"Db\"".AsSpan()).Single(finding => finding.Rule == RuleRegistry.UnguardedDropDatabase).Message.ShouldStartWith("database \"My \"Db\"");
}
