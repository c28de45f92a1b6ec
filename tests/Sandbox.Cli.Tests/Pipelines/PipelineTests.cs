using YamlDotNet.Serialization;

namespace Sandbox.Cli.Tests.Pipelines;

/// <summary>What <c>docs/ci</c> hands to pipelines: read as YAML, and its commands run as a runner runs them.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
[Platform("Linux")]
public sealed class PipelineTests
{
    [Test]
    public async Task The_action_for_GitHub_reports_in_every_form_and_fails_with_the_rehearsal()
    {
        using var folder = Folder();
        var action = Read("docs/ci/action.yml");
        var step = Map(List(Map(action["runs"])["steps"]).ShouldHaveSingleItem());
        var options = string.Join('\n', await ClonesWordsAsync());
        Environments(step, action).ShouldBe(["options", "reports", "scripts"]);

        var run = await ShellRun.BashAsync(
            folder, (string)step["run"], [], ("GITHUB_STEP_SUMMARY", folder["summary"]), ("GITHUB_OUTPUT", folder["output"]), ("SANDBOX_SCRIPTS", "fine.sql\n$(touch injected) `touch injected`; touch injected.sql\n"), ("SANDBOX_OPTIONS", options), ("SANDBOX_REPORTS", "out put"));

        run.ExitCode.ShouldBe((int)ExitCode.VerdictFail, run.Error);
        run.Out.ShouldStartWith("::error file=");
        File.ReadAllText(folder["summary"]).ShouldStartWith("## sandbox rehearse\n\n**FAIL ");
        File.ReadAllText(folder["output"]).ShouldBe("exit-code=1\nreports=out put\n");
        folder.Files.Where(static file => file.StartsWith("out put", StringComparison.Ordinal)).Select(Path.GetFileName).ShouldBe(
            ["junit.xml", "touch-injected---touch-injected---touch-injected.sql.html", "fine.sql.html", "index.html", "report.json", "report.md", "report.sarif"], ignoreOrder: true);
        folder.Files.ShouldNotContain("injected");
    }

    [Test]
    public async Task The_job_for_GitLab_leaves_what_it_says_it_leaves()
    {
        using var folder = Folder();
        var job = Map(Read("docs/ci/gitlab-ci.yml")[".sandbox-rehearse"]);
        var artifacts = Map(job["artifacts"]);

        var run = await ShellRun.BashAsync(
            folder, string.Join('\n', List(job["script"])), [], ("SANDBOX_SCRIPTS", "fine.sql"), ("SANDBOX_OPTIONS", string.Join(' ', await ClonesWordsAsync())));

        run.ExitCode.ShouldBe(0, run.Error);
        run.Out.ShouldContain("PASS  ");
        File.Exists(folder[(string)Map(artifacts["reports"])["junit"]]).ShouldBeTrue();
        folder.Files.Where(static file => file.EndsWith(".html", StringComparison.Ordinal)).ShouldAllBe(file => List(artifacts["paths"]).Any(path => file.StartsWith((string)path, StringComparison.Ordinal)));
        Map(job["variables"]).Keys.ShouldBe(["SANDBOX_SCRIPTS", "SANDBOX_OPTIONS"]);
    }

    [TestCase("sandbox-lint", "drop.sql", 1)]
    [TestCase("sandbox-lint", "fine.sql", 0)]
    [TestCase("sandbox-rehearse", "fine.sql", 0)]
    public async Task A_hook_before_a_commit_fails_with_its_command(string id, string file, int expected)
    {
        using var folder = Folder();
        var hook = List(new DeserializerBuilder().Build().Deserialize<object>(File.ReadAllText(Path.Combine(Repository.Root, ".pre-commit-hooks.yaml")))).Select(Map).Single(hook => (string)hook["id"] == id);

        var run = await ShellRun.BashAsync(folder, $"{hook["entry"]} \"$1\"", [file]);

        hook["language"].ShouldBe("system");
        run.ExitCode.ShouldBe(expected, run.Out + run.Error);
    }

    private static TempFolder Folder() => new TempFolder()
        .With("fine.sql", "-- sandbox: snapshot none\nSELECT 'c' AS check_name, 'PASS' AS verdict;\n")
        .With("$(touch injected) `touch injected`; touch injected.sql", "-- sandbox: snapshot none\nSELECT nope;\n")
        .With("drop.sql", "DROP DATABASE a;\n")
        .With("sandbox.json", """{ "rehearse": { "allow": ["report_*"] } }""");

    private static async Task<string[]> ClonesWordsAsync() => (await TestServer.CreateDatabaseAsync("report_")).Words;

    private static Dictionary<object, object> Read(string path) => Map(new DeserializerBuilder().Build().Deserialize<object>(File.ReadAllText(Path.Combine(Repository.Root, path))));

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;

    private static List<object> List(object node) => (List<object>)node;

    /// <summary>The inputs that reach a step, all of them through its environment.</summary>
    private static List<string> Environments(Dictionary<object, object> step, Dictionary<object, object> action)
    {
        ((string)step["run"]).ShouldNotContain("${{");
        var inputs = Map(action["inputs"]).Keys.Cast<string>().Order(StringComparer.Ordinal).ToList();
        Map(step["env"]).Values.Cast<string>().Order(StringComparer.Ordinal).ShouldBe(inputs.Select(static input => $"${{{{ inputs.{input} }}}}"));
        return inputs;
    }
}
