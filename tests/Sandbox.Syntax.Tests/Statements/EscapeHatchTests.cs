using Sandbox.Syntax.Statements;

namespace Sandbox.Syntax.Tests.Statements;

[Parallelizable(ParallelScope.All)]
public sealed class EscapeHatchTests
{
    [TestCase("select lo_export(1, '/x')")]
    [TestCase("do $$ begin perform pg_reload_conf(); end $$")]
    [TestCase("do $$ begin execute 'copy (select 1) to program ''cat > /x'''; end $$")]
    [TestCase("do $$ begin execute format('copy s.t (a, b) to %L', f); end $$")]
    [TestCase("do $$ begin execute 'copy (select a from (select 1) x (a)) to ' || quote_literal(f); end $$")]
    [TestCase("do $$ begin execute 'copy (select 1) to stdout; copy d.s.t (a) to ''/x'''; end $$")]
    [TestCase("do $$ begin execute 'copy t to ' || quote_literal(f); end $$")]
    [TestCase("create function f() returns void language sql as 'copy t from program ''date'''")]
    [TestCase("create foreign table t (a text) server s options (program 'date', format 'csv')")]
    [TestCase("alter foreign table t options (add program 'date')")]
    public void What_no_rollback_takes_back_is_found(string text) => StatementClassifier.Classify(text).Escapes.ShouldNotBeNull();

    [TestCase("select copy from t")]
    [TestCase("select copy, program from t where a = 'copy it over to ''x'''")]
    [TestCase("comment on table t is 'copy the rows to \"x\" before you drop it'")]
    [TestCase("copy t to stdout")]
    [TestCase("copy (select (a) from program) to stdout")]
    [TestCase("do $$ begin raise notice 'run the program (now)'; end $$")]
    [TestCase("create foreign table t (program text) server s options (filename '/x')")]
    [TestCase("select lo_export from t")]
    public void What_only_looks_like_it_is_not(string text) => StatementClassifier.Classify(text).Escapes.ShouldBeNull();
}
