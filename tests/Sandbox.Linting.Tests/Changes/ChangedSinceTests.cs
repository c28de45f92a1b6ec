namespace Sandbox.Linting.Tests.Changes;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ChangedSinceTests
{
    [Test]
    public async Task Only_statements_that_changed_are_reported()
    {
        using var folder = await RepositoryAsync();
        folder.With("a.sql", "DROP DATABASE a;\n\nDELETE FROM t\n;\nDROP DATABASE c;\n")
            .With("new ü.sql", "DROP DATABASE d;\n")
            .With("x/untouched.sql", "DROP DATABASE e;\n");

        (await FindAsync(folder)).ShouldBe(["a.sql:3:1 SBX1005", "new ü.sql:1:1 SBX1001"]);
    }

    [Test]
    public async Task What_a_change_elsewhere_brings_about_is_reported()
    {
        const string Guard = "DO $$ BEGIN IF current_database() <> 'a' THEN RAISE EXCEPTION 'no'; END IF; END $$;\n", Rest = "SELECT 1;\nDROP DATABASE b;\nDELETE FROM t;\n";
        using var folder = await RepositoryAsync();
        folder.With("guarded.sql", Guard + Rest);
        await CommitAsync(folder);
        folder.With("guarded.sql", "SELECT 0;\n" + Rest);

        (await FindAsync(folder)).ShouldBe(["guarded.sql:3:1 SBX1001"]);
    }

    [Test]
    public async Task What_was_committed_since_counts_and_what_others_committed_does_not()
    {
        using var folder = await RepositoryAsync();
        await folder.GitAsync("checkout", "--quiet", "-b", "mine");
        folder.With("mine.sql", "DROP DATABASE mine;\n");
        await CommitAsync(folder);
        await folder.GitAsync("checkout", "--quiet", "main");
        folder.With("a.sql", "SELECT 1;\n");
        await CommitAsync(folder);
        await folder.GitAsync("checkout", "--quiet", "mine");

        (await FindAsync(folder)).ShouldBe(["mine.sql:1:1 SBX1001"]);
    }

    [TestCase("quo\"te.sql")]
    [TestCase("back\\slash.sql")]
    [TestCase("tab\there.sql")]
    [TestCase("日本.sql")]
    [TestCase("-dash.sql")]
    public async Task A_name_that_git_writes_in_quotes_is_read(string name)
    {
        using var folder = await RepositoryAsync(name);
        folder.With(name, "DROP DATABASE a;\nDROP DATABASE b;\n");

        (await FindAsync(folder)).ShouldBe([$"{name}:2:1 SBX1001"]);
    }

    [Test]
    public async Task A_renamed_file_is_not_new_as_a_whole()
    {
        using var folder = await RepositoryAsync();
        await folder.GitAsync("mv", "a.sql", "b.sql");

        (await FindAsync(folder)).ShouldBeEmpty();
    }

    [Test]
    public async Task An_added_line_that_looks_like_a_header_is_none()
    {
        using var folder = await RepositoryAsync();
        folder.With("a.sql", "DROP DATABASE a;\n\n++ b/z.sql\n;\nDELETE FROM t\nWHERE i = 1;\nDROP DATABASE c;\nDROP DATABASE d;\n");

        (await FindAsync(folder)).ShouldBe(["a.sql:8:1 SBX1001"]);
    }

    [Test]
    public async Task The_folder_may_lie_below_the_root()
    {
        using var folder = await RepositoryAsync("x/a.sql");
        folder.With("x/a.sql", "DROP DATABASE a;\nDROP DATABASE b;\n");

        (await folder.FindAsync(request => request with { Folder = folder["x"], ChangedSince = "main" })).ShouldBe(["a.sql:2:1 SBX1001"]);
    }

    [TestCase("nosuch")]
    [TestCase("--output=stolen")]
    [TestCase("")]
    public async Task A_revision_that_is_none_is_refused(string revision)
    {
        using var folder = await RepositoryAsync();

        var error = await Should.ThrowAsync<SandboxException>(() => folder.LintAsync(request => request with { ChangedSince = revision }));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldStartWith($"--changed-since {revision}: git knows no such revision");
        File.Exists(folder["stolen"]).ShouldBeFalse();
    }

    [Test]
    public async Task A_folder_without_git_is_refused()
    {
        using var folder = new LintFolder().With("a.sql", "SELECT 1;");

        var error = await Should.ThrowAsync<SandboxException>(() => FindAsync(folder));

        error.Message.ShouldContain("the working folder is in no working tree of git");
    }

    private static Task<IReadOnlyList<string>> FindAsync(LintFolder folder) => folder.FindAsync(static request => request with { ChangedSince = "main" });

    private static async Task<LintFolder> RepositoryAsync(string name = "a.sql")
    {
        var folder = new LintFolder().With(name, "DROP DATABASE a;\n" + (name == "a.sql" ? "\nDELETE FROM t\nWHERE i = 1;\nDROP DATABASE c;\n" : "")).With("x/untouched.sql", "DROP DATABASE e;\n");
        await folder.GitAsync("init", "--quiet");
        await CommitAsync(folder);
        return folder;
    }

    private static async Task CommitAsync(LintFolder folder)
    {
        await folder.GitAsync("add", "--all");
        await folder.GitAsync("commit", "--quiet", "-m", "x");
    }
}
