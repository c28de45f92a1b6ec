namespace Sandbox.Syntax.Tests.Scripts;

/// <summary>The \if family: what is sent, and what is said.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ConditionTests
{
    [TestCase("\\if true\na;\n\\else\nb;\n\\endif\nc;", "a;¦c;")]
    [TestCase("\\if false\na;\n\\else\nb;\n\\endif\nc;", "b;¦c;")]
    [TestCase("\\if no\na;\n\\elif yes\nb;\n\\elif on\nc;\n\\else\nd;\n\\endif", "b;")]
    [TestCase("\\if 1\n\\if 0\na;\n\\else\nb;\n\\endif\n\\else\n\\if 1\nc;\n\\endif\n\\endif", "b;")]
    [TestCase("\\if false\n\\if true\na;\n\\elif true\nb;\n\\else\nc;\n\\endif\n\\endif\nd;", "d;")]
    [TestCase("select\n\\if true\n1\n\\else\n2\n\\endif\n;", "select\n1\n;")]
    [TestCase("select\n\\if false\n1\n\\else\n2\n\\endif\n;", "select\n2\n;")]
    [TestCase("select (\n\\if false\n((\n\\endif\n1); select 2;", "select (\n1);¦select 2;")]
    [TestCase("\\if false\nselect '\n\\endif\n';\n\\endif\nselect 1;", "select 1;")]
    [TestCase("\\if false\n\\set v 1\n\\q\n:v;\n\\endif\nselect :{?v};", "select FALSE;")]
    [TestCase("\\if true \\\\ select 1; \\else \\\\ select 2; \\endif\nselect 3;", "select 1;¦select 3;")]
    [TestCase("\\if o\na;\n\\endif\nb;", "b;")]
    [TestCase("\\if\na;\n\\endif\nb;", "b;")]
    [TestCase("\\if TrU\na;\n\\endif", "a;")]
    [TestCase("\\if not true\na;\n\\endif", "")]
    [TestCase("\\set v on\n\\if :v\na;\n\\endif", "a;")]
    [TestCase("\\if :{?v}\na;\n\\else\nb;\n\\endif", "b;")]
    [TestCase("\\if :unknown\na;\n\\elif true\nb;\n\\else\nc;\n\\endif", "a;¦b;¦c;")]
    [TestCase("\\if false\na", "")]
    [TestCase("\\if true\na", "a")]
    public void Follows_the_branches(string text, string expected) => string.Join('¦', Playback.Split(text)).ShouldBe(expected);

    [TestCase("\\if maybe\n\\endif", "1: error: unrecognized value \"maybe\" for \"\\if expression\": Boolean expected")]
    [TestCase("\\if false\n\\elif 1 = 1\n\\endif", "2: error: unrecognized value \"1 = 1\" for \"\\elif expression\": Boolean expected")]
    [TestCase("\\else", "1: error: \\else: no matching \\if")]
    [TestCase("\\endif", "1: error: \\endif: no matching \\if")]
    [TestCase("\\elif true", "1: error: \\elif: no matching \\if")]
    [TestCase("\\if true\n\\else\n\\else\n\\endif", "3: error: \\else: cannot occur after \\else")]
    [TestCase("\\if true\n\\else\n\\elif true\n\\endif", "3: error: \\elif: cannot occur after \\else")]
    [TestCase("\\if true\n\\endif x", "2: warning: \\endif: extra argument \"x\" ignored")]
    [TestCase("\\if 'true\n\\endif", "1: error: unterminated quoted string¦1: error: unrecognized value \"\" for \"\\if expression\": Boolean expected")]
    public void Says_what_psql_says(string text, string expected)
    {
        var context = new ScriptedContext();
        Playback.Split(text, context: context);
        string.Join('¦', context.Messages).ShouldBe(expected);
    }
}
