namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class FolderTests
{
    [TestCase("""[|System.IO.Directory.Delete(System.IO.Path.Combine(name, "data"), recursive: true)|];""")]
    [TestCase("""[|System.IO.Directory.Delete(recursive: true, path: $"/var/lib/{name}")|];""")]
    [TestCase("""[|System.IO.Directory.Delete("/var/lib/" + name, true)|];""")]
    [TestCase("""var folder = string.Format("/var/lib/{0}", name); [|System.IO.Directory.Delete(folder, true)|];""")]
    [TestCase("""[|new System.IO.DirectoryInfo("/var/lib/" + name).Delete(true)|];""")]
    [TestCase("""var folder = new System.IO.DirectoryInfo(System.IO.Path.Join(name, name)); [|folder.Delete(recursive: true)|];""")]
    public async Task A_folder_whose_path_is_put_together_is_no_exact_name(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1002");

    [TestCase("""System.IO.Directory.Delete("/var/lib/scratch", recursive: true);""")]
    [TestCase("""System.IO.Directory.Delete("/var/lib/" + "scratch", recursive: true);""")]
    [TestCase("""System.IO.Directory.Delete(System.IO.Path.Combine("/var/lib", "scratch"), recursive: true);""")]
    [TestCase("""System.IO.Directory.Delete(name, recursive: true);""")]
    [TestCase("""System.IO.Directory.Delete(System.IO.Path.Combine(name, "data"));""")]
    [TestCase("""System.IO.Directory.Delete(System.IO.Path.Combine(name, "data"), recursive: false);""")]
    [TestCase("""System.IO.File.Delete(System.IO.Path.Combine(name, "data"));""")]
    [TestCase("""System.IO.Directory.Delete(System.IO.Path.Combine(System.IO.Path.GetTempPath(), name), recursive: true);""")]
    [TestCase("""var made = System.IO.Directory.CreateTempSubdirectory("it-"); System.IO.Directory.Delete(System.IO.Path.Combine(made.FullName, name), recursive: true); made.Delete(true);""")]
    [TestCase("""var folder = $"/var/lib/{name}-{Guid.NewGuid():N}"; System.IO.Directory.Delete(folder, recursive: true);""")]
    public async Task A_folder_by_its_name_or_of_the_programs_own_is_quiet(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1002");

    [Test]
    public async Task A_field_that_holds_a_folder_of_its_own_is_followed()
    {
        const string source = """
            sealed class Place : IDisposable
            {
                private readonly System.IO.DirectoryInfo _made = System.IO.Directory.CreateTempSubdirectory("it-");
                public void Dispose() => System.IO.Directory.Delete(System.IO.Path.Combine(_made.FullName, "data"), recursive: true);
            }
            """;
        await source.ShouldReport("SBX1002");
    }
}
