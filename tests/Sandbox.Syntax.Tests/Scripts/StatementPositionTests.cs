using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Tests.Scripts;

/// <summary>From a server's error position back to the file: the first <c>!</c> in what is sent is looked for in the script.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StatementPositionTests
{
    [TestCase("select !;", 1, 8)]
    [TestCase("select 1; select !;", 1, 18)]
    [TestCase("\n\n  select\n  !;", 4, 3)]
    [TestCase("select\n\n\n  \n!;", 5, 1)]
    [TestCase("-- c\nselect\n1, -- c\n!;", 4, 1)]
    [TestCase("\tselect\t!;", 1, 9)]
    [TestCase("select '日本😀', !;", 1, 15)]
    [TestCase("select '😀\n😀', !;", 2, 5)]
    [TestCase("select 1\r\n, !;", 2, 3)]
    [TestCase("select :v, !;", 1, 12)]
    [TestCase("select 1,\n :v,\n !;", 3, 2)]
    [TestCase("select :bad;", 1, 8)]
    [TestCase("select 1,\n  :lines;", 2, 3)]
    [TestCase(":bad", 1, 1)]
    [TestCase("select :'bad';", 1, 8)]
    [TestCase("select 1\\; select !;", 1, 19)]
    [TestCase("select 1\n\\echo x\n, !;", 3, 3)]
    [TestCase("select 1\n\\if false\n, 2\n\\else\n, !\n\\endif\n;", 5, 3)]
    [TestCase("select 1 \\if true\n!\n\\endif\n;", 2, 1)]
    [TestCase("\uFEFFselect !;", 1, 8)]
    public void An_error_is_placed_where_it_was_written(string text, int line, int column)
    {
        var statement = First(text);
        var offset = statement.Text.IndexOf('!', StringComparison.Ordinal);

        statement.Locate(TextPosition.CountCharacters(statement.Text.AsSpan(0, offset)) + 1).ShouldBe(new TextPosition(line, column));
        statement.LocateOffset(offset).ShouldBe(new TextPosition(line, column));
    }

    [TestCase("\n\n  select 1\n;", 3, 3, 4)]
    [TestCase("-- c\n  :v;", 2, 3, 2)]
    [TestCase("/* a\nb */ select 1", 1, 1, 2)]
    public void A_statement_knows_where_it_starts_and_which_line_ended_it(string text, int line, int column, int endLine)
    {
        var statement = First(text);
        statement.Start.ShouldBe(new TextPosition(line, column));
        statement.EndLine.ShouldBe(endLine);
    }

    [Test]
    public void A_position_behind_the_end_is_the_end() => First("select 1").Locate(1000).ShouldBe(new TextPosition(1, 9));

    private static Statement First(string text)
    {
        var context = new ScriptedContext { Variables = { ["v"] = "a longer value", ["bad"] = "oh !", ["lines"] = "1\n+ !" } };
        var reader = new ScriptReader(new StringLineReader("a.sql", text), context, PsqlDialect.Newest);
        while (true)
        {
            var item = reader.Read();
            if (item == ScriptItem.MetaCommand)
            {
                reader.EndCommand(succeeded: true);
                continue;
            }

            var statement = reader.TakeStatement();
            if (item == ScriptItem.EndOfFile || !text.Contains('!', StringComparison.Ordinal) || statement.Text.Contains('!', StringComparison.Ordinal))
            {
                return statement;
            }
        }
    }
}
