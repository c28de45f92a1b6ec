namespace Sandbox.Linting.Tests.Fixes;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class FixTests
{
    private const string Long = "a123456789b123456789c123456789d123456789e123456789f123456789g12";

    [TestCase("SELECT 1;\n-- sandbox:disable-next SBX1001 gone\nSELECT 2;\n", "SELECT 1;\nSELECT 2;\n", TestName = "A comment with a line of its own goes with the line")]
    [TestCase("SELECT 1;\r\n  -- sandbox:disable-next SBX1001 gone\r\nSELECT 2;\r\n", "SELECT 1;\r\nSELECT 2;\r\n", TestName = "Line ends stay what they are")]
    [TestCase("\uFEFF-- sandbox:disable-next SBX1001 gone\nSELECT 2;\n", "\uFEFFSELECT 2;\n", TestName = "A mark stays")]
    [TestCase("SELECT 1; -- sandbox:disable-next SBX1001 gone\nSELECT 2;\n", "SELECT 1;\nSELECT 2;\n", TestName = "A comment behind a statement goes alone")]
    [TestCase("-- sandbox:disable-next SBX1001 gone", "", TestName = "A comment may be all there is")]
    [TestCase("BEGIN;\nBEGIN;\nSELECT 1;\nCOMMIT;\n", "BEGIN;\nSELECT 1;\nCOMMIT;\n", TestName = "A bare BEGIN in a transaction goes")]
    [TestCase("SELECT " + Long + "345 AS \"" + Long + "345\";\n", "SELECT " + Long + " AS \"" + Long + "\";\n", TestName = "A name is cut off where the server cuts it")]
    public async Task It_mends_what_changes_nothing(string before, string after)
    {
        using var folder = new LintFolder().With("a.sql", before);

        var report = await FixAsync(folder);

        folder.Read("a.sql").ShouldBe(after.TrimStart('\uFEFF'));
        (File.ReadAllBytes(folder["a.sql"]).Take(3).SequenceEqual("\uFEFF"u8.ToArray())).ShouldBe(before.StartsWith('\uFEFF'));
        report.Fixed.ShouldNotBeEmpty();
        report.Found.Findings.ShouldBeEmpty();
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem();

        (await FixAsync(folder)).Fixed.ShouldBeEmpty("a second time there is nothing to mend");
        folder.Read("a.sql").ShouldBe(after.TrimStart('\uFEFF'));
    }

    [TestCase("DROP DATABASE a;\n", TestName = "No fix, no change")]
    [TestCase("-- sandbox: sha256 0\n-- sandbox:disable-next SBX1001 gone\nSELECT 1;\n", TestName = "A text that is held to its hash")]
    [TestCase("BEGIN;\nBEGIN ISOLATION LEVEL SERIALIZABLE;\nCOMMIT;\n", TestName = "A BEGIN that says more")]
    [TestCase("\\if :a\nBEGIN;\n\\endif\nBEGIN;\nCOMMIT;\n", TestName = "A BEGIN that may be the only one")]
    [TestCase("COPY t FROM STDIN;\n'\n\\.\n-- sandbox:disable-next SBX1001 gone\nSELECT 1;\n", TestName = "A script with data in it")]
    [TestCase("-- sandbox:disable-next SBX1001\nDROP DATABASE a;\n", TestName = "A comment that only lacks its reason")]
    [TestCase("DO $$ BEGIN\n-- sandbox:disable-next SBX1001 gone\nPERFORM 1; END $$;\n", TestName = "A comment in the body of a function")]
    public async Task It_leaves_alone_what_it_cannot_be_sure_of(string text)
    {
        using var folder = new LintFolder().With("a.sql", text);

        (await FixAsync(folder)).Fixed.ShouldBeEmpty();

        folder.Read("a.sql").ShouldBe(text);
    }

    [Test]
    public async Task What_stays_behind_an_edit_is_told_where_it_stands_now()
    {
        using var folder = new LintFolder().With("a.sql", "-- sandbox:disable-next SBX1005 nothing\nSELECT 1;\nDROP DATABASE a;\n");

        var left = (await FixAsync(folder)).Found.Findings.ShouldHaveSingleItem();

        folder.Read("a.sql").ShouldBe("SELECT 1;\nDROP DATABASE a;\n");
        (left.Rule.Id, left.Start.Line, left.Excerpt!.Text).ShouldBe(("SBX1001", 2, "DROP DATABASE a;"));
    }

    [Test]
    public async Task Here_documents_of_a_shell_are_left_alone()
    {
        const string Text = "cat <<X\n# sandbox:disable-next SBX1002 gone\nX\n";
        using var folder = new LintFolder().With("a.sh", Text);

        (await FixAsync(folder)).Found.Findings.ShouldHaveSingleItem();

        folder.Read("a.sh").ShouldBe(Text);
    }

    [Test]
    [Platform("Linux")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_file_keeps_its_permissions_and_a_link_stays_one()
    {
        using var folder = new LintFolder().With("real.sql", "-- sandbox:disable-next SBX1001 gone\nSELECT 1;\n");
        File.SetUnixFileMode(folder["real.sql"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(folder["link.sql"], folder["real.sql"]);

        await folder.LintAsync(static request => request with { Paths = ["link.sql"], Fixes = true });

        folder.Read("real.sql").ShouldBe("SELECT 1;\n");
        new FileInfo(folder["link.sql"]).LinkTarget.ShouldNotBeNull();
        File.GetUnixFileMode(folder["real.sql"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static Task<LintReport> FixAsync(LintFolder folder) => folder.LintAsync(static request => request with { Fixes = true });
}
