using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.Reporting;

[TestFixture]
public class SourceTextTests
{
    [Test]
    public void A_secret_of_several_lines_is_covered_on_each_and_moves_no_line_behind_it()
    {
        var text = new SourceText("ALTER ROLE app PASSWORD 'first\nsecond';\r\nSELECT wrong;\n");

        text.At(1, 1)!.Text.ShouldBe("ALTER ROLE app PASSWORD '***");
        text.At(2, 0)!.Text.ShouldBe("***';");
        text.At(3, 8).ShouldBe(new Excerpt("SELECT wrong;", 7, 5));
        text.At(4, 1).ShouldBe(new Excerpt(string.Empty, 0, 1));
        text.At(5, 1).ShouldBeNull();
        text.At(3, 20).ShouldNotBeNull("a column behind the line's end is its end");
    }
}
