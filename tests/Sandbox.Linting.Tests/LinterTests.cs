using System.Text;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Tests;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class LinterTests
{
    [TestCase("DROP DATABASE a;", "1:1")]
    [TestCase("SELECT 1;\r\nDROP DATABASE a;\r\n", "2:1")]
    [TestCase("\uFEFFDROP DATABASE a;", "1:1")]
    [TestCase("/* 日本語 😀 */\tDROP DATABASE a;", "1:13")]
    public async Task A_place_is_a_line_and_a_column_in_characters(string text, string place)
    {
        using var folder = new LintFolder().With("a.sql", text);

        (await folder.FindAsync()).ShouldBe([$"a.sql:{place} SBX1001"]);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Many_findings_in_one_long_line_are_each_told_with_what_stands_around()
    {
        const int Findings = 10_000;
        using var folder = new LintFolder().With("a.sql", string.Concat(Enumerable.Range(0, Findings).Select(static number => $"DELETE FROM t{number}; ")));

        var findings = (await folder.LintAsync(static request => request)).Found.Findings;

        findings.Count.ShouldBe(Findings);
        findings.Select(static finding => finding.Fingerprint).Distinct().Count().ShouldBe(Findings);
        findings.Max(static finding => finding.Excerpt!.Text.Length).ShouldBeLessThan(2000);
        findings.ShouldAllBe(static finding => finding.Excerpt!.Text.Substring(finding.Excerpt.Start, finding.Excerpt.Length).StartsWith("DELETE"));
    }

    [Test]
    public async Task A_folder_stands_for_scripts_of_psql_and_of_shells()
    {
        using var folder = new LintFolder()
            .With("b/deep/a.SQL", "DROP DATABASE a;")
            .With("b/t.sh", "docker system prune -f\n")
            .With("b/notes.md", "DROP DATABASE a;")
            .With(".hidden/a.sql", "DROP DATABASE a;")
            .With("a.psql", "\\! docker system prune -f\n");

        (await folder.FindAsync()).ShouldBe(["a.psql:1:4 SBX1002", "b/deep/a.SQL:1:1 SBX1001", "b/t.sh:1:1 SBX1002"]);
    }

    [TestCase("**/*.sql", "x/a.sql x/y/a.sql")]
    [TestCase("x/*.sql", "x/a.sql")]
    [TestCase("x/?/a.sql", "x/y/a.sql")]
    public async Task A_glob_stands_for_what_it_matches(string glob, string files)
    {
        using var folder = new LintFolder().With("x/a.sql", "").With("x/y/a.sql", "");

        (await folder.LintAsync(request => request with { Paths = [glob] })).Found.Files.ShouldBe(files.Split(' '));
    }

    [TestCase("missing.sql", "missing.sql: there is no such file or folder")]
    [TestCase("*.nothing", "no file to lint there")]
    [TestCase("empty", "no file to lint there")]
    public async Task A_path_that_stands_for_nothing_is_refused(string path, string message)
    {
        using var folder = new LintFolder();
        Directory.CreateDirectory(folder["empty"]);

        var error = await Should.ThrowAsync<SandboxException>(() => folder.LintAsync(request => request with { Paths = [path] }));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldContain(message);
    }

    [Test]
    public async Task A_link_that_leads_round_in_a_circle_ends()
    {
        using var folder = new LintFolder().With("x/a.sql", "DROP DATABASE a;");
        Directory.CreateSymbolicLink(folder["x/round"], folder.Path);

        (await folder.FindAsync()).ShouldHaveSingleItem();
    }

    [Test]
    public async Task A_shell_is_known_by_the_first_line_of_a_file_that_is_named()
    {
        using var folder = new LintFolder().With("deploy", "#!/usr/bin/env bash\ndocker system prune\n");

        (await folder.FindAsync(request => request with { Paths = ["deploy"] })).ShouldBe(["deploy:2:1 SBX1002"]);
    }

    [Test]
    public async Task What_cannot_be_read_is_told_beside_what_can()
    {
        using var folder = new LintFolder()
            .With("a.sql", [.. "SELECT 1;\nSELECT '"u8, 0xE9, .. "';"u8])
            .With("b.sql", "SELECT 1;\nab\0c")
            .With("c.sql", "DROP DATABASE a;")
            .With("d.sql", new byte[(16 * 1024 * 1024) + 1]);

        var report = await folder.LintAsync();

        report.Found.ExitCode.ShouldBe(ExitCode.Usage);
        report.Found.Findings.Select(LintFolder.Written).ShouldBe(["c.sql:1:1 SBX1001"]);
        report.Found.Problems.Select(static problem => problem.ToString()).ShouldBe(
        [
            "a.sql:2:9: the text is not UTF-8 from here on: save it as UTF-8",
            "b.sql:2:3: a NUL character, at which psql ends the line: take it away",
            "d.sql: it is longer than 16 MB, more than the rules read: leave it out",
        ]);
    }

    [Test]
    [Platform("Linux")]
    public async Task A_device_without_end_is_not_read_to_its_end()
    {
        using var folder = new LintFolder();

        (await folder.LintAsync(static request => request with { Paths = ["/dev/zero"] })).Found.Problems.ShouldHaveSingleItem().Path.ShouldBe("/dev/zero");
    }

    [TestCase(RulePreset.Safety, "")]
    [TestCase(RulePreset.Migrations, "SBX2022")]
    [TestCase(RulePreset.All, "SBX2022 SBX2035 SBX2036")]
    public async Task A_preset_holds_those_before_it(RulePreset preset, string rules)
    {
        using var folder = new LintFolder().With("a.sql", "SET lock_timeout = 1;\nSET statement_timeout = 1;\nDROP TABLE t;");

        var found = await folder.LintAsync(request => request with { Options = new LintOptions { Preset = preset } });

        found.Found.Findings.Select(static finding => finding.Rule.Id).Order(StringComparer.Ordinal).ShouldBe(rules.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestCase(RuleSeverity.Error, RuleSeverity.Warning, ExitCode.VerdictFail)]
    [TestCase(RuleSeverity.Warning, RuleSeverity.Warning, ExitCode.VerdictFail)]
    [TestCase(RuleSeverity.Info, RuleSeverity.Warning, ExitCode.Success)]
    [TestCase(RuleSeverity.Info, RuleSeverity.Info, ExitCode.VerdictFail)]
    [TestCase(RuleSeverity.Error, null, ExitCode.Success)]
    [TestCase(null, RuleSeverity.Info, ExitCode.Success)]
    public async Task The_exit_code_follows_from_weight_and_threshold(RuleSeverity? severity, RuleSeverity? threshold, ExitCode expected)
    {
        using var folder = new LintFolder().With("a.sql", "DROP DATABASE a;");
        var options = new LintOptions { Rules = new Dictionary<string, RuleSeverity?> { ["SBX1001"] = severity }, Threshold = threshold };

        (await folder.LintAsync(request => request with { Options = options })).Found.ExitCode.ShouldBe(expected);
    }

    [Test]
    public async Task What_is_denied_and_shared_counts_in_scripts_of_every_kind()
    {
        using var folder = new LintFolder().With("a.sh", "psql -h live-1 -c 'DROP SCHEMA reporting CASCADE'\n").With("b.sql", "\\connect live-1\nDROP SCHEMA reporting CASCADE;\n");

        var found = await folder.FindAsync(request => request with { Options = new LintOptions { Preset = RulePreset.Safety, Denied = ["live-1"], SharedSchemas = ["reporting"] } });

        found.Select(static one => one[..4] + one[^7..]).Order(StringComparer.Ordinal).ShouldBe(["a.shSBX1002", "a.shSBX1202", "b.sqSBX1002", "b.sqSBX1202"]);
    }

    [Test]
    public async Task Standard_input_is_what_its_name_says()
    {
        using var folder = new LintFolder();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("docker system prune\n"));

        (await folder.FindAsync(request => request with { Paths = ["-"], Input = input, InputName = "x/clean.sh" })).ShouldBe(["x/clean.sh:1:1 SBX1002"]);
    }

    [TestCase("# sandbox:disable-next SBX1002 ours\ndocker system prune\n", "")]
    [TestCase("# sandbox:disable-next sbx1002 ours\n\n# and another word\nFOO=1 \\\n  docker system prune\n", "")]
    [TestCase("# sandbox:disable-next SBX1002\ndocker system prune\n", "1:1 SBX1401")]
    [TestCase("# sandbox:disable-next SBX1002, SBX1001\ndocker system prune\n", "1:1 SBX1401")]
    [TestCase("# sandbox:disable-next SBX1002 ours\necho a\ndocker system prune\n", "1:1 SBX1401|3:1 SBX1002")]
    [TestCase("# sandbox:disable-next SBX9999 ours\ndocker system prune\n", "1:1 SBX1401|2:1 SBX1002")]
    public async Task A_comment_in_a_shell_script_switches_a_rule_off_for_the_next_command(string text, string expected)
    {
        using var folder = new LintFolder().With("a.sh", text);

        (await folder.FindAsync()).Select(static found => found["a.sh:".Length..]).ShouldBe(expected.Split('|', StringSplitOptions.RemoveEmptyEntries));
    }
}
