#if DEBUG
using System.Text;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Tests.Lexing;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Tests.Scripts;

/// <summary>Texts that would take a careless lexer ages: the characters that are looked at are counted, which only a debug build does.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LinearWorkTests
{
    [TestCase("'")]
    [TestCase("$a")]
    [TestCase("$a$")]
    [TestCase("$a$ $b")]
    [TestCase("/*")]
    [TestCase("/*/")]
    [TestCase("*/")]
    [TestCase("(")]
    [TestCase("e''")]
    [TestCase("'a'\r")]
    [TestCase("'a' ")]
    [TestCase("a'b'")]
    [TestCase("1e'x'")]
    [TestCase("a$")]
    [TestCase("+-")]
    [TestCase("@-")]
    [TestCase("-- x\r")]
    [TestCase(";")]
    [TestCase("select 1; ")]
    [TestCase("select 1;\n")]
    [TestCase(":a ")]
    [TestCase(":'v' ")]
    [TestCase(":v ")]
    [TestCase("\\;")]
    [TestCase("\\echo a ")]
    [TestCase("\\if true\n")]
    [TestCase("\\if false\n")]
    [TestCase("😀:v")]
    [TestCase("begin ")]
    [TestCase("U&")]
    public void Work_grows_with_the_text_and_not_with_its_square(string piece)
    {
        var small = WorkFor(piece, 1_000);
        var large = WorkFor(piece, 16_000);

        // Sixteen times the text, and room for buffers that grow by doubling: a quadratic reader would look at 256 times as much.
        small.ShouldBeGreaterThan(1_000);
        large.ShouldBeLessThan(24 * small);
    }

    private static long WorkFor(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var before = Work.Characters;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Read(new ScriptReader(new Utf8LineReader("a.sql", stream), new ScriptedContext { Variables = { ["v"] = "1", ["a"] = "'x' :b", ["b"] = ":a;" } }, PsqlDialect.Newest));
        Tokens.Of(text, LexerOptions.Sql);
        return Work.Characters - before;
    }

    private static void Read(ScriptReader reader)
    {
        while (true)
        {
            switch (reader.Read())
            {
                case ScriptItem.Statement:
                    var statement = reader.TakeStatement();
                    statement.Locate(statement.Text.Length);
                    break;
                case ScriptItem.MetaCommand:
                    reader.EndCommand(reader.Command.IsKnown);
                    break;
                default:
                    return;
            }
        }
    }
}
#endif
