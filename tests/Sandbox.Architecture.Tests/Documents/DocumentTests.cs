namespace Sandbox.Architecture.Tests.Documents;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class DocumentTests
{
    private const string Readme = "README.md";

    private static IReadOnlyList<string> Documents => Markdown.Documents;

    [Test]
    public void The_readme_shows_a_sample_for_NUnit() => Markdown.Samples(Repository.Read(Readme)).ShouldNotBeEmpty();

    [TestCaseSource(nameof(Documents))]
    public void A_sample_is_a_part_of_a_file_that_is_compiled(string document)
    {
        foreach (var (file, code) in Markdown.Samples(Repository.Read(document)))
        {
            file.ShouldNotBeNull($"no file is named for:\n{code}");
            file.ShouldMatch("^tests/[^/]+[.]Tests/", "only a test project's file is compiled and run");
            $"\n{Repository.Read(file)}\n".ShouldContain($"\n{code}\n");
        }
    }

    [TestCase("dotnet test")]
    [TestCase("dotnet run --project src/Sandbox.Cli -c Release -- rehearse scripts/dot-register")]
    public void The_pipeline_runs_the_commands_of_the_readme(string command)
    {
        Markdown.Commands(Repository.Read(Readme)).ShouldContain(command);

        // As it stands: nothing before it but the step's name or the function that adds up, nothing behind it that would change what runs.
        Repository.Read(".ci/run").Split('\n').ShouldContain(
            line => line.Trim() == $"count_tests {command} || status=$?" || (line.StartsWith("step ", StringComparison.Ordinal) && line.EndsWith($"' {command} || true", StringComparison.Ordinal)));
    }

    [Test]
    public void The_command_that_accepts_the_public_surface_is_documented() =>
        Markdown.Commands(Repository.Read("CONTRIBUTING.md")).ShouldContain(Surface.PublicSurfaceTests.AcceptAll);

    [TestCaseSource(nameof(Documents))]
    public void A_link_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;

        Markdown.LocalLinks(Repository.Read(document)).Where(link => !Path.Exists(Path.Combine(folder, link))).ShouldBeEmpty();
    }

    [Test]
    public void The_readme_names_every_project_of_the_product()
    {
        var named = Markdown.Rows(Repository.Read(Readme)).Select(static row => row[0].Trim('`')).ToList();

        Repository.ProjectsIn("src").Concat(Repository.ProjectsIn("analyzers"))
            .Select(static project => Repository.Relative(Path.GetDirectoryName(project.Path)!))
            .ShouldBeSubsetOf(named);
    }
}
