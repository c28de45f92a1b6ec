namespace Sandbox.Architecture.Tests.References;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class ReferenceTests
{
    private static IReadOnlyList<ProjectFile> Products => Repository.ProjectsIn("src");

    private static IReadOnlyList<ProjectFile> Analyzers => Repository.ProjectsIn("analyzers");

    [TestCaseSource(nameof(Products))]
    public void A_product_project_references_only_what_the_house_allows(ProjectFile project)
    {
        House.Projects.Keys.ShouldContain(project.Name, "a new project needs its place in House.cs");
        project.References.ShouldBeSubsetOf(House.Projects[project.Name]);
    }

    [TestCaseSource(nameof(Products))]
    public void A_product_project_names_only_its_own_packages(ProjectFile project)
    {
        project.Packages.ShouldBeSubsetOf(House.Packages[project.Name]);
    }

    [TestCaseSource(nameof(Products))]
    public void A_product_assembly_uses_only_what_its_project_sees(ProjectFile project)
    {
        var used = CompiledAssembly.ReferencesOf(Path.Combine(TestContext.CurrentContext.TestDirectory, project.AssemblyName + ".dll"));

        used.ShouldBeSubsetOf([.. House.SeenBy(project.Name), .. House.Libraries[project.Name]]);
    }

    [Test]
    public void Only_the_guard_of_the_rehearsal_knows_Npgsql()
    {
        var users = Repository.SourcesIn("src/Sandbox.Rehearsal")
            .Where(static file => Repository.Read(file).Contains("using Npgsql", StringComparison.Ordinal));

        users.ShouldAllBe(static file => file.StartsWith("src/Sandbox.Rehearsal/Guards/", StringComparison.Ordinal));
    }

    [Test]
    public void NUnit_and_the_command_line_never_see_each_other()
    {
        House.SeenBy("Sandbox.Cli").ShouldNotContain("Sandbox.NUnit");
        House.SeenBy("Sandbox.NUnit").ShouldNotContain("Sandbox.Cli");
    }

    [Test]
    public void The_analyzers_reference_no_product_project()
    {
        var names = Analyzers.Select(static project => project.Name).ToList();

        Analyzers.SelectMany(static project => project.References).ShouldBeSubsetOf(names);
    }

    [Test]
    public void The_analyzers_assemblies_use_nothing_but_Roslyn_and_each_other()
    {
        var names = Analyzers.Select(static project => project.AssemblyName).ToList();
        var configuration = Repository.BuiltWith("Configuration");
        foreach (var project in Analyzers)
        {
            var used = CompiledAssembly.ReferencesOf(
                Path.Combine(Path.GetDirectoryName(project.Path)!, "bin", configuration, "netstandard2.0", project.AssemblyName + ".dll"));

            // Roslyn finds fixes by the attributes of the last one.
            used.Where(static name => !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)).ShouldBeSubsetOf([.. names, "System.Composition.AttributedModel"], project.Name);
        }
    }
}
