using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Tests.Snapshots;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class DanglingSnapshotsTests
{
    private const string Test = "public class ShopTests { public Task Pays_in_full() => Verify(1); }";

    [TestCase("a.verified.txt", "a.sql", false, TestName = "Its_script_is_there")]
    [TestCase("a.verified.txt", "a.psql", false, TestName = "A_script_of_any_extension_is_there")]
    [TestCase("a.verified.txt", "a.received.txt", true, TestName = "What_was_received_is_no_script")]
    [TestCase("a.verified.txt", "ab.sql", true, TestName = "Another_script_is_there")]
    [TestCase("bin/a.verified.txt", "a.sql", false, TestName = "What_was_built_does_not_count")]
    [TestCase("ShopTests.Pays_in_full.verified.txt", "ShopTests.cs", false, TestName = "Its_test_is_there")]
    [TestCase("ShopTests.Pays_in_full.verified.json", "Others.cs", false, TestName = "Its_test_is_in_another_file")]
    [TestCase("ShopTests.Pays_in_full_by=card_n=1.verified.txt", "ShopTests.cs", false, TestName = "Its_test_has_parameters")]
    [TestCase("ShopTests.Pays_in_full#00.verified.txt", "ShopTests.cs", false, TestName = "Its_test_has_several_targets")]
    [TestCase("ShopTests.Pays_back.verified.txt", "ShopTests.cs", true, TestName = "Its_test_has_another_name_now")]
    [TestCase("Shop.Pays_in_full.verified.txt", "ShopTests.cs", true, TestName = "Its_class_has_another_name_now")]
    [TestCase("ShopTests.Pays_in_full.verified.txt", "notes.md", false, TestName = "Whose_tests_are_elsewhere_nobody_can_tell")]
    public async Task Found(string snapshot, string beside, bool dangles)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["bin"]);
        await folder.WriteAsync(snapshot, "");
        await folder.WriteAsync(beside, Test);

        DanglingSnapshots.Find(folder.Path).ShouldBe(dangles ? [folder[snapshot]] : []);
    }
}
