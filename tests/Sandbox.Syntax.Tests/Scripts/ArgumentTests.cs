using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Tests.Scripts;

/// <summary>Names and arguments of meta-commands (psqlscanslash.l).</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ArgumentTests
{
    [TestCase(@"\echo a  b", @"\echo[a][b]")]
    [TestCase(@"\echo 'a b' 'it''s' ''", @"\echo[a b][it's][]")]
    [TestCase(@"\echo a'b c'd", @"\echo[ab cd]")]
    [TestCase(@"\echo ""a """"b""", @"\echo[""a """"b""]")]
    [TestCase(@"\echo 'a\tb\\c\q\''", "\\echo[a\tb\\cq']")]
    [TestCase(@"\echo '\101\x41\X4a\0601'", @"\echo[AAJ01]")]
    [TestCase(@"\echo '\303\251 \xC3\xA9\xF0\x9F\x98\x80'", @"\echo[é é😀]")]
    [TestCase(@"\echo a\echo b", @"\echo[a] \echo[b]")]
    [TestCase(@"\set a x \echo y", @"\set[a][x] \echo[y]")]
    [TestCase(@"\echo a \\ select 1;", @"\echo[a] select 1;")]
    [TestCase(@"\echo a;b; c;", @"\echo[a;b;][c;]")]
    [TestCase(@"\i a.sql;;", @"\i[a.sql]")]
    [TestCase(@"\i 'a;'", @"\i[a;]")]
    [TestCase(@"\x on;", @"\x[on]")]
    [TestCase(@"\echo :v :'v' :""v"" :{?v} :{?w}", @"\echo[v w]['v w'][""v w""][TRUE][FALSE]")]
    [TestCase(@"\echo :none :'none' a:none ':v' "":v""", @"\echo[:none][:'none'][a:none][:v]["":v""]")]
    [TestCase(@"\echo ::v :=v :", @"\echo[:v w][:=v][:]")]
    [TestCase(@"\echo `ls -l`x", @"\echo[[ls -l]x]")]
    [TestCase(@"\! ls :v 'x", @"\![ls :v 'x]")]
    [TestCase(@"\copy t from 'a b' with (x)", @"\copy[t from 'a b' with (x)]")]
    [TestCase(@"\COPY t to stdout", @"\COPY[t to stdout]")]
    [TestCase(@"\o |cat :v; x", @"\o[|cat :v; x]")]
    [TestCase(@"\o x;", @"\o[x]")]
    [TestCase(@"select 1 \g (format=csv fieldsep=';') out.csv", @"\g[(format=csv][fieldsep=;)][out.csv]")]
    [TestCase(@"select 1 \gset p_", @"\gset[p_]")]
    [TestCase(@"\echo'a'", @"\echo'a'!")]
    [TestCase(@"\nope a b", @"\nope!")]
    [TestCase(@"\dtfoo+ x.*", @"\dtfoo+[x.*]")]
    [TestCase(@"\!ls", @"\!ls!")]
    [TestCase("\\echo a\r", @"\echo[a]")]
    public void Arguments_are_read_as_psql_reads_them(string line, string expected) => Read(line, new ScriptedContext { Variables = { ["v"] = "v w" } }).ShouldBe(expected);

    [TestCase(@"\set x 'a", "1: error: unterminated quoted string")]
    [TestCase(@"\set x ""a", "1: error: unterminated quoted string")]
    [TestCase(@"\a b `c` d", "1: warning: \\a: extra argument \"b\" ignored¦1: warning: \\a: extra argument \"c\" ignored¦1: warning: \\a: extra argument \"d\" ignored")]
    [TestCase(@"\unset a :v", "1: warning: \\unset: extra argument \":v\" ignored")]
    [TestCase(@"\pset a b 'c d'", "1: warning: \\pset: extra argument \"c d\" ignored")]
    public void What_is_wrong_is_said(string line, string expected)
    {
        var context = new ScriptedContext { Variables = { ["v"] = "1" } };
        Read(line, context);
        string.Join('¦', context.Messages).ShouldBe(expected);
    }

    [TestCase(@"\echo a 'b")]
    [TestCase(@"\qecho a ""b")]
    [TestCase(@"\warn a `b")]
    public void What_is_wrong_behind_what_is_printed_already_comes_with_the_command(string line)
    {
        var context = new ScriptedContext();
        var reader = new ScriptReader(new StringLineReader("a.sql", line), context, PsqlDialect.Newest);

        reader.Read().ShouldBe(ScriptItem.MetaCommand);

        reader.Command.Arguments.ShouldHaveSingleItem().Text.ShouldBe("a");
        reader.Command.ArgumentError.ShouldBe("unterminated quoted string");
        context.Messages.ShouldBeEmpty();
    }

    [Test]
    public void A_command_knows_where_it_stands()
    {
        var reader = new ScriptReader(new StringLineReader("a.sql", "select 1;\n  select '😀é' \\gset"), new ScriptedContext(), PsqlDialect.Newest);
        reader.Read().ShouldBe(ScriptItem.Statement);
        reader.DropStatement();
        reader.Read().ShouldBe(ScriptItem.MetaCommand);
        reader.Command.Start.ShouldBe(new TextPosition(2, 15));
        reader.Command.Path.ShouldBe("a.sql");
    }

    private static string Read(string line, ScriptedContext context)
    {
        var reader = new ScriptReader(new StringLineReader("a.sql", line), context, PsqlDialect.Newest);
        var items = new List<string>();
        while (true)
        {
            switch (reader.Read())
            {
                case ScriptItem.Statement:
                    items.Add(reader.TakeStatement().Text);
                    break;
                case ScriptItem.MetaCommand:
                    var command = reader.Command;
                    items.Add($"\\{command.Name}{(command.IsKnown ? string.Concat(command.Arguments.Select(static argument => $"[{argument.Text}]")) : "!")}");
                    if (command.Name is "g" or "gset")
                    {
                        reader.DropStatement(forced: true);
                    }

                    reader.EndCommand(command.IsKnown);
                    break;
                default:
                    return string.Join(' ', items);
            }
        }
    }
}
