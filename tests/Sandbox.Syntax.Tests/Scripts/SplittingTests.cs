using Sandbox.Syntax.Scripts;

namespace Sandbox.Syntax.Tests.Scripts;

/// <summary>What psql sends for a text; <c>¦</c> stands between messages.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SplittingTests
{
    [TestCase("select 1; select 2  ;", "select 1;¦select 2  ;")]
    [TestCase("select 1", "select 1")]
    [TestCase("", "")]
    [TestCase("\n  \n", "")]
    [TestCase(";;", ";¦;")]
    [TestCase("-- only", "")]
    [TestCase("/* c */", "/* c */")]
    [TestCase("select 1; /* tail */", "select 1;¦/* tail */")]
    [TestCase("-- a\n/* b */ select 1;", "/* b */ select 1;")]
    [TestCase("select -- a;\n1;", "select -- a;\n1;")]
    [TestCase("select\n\n  \n1;", "select\n  \n1;")]
    [TestCase("select 'a\n\nb';", "select 'a\n\nb';")]
    [TestCase("select 'a'\r\n;\r\nselect 2;", "select 'a'\r\n;¦select 2;")]
    [TestCase("select (1;2); select 3;", "select (1;2);¦select 3;")]
    [TestCase("select 1); select 2;", "select 1);¦select 2;")]
    [TestCase("select (1; select 2;", "select (1; select 2;")]
    [TestCase("select '('; select 2;", "select '(';¦select 2;")]
    [TestCase("select [1; select 2;", "select [1;¦select 2;")]
    [TestCase("select 1\\; select 2;", "select 1; select 2;")]
    [TestCase("select 1 \\g\nselect 2;", "select 1 ¦select 2;")]
    [TestCase("select (1 \\g\nselect 2;", "select (1 ¦select 2;")]
    [TestCase("select 1 \\g \\\\ select 2;", "select 1 ¦select 2;")]
    [TestCase("select 1 \\echo x\n+1;", "select 1 \n+1;")]
    [TestCase("select 1\n\\echo x\n+1;", "select 1\n+1;")]
    [TestCase("select 1 \\nope x; y\n+1;", "select 1 \n+1;")]
    [TestCase("select 1 \\r\nselect 2;", "select 2;")]
    [TestCase("select 1 \\q\nselect 2;", "select 1 ")]
    [TestCase("select 1;\\q\nselect '", "select 1;")]
    [TestCase("\uFEFFselect 1;", "select 1;")]
    [TestCase("select 1;\n\uFEFFselect 2;", "select 1;¦\uFEFFselect 2;")]
    [TestCase("\v\f\tselect 1;", "select 1;")]
    [TestCase("create function f() returns int begin atomic select 1; select case when true then 2 end; end; select 3;",
        "create function f() returns int begin atomic select 1; select case when true then 2 end; end;¦select 3;")]
    [TestCase("CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC select 1\\; select 2; END; select 3;",
        "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC select 1; select 2; END;¦select 3;")]
    [TestCase("create function \"begin\"() returns int as $$ begin; end $$; select 1;", "create function \"begin\"() returns int as $$ begin; end $$;¦select 1;")]
    [TestCase("create function begin() returns int as 'x'; select 1; end; select 2;", "create function begin() returns int as 'x'; select 1; end;¦select 2;")]
    [TestCase("create view v as select 1; begin; end;", "create view v as select 1;¦begin;¦end;")]
    [TestCase("create or replace view v as select 1; begin;", "create or replace view v as select 1;¦begin;")]
    [TestCase("create function f(begin int) returns int as 'x'; select 1;", "create function f(begin int) returns int as 'x';¦select 1;")]
    [TestCase("begin\\; select 1\\; commit; select 2;", "begin; select 1; commit;¦select 2;")]
    public void Splits(string text, string expected) => string.Join('¦', Playback.Split(text)).ShouldBe(expected);

    [TestCase(13, "create function f() begin atomic select 1; end;", "create function f() begin atomic select 1;¦end;")]
    [TestCase(14, "create function f() begin atomic select 1; end;", "create function f() begin atomic select 1; end;")]
    [TestCase(15, "create function f() begin atomic select 1\\; end; select 2;", "create function f() begin atomic select 1; end; select 2;")]
    [TestCase(14, "select 1, -- one\n2;", "select 1, \n2;")]
    [TestCase(13, "-- a\rselect 1;", "select 1;")]
    [TestCase(15, "-- a\rselect 1;", "select 1;")]
    [TestCase(15, "\vselect 1;", "\vselect 1;")]
    [TestCase(15, "\\if false\n create function f() begin \n\\endif\nselect 1; select 2;", "select 1; select 2;")]
    [TestCase(18, "\\if false\n create function f() begin \n\\endif\nselect 1; select 2;", "select 1;¦select 2;")]
    public void Splits_as_an_older_psql_does(int version, string text, string expected) =>
        string.Join('¦', Playback.Split(text, new PsqlDialect(version))).ShouldBe(expected);

    [TestCase("\\set v 1\nselect :v, ':v', \":v\", $$:v$$ /*:v*/ --:v\n;", "select 1, ':v', \":v\", $$:v$$ /*:v*/ --:v\n;")]
    [TestCase("select :unset, :'unset', :\"unset\", :{?unset};", "select :unset, :'unset', :\"unset\", FALSE;")]
    [TestCase("\\set v 'it''s'\nselect :'v', :\"v\", :{?v};", "select 'it''s', \"it's\", TRUE;")]
    [TestCase("\\set v 'a\\\\b'\nselect :'v';", "select  E'a\\\\b';")]
    [TestCase("\\set v '1; select'\nselect :v 2;", "select 1;¦select 2;")]
    [TestCase("\\set v '''a'\nselect :v; b';", "select 'a; b';")]
    [TestCase("\\set v '1 -- c'\nselect :v ;\n;", "select 1 -- c ;¦;")]
    [TestCase("\\set v :w\n\\set w :v\nselect :v;", "select :w;")]
    [TestCase("\\set v ' '\n:v select 1;", "select 1;")]
    [TestCase("\\set v\nselect :v 1;", "select  1;")]
    [TestCase("\\set a sel\n\\set b ect\n:a:b 1;", "select 1;")]
    [TestCase("\\set a 2\nselect x[1:a], y::a, z:=:a;", "select x[12], y::a, z:=2;")]
    [TestCase("\\set v '1 \\\\g'\nselect :v\nselect 2;", "select 1 ¦select 2;")]
    public void Replaces_variables_where_psql_does(string text, string expected) => string.Join('¦', Playback.Split(text)).ShouldBe(expected);

    [Test]
    public void Recursive_variables_are_reported_and_left_as_they_are()
    {
        var context = new ScriptedContext { Variables = { ["v"] = "a :w", ["w"] = "b :v" } };
        Playback.Split("select :v;", context: context).ShouldBe(["select a b :v;"]);
        context.Messages.ShouldBe(["1: warning: skipping recursive expansion of variable \"v\""]);
    }

    [Test]
    public void Backslashes_escape_from_the_line_after_the_setting()
    {
        Playback.Split("set standard_conforming_strings = off; select 'a\\';\nselect 'a\\'; b';").ShouldBe(
            ["set standard_conforming_strings = off;", "select 'a\\';", "select 'a\\'; b';"]);
    }

    [Test]
    public void A_forced_end_forgets_what_was_open()
    {
        Playback.Split("create function f() begin atomic (select 1 \\g\nselect 2; select 3;").ShouldBe(["create function f() begin atomic (select 1 ", "select 2;", "select 3;"]);
    }

    [TestCase("copy t from stdin;\n1\n\\.\nselect 1;", "copy t from stdin;¦select 1;")]
    [TestCase("copy t from stdin; select 2;\n1;\n'\n\\.\nselect 1;", "copy t from stdin;¦select 2;¦select 1;")]
    [TestCase("copy t from stdin;\r\n1\r\n\\.\r\nselect 1;", "copy t from stdin;¦select 1;")]
    [TestCase("copy t from stdin;\n1\n\n\\.x\n \\.\n\\echo\n\\.\nselect 1;", "copy t from stdin;¦select 1;")]
    [TestCase("copy t from stdin\\; copy t from stdin;\na\n\\.\nb\n\\.\nselect 1;", "copy t from stdin; copy t from stdin;¦select 1;")]
    [TestCase("copy t from stdin;\n1\n2", "copy t from stdin;")]
    [TestCase("copy t from stdin; -- 😀 :x\n1\n\\.\nselect 1;", "copy t from stdin;¦select 1;")]
    public void Steps_over_copy_data_and_then_reads_the_rest_of_the_line(string text, string expected) => string.Join('¦', Playback.Split(text)).ShouldBe(expected);
}
