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
    [TestCase("""[|System.IO.Directory.Delete(System.IO.Path.Combine(AppContext.BaseDirectory, name), true)|];""")]
    [TestCase("""[|System.IO.Directory.Delete(System.IO.Path.Combine(Environment.CurrentDirectory, "out"), true)|];""")]
    public async Task A_folder_whose_path_is_put_together_is_no_exact_name(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1002");

    [TestCase("""System.IO.Directory.Delete("/var/lib/scratch", recursive: true);""")]
    [TestCase("""System.IO.Directory.Delete("/var/lib/" + "scratch", recursive: true);""")]
    [TestCase("""System.IO.Directory.Delete(System.IO.Path.Combine("/var/lib", "scratch"), recursive: true);""")]
    [TestCase("""System.IO.Directory.Delete(System.IO.Path.Combine(AppContext.BaseDirectory, "out"), recursive: true);""")]
    [TestCase("""var root = System.IO.Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "out"); System.IO.Directory.Delete(System.IO.Path.Combine(root, "data"), true);""")]
    [TestCase("""System.IO.Directory.Delete(name, recursive: true);""")]
    [TestCase("""System.IO.Directory.Delete(System.IO.Path.Combine(name, "data"));""")]
    [TestCase("""System.IO.Directory.Delete(System.IO.Path.Combine(name, "data"), recursive: false);""")]
    [TestCase("""System.IO.File.Delete(System.IO.Path.Combine(name, "data"));""")]
    [TestCase("""System.IO.Directory.Delete(System.IO.Path.Combine(System.IO.Path.GetTempPath(), name), recursive: true);""")]
    [TestCase("""var made = System.IO.Directory.CreateTempSubdirectory("it-"); System.IO.Directory.Delete(System.IO.Path.Combine(made.FullName, name), recursive: true); made.Delete(true);""")]
    [TestCase("""var folder = $"/var/lib/{name}-{Guid.NewGuid():N}"; System.IO.Directory.Delete(folder, recursive: true);""")]
    public async Task A_folder_by_its_name_or_of_the_programs_own_is_quiet(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1002");

    [TestCase("""foreach (var d in System.IO.Directory.GetDirectories(name, "test_*")) [|System.IO.Directory.Delete(d, true)|];""")]
    [TestCase("""foreach (var d in System.IO.Directory.EnumerateDirectories("/srv/sandboxes", "test_*")) { [|System.IO.Directory.Delete(d, recursive: true)|]; }""")]
    [TestCase("""foreach (var d in new System.IO.DirectoryInfo(name).GetDirectories()) { [|d.Delete(true)|]; }""")]
    [TestCase("""foreach (var d in new System.IO.DirectoryInfo("/srv").EnumerateDirectories("it-*")) { [|System.IO.Directory.Delete(d.FullName, true)|]; }""")]
    [TestCase("""var old = System.IO.Directory.GetDirectories(name); Array.ForEach(old, static d => [|System.IO.Directory.Delete(d, true)|]);""")]
    [TestCase("""new List<string>(System.IO.Directory.GetDirectories(name)).ForEach(d => [|System.IO.Directory.Delete(d, true)|]);""")]
    public async Task Folders_of_a_listing_have_no_exact_names(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1002");

    [TestCase("""foreach (var d in System.IO.Directory.GetDirectories("/srv/scratch")) System.IO.Directory.Delete(d, true);""")]
    [TestCase("""foreach (var d in System.IO.Directory.GetDirectories(System.IO.Path.GetTempPath(), "test_*")) System.IO.Directory.Delete(d, true);""")]
    [TestCase("""var made = System.IO.Directory.CreateTempSubdirectory("it-"); foreach (var d in made.EnumerateDirectories("a*")) d.Delete(true);""")]
    [TestCase("""foreach (var d in System.IO.Directory.GetDirectories(name, "test_*")) System.IO.Directory.Delete(d);""")]
    [TestCase("""foreach (var d in System.IO.Directory.GetDirectories(name, "test_*")) System.IO.Directory.Delete(name, true);""")]
    [TestCase("""foreach (var f in System.IO.Directory.GetFiles(name, "*.tmp")) System.IO.File.Delete(f);""")]
    [TestCase("""foreach (var d in new[] { "/srv/a", "/srv/b" }) System.IO.Directory.Delete(d, true);""")]
    public async Task Other_loops_over_folders_are_quiet(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1002");

    [Test]
    [CancelAfter(20_000)]
    public async Task Paths_that_lead_to_one_another_are_followed_once()
    {
        var lines = Enumerable.Range(0, 400).Select(line => FormattableString.Invariant($"a = b + \"{line}\"; b = c + a; c = a + b;"));
        await Snippet.InMethod($"string a = name, b = name, c = name; {string.Join(' ', lines)} [|System.IO.Directory.Delete(System.IO.Path.Combine(a, b, c), true)|];").ShouldReport("SBX1002");
        var doubled = Enumerable.Range(1, 40).Select(line => FormattableString.Invariant($"var p{line} = System.IO.Path.Combine(p{line - 1}, p{line - 1});"));
        await Snippet.InMethod($"var p0 = AppContext.BaseDirectory; {string.Join(' ', doubled)} System.IO.Directory.Delete(System.IO.Path.Combine(p40, \"a\"), true);").ShouldReport("SBX1002");
    }

    [Test]
    public async Task A_field_that_is_filled_before_each_test_is_followed()
    {
        const string source = """
            sealed class Place
            {
                private readonly string _root = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
                private string _folder = "";
                private System.IO.DirectoryInfo? _work;
                public void SetUp() { _folder = System.IO.Directory.CreateTempSubdirectory("it-").FullName; _work = System.IO.Directory.CreateDirectory(_root); }
                public void Empty() { foreach (var d in _work!.GetDirectories("x*")) d.Delete(true); }
                public void TearDown() { foreach (var d in System.IO.Directory.GetDirectories(_folder)) System.IO.Directory.Delete(d, true); System.IO.Directory.Delete(System.IO.Path.Combine(_folder, "data"), true); }
            }
            """;
        await source.ShouldReport("SBX1002");
    }

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
