namespace Sandbox.Rehearsal.Tests.Printing;

/// <summary>Long outputs compared line by line, so that a failure names the first difference and not both texts.</summary>
internal static class LineComparison
{
    public static void ShouldBeLineByLine(this string actual, string expected)
    {
        var actualLines = actual.Split('\n');
        var expectedLines = expected.Split('\n');
        for (var i = 0; i < Math.Min(actualLines.Length, expectedLines.Length); i++)
        {
            var before = string.Join('\n', expectedLines[Math.Max(0, i - 3)..i]);
            actualLines[i].ShouldBe(expectedLines[i], $"line {i + 1}, after:\n{before}");
        }

        actualLines.Length.ShouldBe(expectedLines.Length);
    }
}
