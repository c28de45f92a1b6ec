using NJsonSchema;

namespace Sandbox.Linting.Tests.Baselines;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class BaselineTests
{
    private const string Two = "DROP DATABASE a;\nDROP DATABASE b;\n";

    [Test]
    public async Task What_is_known_is_not_reported_wherever_its_lines_move_to()
    {
        using var folder = await KnownAsync(Two);
        folder.With("a.sql", "SELECT 1;\r\n\r\n  DROP   DATABASE b;\r\nDROP DATABASE a;\r\n");

        var report = await LintAsync(folder);

        report.Found.Findings.ShouldBeEmpty();
        (report.Baselined, report.Stale.Count).ShouldBe((2, 0));
        report.Found.ExitCode.ShouldBe(ExitCode.Success);
    }

    [Test]
    public async Task Another_of_the_same_is_new()
    {
        using var folder = await KnownAsync("DROP DATABASE a;\n");
        folder.With("a.sql", "DROP DATABASE a;\nDROP DATABASE a;\n").With("b.sql", "DROP DATABASE a;\n");

        (await LintAsync(folder)).Found.Findings.Select(LintFolder.Written).ShouldBe(["a.sql:2:1 SBX1001", "b.sql:1:1 SBX1001"]);
    }

    [Test]
    public async Task A_renamed_file_takes_what_is_known_along()
    {
        using var folder = await KnownAsync(Two);
        File.Move(folder["a.sql"], folder["renamed.sql"]);

        var report = await LintAsync(folder);

        report.Found.Findings.ShouldBeEmpty();
        report.Stale.ShouldBeEmpty();
    }

    [Test]
    public async Task What_is_gone_is_told_and_taken_out_by_an_update()
    {
        using var folder = await KnownAsync(Two);
        folder.With("a.sql", "DROP DATABASE b;\n");

        (await LintAsync(folder)).Stale.ShouldHaveSingleItem().RuleId.ShouldBe("SBX1001");

        (await LintAsync(folder, updates: true)).Stale.ShouldBeEmpty();
        (await LintAsync(folder)).Stale.ShouldBeEmpty();
    }

    [Test]
    public async Task An_update_keeps_what_is_known_of_files_that_were_not_looked_at()
    {
        using var folder = new LintFolder().With("a.sql", Two).With("b.sql", Two);
        await LintAsync(folder, updates: true);
        folder.With("a.sql", "SELECT 1;");

        await folder.LintAsync(static request => request with { Paths = ["a.sql"], Baseline = "known.json", UpdatesBaseline = true });

        var report = await LintAsync(folder);
        (report.Baselined, report.Stale.Count, report.Found.Findings.Count).ShouldBe((2, 0, 0));
    }

    [Test]
    public async Task The_file_is_what_its_schema_says_and_holds_no_secret()
    {
        using var folder = await KnownAsync("ALTER ROLE r PASSWORD 'hunter2'; DROP DATABASE \"ü\";\n");
        var before = folder.Read("known.json");
        folder.With("a.sql", "ALTER ROLE r PASSWORD 'another one'; DROP DATABASE \"ü\";\n");

        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "lint-baseline.schema.json"), TestContext.CurrentContext.CancellationToken);

        schema.Validate(before).ShouldBeEmpty();
        (await LintAsync(folder)).Found.Findings.ShouldBeEmpty("the fingerprint would tell who guesses the password");
    }

    [TestCase("{}", "this is no baseline")]
    [TestCase("[]", "this is no baseline")]
    [TestCase("nonsense", "this is no baseline")]
    [TestCase("""{ "schemaVersion": 2, "findings": [] }""", "of a version")]
    [TestCase(null, "cannot be read")]
    public async Task A_file_that_is_no_baseline_is_refused(string? text, string message)
    {
        using var folder = new LintFolder().With("a.sql", Two);
        if (text is not null)
        {
            folder.With("known.json", text);
        }

        var error = await Should.ThrowAsync<SandboxException>(() => LintAsync(folder));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldContain(message);
    }

    private static async Task<LintFolder> KnownAsync(string text)
    {
        var folder = new LintFolder().With("a.sql", text);
        (await LintAsync(folder, updates: true)).Found.Findings.ShouldBeEmpty();
        return folder;
    }

    private static Task<LintReport> LintAsync(LintFolder folder, bool updates = false) =>
        folder.LintAsync(request => request with { Baseline = "known.json", UpdatesBaseline = updates });
}
