using Sandbox.Syntax.Paths;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Tests.Text;

[Parallelizable(ParallelScope.All)]
public sealed class NearWordTests
{
    [TestCase("rehears", "rehearse")]
    [TestCase("acecpt", "accept", TestName = "Two_letters_that_changed_places_are_one_slip")]
    [TestCase("REHEARSE", null)]
    [TestCase("orphans", null)]
    [TestCase("", null)]
    public void What_is_near_is_offered(string typed, string? meant)
    {
        NearWord.Of(typed, ["rehearse", "accept", "lint"]).ShouldBe(meant);
        NearWord.DidYouMean(typed, ["rehearse", "accept", "lint"]).ShouldBe(meant is null ? "" : $"; did you mean {meant}?");
    }

    [Test]
    public void Of_several_that_are_as_near_the_first_is_offered() => NearWord.Of("SBX1000", ["SBX1001", "SBX1002"]).ShouldBe("SBX1001");

    [TestCase("migrations/0042.sq", "; did you mean migrations/0042.sql?")]
    [TestCase("0042.sq", "; did you mean 0042.sql?")]
    [TestCase("migrations/0099.txt", "")]
    public void A_path_keeps_its_folder(string path, string expected) =>
        NearFile.DidYouMean(path, Path.GetTempPath(), static folder => [Path.Combine(folder, "0042.sql"), Path.Combine(folder, "clone.sql")]).ShouldBe(expected);

    [Test]
    public void A_folder_that_cannot_be_listed_offers_nothing() =>
        NearFile.DidYouMean("a/b.sql", Path.GetTempPath(), static _ => throw new DirectoryNotFoundException()).ShouldBe("");
}
