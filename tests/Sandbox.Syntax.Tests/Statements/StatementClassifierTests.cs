using Sandbox.Syntax.Statements;

namespace Sandbox.Syntax.Tests.Statements;

[Parallelizable(ParallelScope.All)]
public sealed class StatementClassifierTests
{
    [TestCase("begin", "BEGIN", TransactionControl.Begin)]
    [TestCase("BEGIN WORK;", "BEGIN", TransactionControl.Begin)]
    [TestCase("/* c */ Begin -- c\n transaction isolation level serializable;", "BEGIN", TransactionControl.Begin)]
    [TestCase("start transaction read only;", "START TRANSACTION", TransactionControl.Begin)]
    [TestCase("commit;", "COMMIT", TransactionControl.Commit)]
    [TestCase("commit work;", "COMMIT", TransactionControl.Commit)]
    [TestCase("END TRANSACTION;", "COMMIT", TransactionControl.Commit)]
    [TestCase("rollback", "ROLLBACK", TransactionControl.Rollback)]
    [TestCase("ABORT WORK", "ROLLBACK", TransactionControl.Rollback)]
    [TestCase("rollback to s", "ROLLBACK TO SAVEPOINT", TransactionControl.RollbackTo)]
    [TestCase("rollback work to savepoint s;", "ROLLBACK TO SAVEPOINT", TransactionControl.RollbackTo)]
    [TestCase("rollback transaction to s;", "ROLLBACK TO SAVEPOINT", TransactionControl.RollbackTo)]
    [TestCase("savepoint s;", "SAVEPOINT", TransactionControl.Savepoint)]
    [TestCase("release s;", "RELEASE SAVEPOINT", TransactionControl.Release)]
    [TestCase("release savepoint s;", "RELEASE SAVEPOINT", TransactionControl.Release)]
    [TestCase("prepare transaction 'x';", "PREPARE TRANSACTION", TransactionControl.TwoPhase)]
    [TestCase("commit prepared 'x';", "COMMIT PREPARED", TransactionControl.TwoPhase)]
    [TestCase("rollback prepared 'x';", "ROLLBACK PREPARED", TransactionControl.TwoPhase)]
    [TestCase("set transaction isolation level repeatable read;", "SET TRANSACTION", TransactionControl.SetTransaction)]
    [TestCase("set local transaction read only;", "SET TRANSACTION", TransactionControl.SetTransaction)]
    [TestCase("set constraints all immediate;", "SET CONSTRAINTS", TransactionControl.SetConstraints)]
    [TestCase("set local work_mem = '1MB';", "SET", TransactionControl.SetLocal)]
    [TestCase("discard all;", "DISCARD ALL", TransactionControl.DiscardAll)]
    [TestCase("discard temporary;", "DISCARD", TransactionControl.DiscardTemporary)]
    [TestCase("discard plans;", "DISCARD", TransactionControl.None)]
    [TestCase("set work_mem = '1MB';", "SET", TransactionControl.None)]
    [TestCase("set session characteristics as transaction read only;", "SET SESSION CHARACTERISTICS", TransactionControl.None)]
    [TestCase("prepare p as select 1;", "PREPARE", TransactionControl.None)]
    [TestCase("prepare transaction as select 1;", "PREPARE", TransactionControl.None)]
    [TestCase("\"commit\";", "\"commit\"", TransactionControl.None)]
    [TestCase("select 'commit';", "SELECT", TransactionControl.None)]
    [TestCase("select 1 as commit;", "SELECT", TransactionControl.None)]
    [TestCase("-- commit;\nselect 1", "SELECT", TransactionControl.None)]
    [TestCase("/* commit; */ select 1", "SELECT", TransactionControl.None)]
    [TestCase("do $$ begin commit; end $$;", "DO", TransactionControl.None)]
    [TestCase("((select 1) union (select 2));", "SELECT", TransactionControl.None)]
    [TestCase("create function f() returns int begin atomic select 1; end;", "CREATE FUNCTION", TransactionControl.None)]
    [TestCase(";", "", TransactionControl.None)]
    [TestCase("/* nothing */", "", TransactionControl.None)]
    [TestCase("insert into commit values (1);", "INSERT", TransactionControl.None)]
    [TestCase("commits;", "COMMITS", TransactionControl.None)]
    public void Commands_and_what_they_do_to_their_transaction(string text, string command, TransactionControl control)
    {
        var found = StatementClassifier.Classify(text);
        found.Command.ShouldBe(command);
        found.Control.ShouldBe(control);
    }

    [TestCase("commit and chain", true)]
    [TestCase("commit work and chain;", true)]
    [TestCase("commit /* c */ and\nchain;", true)]
    [TestCase("commit and no chain;", false)]
    [TestCase("rollback transaction and chain;", true)]
    [TestCase("end and chain", true)]
    [TestCase("commit", false)]
    public void Chains_are_told(string text, bool chains) => StatementClassifier.Classify(text).Chains.ShouldBe(chains);

    [TestCase("savepoint S;", "s")]
    [TestCase("savepoint \"S\"\"x\";", "S\"x")]
    [TestCase("rollback to \"a b\"", "a b")]
    [TestCase("release savepoint Ä", "Ä")]
    [TestCase("set local Work_Mem to 1", "work_mem")]
    [TestCase("set local my.Setting = 1", "my.setting")]
    [TestCase("set time zone 'UTC'", "timezone")]
    [TestCase("set session authorization x", "session_authorization")]
    [TestCase("set session session authorization x", "session_authorization")]
    [TestCase("set names 'x'", "client_encoding")]
    [TestCase("set schema 'x'", "search_path")]
    [TestCase("set xml option document", "xmloption")]
    [TestCase("set role x", "role")]
    public void Names_are_as_the_server_knows_them(string text, string name) => StatementClassifier.Classify(text).Name.ShouldBe(name);

    [TestCase("begin isolation level serializable, read only ;", "isolation level serializable, read only")]
    [TestCase("begin work", "")]
    [TestCase("start transaction deferrable;", "deferrable")]
    [TestCase("set transaction snapshot '1-1';", "snapshot '1-1'")]
    public void Modes_are_kept_as_written(string text, string modes) => StatementClassifier.Classify(text).Modes.ShouldBe(modes);

    [TestCase("copy t from stdin", StatementTraits.CopyFromStdin | StatementTraits.MayWrite)]
    [TestCase("COPY s.t (a, \"from\") FROM STDIN WITH (format csv)", StatementTraits.CopyFromStdin)]
    [TestCase("copy binary t from stdin", StatementTraits.CopyFromStdin)]
    [TestCase("copy t from stdout", StatementTraits.CopyFromStdin)]
    [TestCase("copy t to stdout", StatementTraits.CopyToStdout)]
    [TestCase("copy (select * from t) to stdout", StatementTraits.CopyToStdout)]
    [TestCase("copy \"from\" to stdout", StatementTraits.CopyToStdout)]
    [TestCase("lock table t", StatementTraits.NeedsTransactionBlock)]
    [TestCase("declare c cursor for select 1", StatementTraits.NeedsTransactionBlock)]
    [TestCase("select 1", StatementTraits.ReturnsRows)]
    [TestCase("with x as (delete from t) select 1", StatementTraits.MayWrite)]
    [TestCase("whatever it is", StatementTraits.Opaque | StatementTraits.MayWrite)]
    public void Traits_are_told(string text, StatementTraits traits) => StatementClassifier.Classify(text).Has(traits).ShouldBeTrue();

    [TestCase("copy t from '/x'", StatementTraits.CopyFromStdin)]
    [TestCase("copy (select 'from stdin' from stdin) to stdout", StatementTraits.CopyFromStdin)]
    [TestCase("select 'copy t from stdin'", StatementTraits.CopyFromStdin)]
    [TestCase("declare c cursor with hold for select 1", StatementTraits.NeedsTransactionBlock)]
    public void Traits_that_look_alike_are_not_told(string text, StatementTraits traits) => StatementClassifier.Classify(text).Has(traits).ShouldBeFalse();

    [TestCase("select 1", false)]
    [TestCase("select count(*), max(a.n) from t a join s.u using (id) where a.n in (1, 2)", false)]
    [TestCase("with x as materialized (select 1) select n::numeric(10, 2) from generate_series(1, 3) as g(n)", false)]
    [TestCase("select pg_catalog.lower('X') from t", false)]
    [TestCase("insert into s.t (a, b) values (1, now()) on conflict (a) do nothing", false)]
    [TestCase("update t set (a, b) = (1, 2) where \"A\" = lower(b)", false)]
    [TestCase("select make_tables()", true)]
    [TestCase("select public.count(*) from t", true)]
    [TestCase("select set_config('search_path', 'x', false)", true)]
    [TestCase("select * into u from t", true)]
    [TestCase("insert into t (a) select s.f(1)", true)]
    [TestCase("insert into t select 1 returning \"F\"(a)", true)]
    [TestCase("update t set a = U&\"f\"(1)", true)]
    [TestCase("do $$ begin end $$", true)]
    public void What_calls_a_function_that_is_not_known_may_do_anything(string text, bool opaque) =>
        StatementClassifier.Classify(text).Has(StatementTraits.Opaque).ShouldBe(opaque);

    [TestCase("vacuum")]
    [TestCase("vacuum (full) t;")]
    [TestCase("create database x")]
    [TestCase("drop database if exists x")]
    [TestCase("create tablespace x location 'y'")]
    [TestCase("alter system set work_mem = 1")]
    [TestCase("alter database x set tablespace y")]
    [TestCase("create index concurrently on t (a)")]
    [TestCase("create unique index concurrently if not exists i on t (a)")]
    [TestCase("drop index concurrently i")]
    [TestCase("reindex table concurrently t")]
    [TestCase("reindex (concurrently) table t")]
    [TestCase("reindex (verbose) database x")]
    [TestCase("alter table t detach partition p concurrently")]
    [TestCase("cluster")]
    [TestCase("cluster;")]
    [TestCase("prepare transaction 'x'")]
    public void What_refuses_a_transaction_is_told(string text) => StatementClassifier.Classify(text).RefusesTransaction.ShouldNotBeNull();

    [TestCase("create index i on t (a)")]
    [TestCase("create index \"concurrently\" on t (a)")]
    [TestCase("drop index i")]
    [TestCase("reindex table t")]
    [TestCase("cluster t using i")]
    [TestCase("discard temp")]
    [TestCase("alter table t detach partition p")]
    [TestCase("alter database x set work_mem = 1")]
    [TestCase("create table database (a int)")]
    [TestCase("comment on database x is 'vacuum'")]
    [TestCase("analyze")]
    public void What_does_not_refuse_one_is_not(string text) => StatementClassifier.Classify(text).RefusesTransaction.ShouldBeNull();

    [TestCase("create temp table T (a int) on commit drop", "t", true)]
    [TestCase("create temporary table if not exists \"T\" on commit drop as select 1", "T", true)]
    [TestCase("CREATE LOCAL TEMP TABLE t ON COMMIT DELETE ROWS AS SELECT 1", "t", false)]
    [TestCase("create temp table pg_temp.t (a int) on commit delete rows;", "t", false)]
    public void Temporary_tables_tell_their_end(string text, string name, bool drops) =>
        StatementClassifier.Classify(text).Temporary.ShouldBe(new TemporaryTable(name, drops));

    [TestCase("create temp table t (a int)")]
    [TestCase("create temp table t (a int) on commit preserve rows")]
    [TestCase("create temp view v as select 'on commit drop'")]
    [TestCase("create table t (a int)")]
    [TestCase("create temp table t as select 'on commit drop'")]
    public void Others_have_no_end_to_tell(string text) => StatementClassifier.Classify(text).Temporary.ShouldBeNull();

    [TestCase("copy t to program 'x'")]
    [TestCase("copy t from program 'x'")]
    [TestCase("copy t to '/x'")]
    [TestCase("select pg_catalog.pg_file_write('a', 'b', true)")]
    [TestCase("select DBLINK_exec('x', 'y')")]
    [TestCase("select \"lo_export\"(1, '/x')")]
    [TestCase("do $$ begin perform pg_terminate_backend(1); end $$")]
    [TestCase("do $$ begin execute 'select pg_switch_wal()'; end $$")]
    [TestCase("create subscription s connection 'x' publication p")]
    public void What_no_rollback_takes_back_is_told(string text) => StatementClassifier.Classify(text).Escapes.ShouldNotBeNull();

    [TestCase("select 'dblink'")]
    [TestCase("select dblink from t")]
    [TestCase("select 1 -- dblink('x')")]
    [TestCase("copy t from '/x'")]
    [TestCase("select my_dblink('x')")]
    public void What_only_looks_like_it_is_not(string text) => StatementClassifier.Classify(text).Escapes.ShouldBeNull();

    [TestCase(@"select 'a\', pg_switch_wal() --'", true, true)]
    [TestCase(@"select 'a\', pg_switch_wal() --'", false, true)]
    [TestCase(@"select '\' ; pg_switch_wal --", false, false)]
    public void Backslashes_count_as_the_server_says(string text, bool standard, bool escapes) =>
        (StatementClassifier.Classify(text, standard).Escapes is not null).ShouldBe(escapes);
}
