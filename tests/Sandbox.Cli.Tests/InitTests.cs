using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sandbox.Rehearsal.Tests;
using YamlDotNet.Serialization;

namespace Sandbox.Cli.Tests;

/// <summary>What <c>sandbox init</c> writes works as it stands.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(300_000)]
public sealed partial class InitTests
{
    private static readonly string[] s_written =
    [
        ".github/workflows/rehearse.yml", ".gitignore", "rehearsals/clone.sql", "rehearsals/first.sql", "rehearsals/first.verified.txt", "sandbox.json",
        "tests/Rehearsals.Tests/RehearsalTests.cs", "tests/Rehearsals.Tests/Rehearsals.Tests.csproj",
    ];

    [Test]
    public async Task An_empty_folder_gets_a_rehearsal_that_passes_and_a_pipeline_whose_commands_do()
    {
        using var folder = new TempFolder();

        var run = await SandboxProcess.RunAsync(folder, "init");

        run.ShouldExitWith(ExitCode.Success);
        folder.Files.ShouldBe(s_written);
        s_written.ShouldAllBe(file => run.Out.Contains($"wrote  {file}\n", StringComparison.Ordinal));
        File.ReadAllText(folder["sandbox.json"]).ShouldNotContain("{{");
        (await SandboxProcess.RunAsync(folder, "doctor")).Out.ShouldContain("_clone_*");
        var steps = List(Map(Map(Map(new DeserializerBuilder().Build().Deserialize<object>(File.ReadAllText(folder[".github/workflows/rehearse.yml"])))["jobs"])["rehearse"])["steps"]).Select(Map).Where(static step => step.ContainsKey("name")).ToDictionary(static step => (string)step["name"], static step => (string)step["run"]);
        steps.Keys.ShouldBe(["Install sandbox", "Lint", "Rehearse", "Test", "Summary"]);
        foreach (var name in (string[])["Lint", "Rehearse", "Summary"])
        {
            var step = await ShellRun.BashAsync(folder, steps[name], [], ("GITHUB_STEP_SUMMARY", folder["summary"]), ("CI", "true"));
            step.ExitCode.ShouldBe(0, $"{name}: {step.Out}{step.Error}");
        }

        File.ReadAllText(folder["summary"]).ShouldContain("PASS");
        folder.Files.ShouldNotContain("rehearsals/first.received.txt");
    }

    [Test]
    public async Task What_is_there_already_is_left_alone_as_a_whole()
    {
        using var folder = new TempFolder().With("sandbox.json", "{}").With("rehearsals/first.sql", "SELECT 1;");

        var run = (await SandboxProcess.RunAsync(folder, "init", "--ci", "none")).ShouldExitWith(ExitCode.Success);

        run.Out.ShouldContain("left   sandbox.json: it is there already\nleft   rehearsals: it is there already\nwrote  tests/Rehearsals.Tests/Rehearsals.Tests.csproj\n");
        File.ReadAllText(folder["sandbox.json"]).ShouldBe("{}");
        folder.Files.ShouldBe([".gitignore", "rehearsals/first.sql", "sandbox.json", "tests/Rehearsals.Tests/RehearsalTests.cs", "tests/Rehearsals.Tests/Rehearsals.Tests.csproj"]);
    }

    [TestCase("My-Shop", "my_shop")]
    [TestCase("2026", "db_2026")]
    [TestCase("...", "shop")]
    public async Task The_names_of_clones_come_from_the_folders(string name, string expected)
    {
        using var folder = new TempFolder();

        (await SandboxProcess.RunAsync(folder, "init", $"./deep/{name}/.", "--ci", "gitlab")).ShouldExitWith(ExitCode.Success);

        var files = folder.Files.Where(static file => file.EndsWith(".sql", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal)).ToList();
        files.Count.ShouldBe(4);
        var written = files.ToDictionary(static file => Path.GetFileName(file), file => File.ReadAllText(folder[file]));
        written["sandbox.json"].ShouldContain($"\"{expected}_clone_*\"");
        written["first.sql"].ShouldContain($"LIKE '{expected.Replace("_", "\\_", StringComparison.Ordinal)}\\_clone\\_%'");
        Map(new DeserializerBuilder().Build().Deserialize<object>(written[".gitlab-ci.yml"])).Keys.ShouldBe(["rehearse"]);
    }

    [Test]
    public void The_test_project_asks_for_the_versions_that_this_repository_builds_with()
    {
        var here = References("Directory.Packages.props", "PackageVersion");

        foreach (var (package, version) in References("src/Sandbox.Cli/Starter/tests/Rehearsals.Tests.csproj.starter", "PackageReference").Where(static reference => reference.Key != "Sandbox.NUnit"))
        {
            version.ShouldBe(here[package], package);
        }
    }

    [Test]
    public async Task The_test_project_runs_the_script_as_a_test()
    {
        if (!CasesToPlay.IsAll)
        {
            Assert.Ignore("packs, restores and builds a project: SANDBOX_CASES=all plays it");
        }

        using var folder = new TempFolder();
        (await SandboxProcess.RunAsync(folder, "init")).ShouldExitWith(ExitCode.Success);
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        folder.With("NuGet.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="packed" value="feed" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{packages}" /></fallbackPackageFolders>
            </configuration>
            """);
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        foreach (var project in (string[])["Sandbox.Syntax", "Sandbox.Postgres", "Sandbox.Rehearsal", "Sandbox.NUnit"])
        {
            await DotNetAsync(Repository.Root, "pack", $"src/{project}/{project}.csproj", "--no-build", "-c", configuration, "-p:IsPackable=true", "-nodeReuse:false", "-o", folder["feed"]);
        }

        var run = await DotNetAsync(folder.Path, "test", "tests/Rehearsals.Tests", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:NuGetAudit=false", "--logger", "console;verbosity=normal");

        PassedPattern().IsMatch(run).ShouldBeTrue(run);
        run.ShouldContain("rehearsals/first.sql");
    }

    private static async Task<string> DotNetAsync(string folder, params string[] words)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", words) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

        // The build that started the tests speaks to its own children by these.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "CI").ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.CurrentContext.CancellationToken);
        process.ExitCode.ShouldBe(0, await output + await errors);
        return await output;
    }

    private static Dictionary<string, string> References(string file, string element) => XDocument.Load(Path.Combine(Repository.Root, file)).Descendants(element)
        .ToDictionary(static reference => reference.Attribute("Include")!.Value, static reference => reference.Attribute("Version")!.Value);

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;

    private static List<object> List(object node) => (List<object>)node;

    [GeneratedRegex(@"Passed\W+1\b|Total tests: 1\s+Passed: 1", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PassedPattern();
}
