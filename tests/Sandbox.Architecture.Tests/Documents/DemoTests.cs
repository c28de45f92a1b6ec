using System.Text.RegularExpressions;

namespace Sandbox.Architecture.Tests.Documents;

/// <summary>Runs the demo that the README shows.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed partial class DemoTests
{
    [Test]
    public void The_readme_shows_what_the_demo_prints()
    {
        var tool = Path.Combine(TestContext.CurrentContext.TestDirectory, "sandbox.dll");
        var shown = PicturePattern().Match(Repository.Read("README.md")).Groups["text"].Value;

        var printed = DotNet.Run(["exec", tool, "rehearse", "scripts/dot-register"], silent: false).ReplaceLineEndings("\n");

        var parts = Scrub(shown).Split("\n...\n");
        parts.Length.ShouldBe(2, "the first line, dots for what the script prints, and the rest");
        Scrub(printed).Trim('\n').ShouldStartWith(parts[0]);
        Scrub(printed).Trim('\n').ShouldEndWith(parts[1]);
    }

    // What differs between servers: the version, and where its transaction ids stand.
    private static string Scrub(string text) => IdsPattern().Replace(VersionPattern().Replace(text, "PostgreSQL N"), "ids N to N");

    [GeneratedRegex(@"```text\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PicturePattern();

    [GeneratedRegex(@"PostgreSQL [0-9]+(\.[0-9]+)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"ids [0-9]+ to [0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdsPattern();
}
