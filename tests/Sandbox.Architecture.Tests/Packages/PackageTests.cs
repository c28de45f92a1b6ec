using System.Xml.Linq;

namespace Sandbox.Architecture.Tests.Packages;

/// <summary>The package of the analyzers, as somebody uses it: added to a project, and nothing else.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class PackageTests
{
    private const string Program = """
        using System.Data.Common;

        public static class Acme
        {
            public static void EnsureClone(DbCommand command) { }

            public static void Retire(DbCommand command)
            {
                command.CommandText = "SELECT 1; DROP DATABASE shop";
            }

            public static void RetireClone(DbCommand command)
            {
                EnsureClone(command);
                command.CommandText = "DROP DATABASE shop";
            }
        }
        """;

    private const string Migration = """
        ALTER TABLE shop.orders ALTER COLUMN id TYPE bigint;
        CREATE TABLE shop.notes (id integer PRIMARY KEY);
        """;

    private readonly SampleSolution _sample = new();

    [OneTimeSetUp]
    public void Build()
    {
        foreach (var (name, properties) in new[]
        {
            ("Safety", ""),
            ("Migrations", "<SandboxPreset>migrations</SandboxPreset><IsTestProject>true</IsTestProject>"),
            ("All", "<SandboxPreset>all</SandboxPreset>"),
            ("Programs", "<SandboxScripts>false</SandboxScripts>"),
        })
        {
            _sample.WriteProject(name, properties);
            _sample.Write($"{name}/Acme.cs", Program);
            _sample.Write($"{name}/migrations/1.sql", Migration);
            _sample.Write($"{name}/migrations/teardown.sql", "SELECT 1;\n  DROP OWNED BY CURRENT_USER;\n");
        }

        _sample.Write("sandbox.json", """{ "rehearse": { "allow": ["clone_*"], "deny": ["ledger"] } }""");
        _sample.Write("Safety/connect.sql", "\\connect ledger\n\\connect orders_eu\n\\connect prod\n");
        _sample.Write("Safety/bin/copied.sql", "DROP DATABASE shop;\n");
        _sample.Write("Safety/.globalconfig", """
            is_global = true
            dotnet_diagnostic.SBX1002.severity = suggestion
            sandbox_denied_targets = orders_*
            sandbox_guard_methods = Acme.EnsureClone
            """);
        _sample.Write("Migrations/appsettings.Test.json", """{ "ConnectionStrings": { "Shop": "Host=localhost;Database=ledger" } }""");
        _sample.Build();
    }

    [OneTimeTearDown]
    public void Remove() => _sample.Dispose();

    [Test]
    public void It_holds_analyzers_for_older_compilers_and_fixes_for_newer_ones_and_no_library()
    {
        _sample.Entries.ShouldBeSubsetOf(
        [
            "README.md", "icon.png", "Sandbox.Analyzers.nuspec", "[Content_Types].xml", "_rels/.rels", .. _sample.Entries.Where(static entry => entry.EndsWith(".psmdcp", StringComparison.Ordinal)),
            "analyzers/dotnet/roslyn4.14/cs/Sandbox.Analyzers.CodeFixes.dll",
            "analyzers/dotnet/roslyn4.14/cs/Sandbox.Analyzers.dll",
            "analyzers/dotnet/roslyn4.8/cs/Sandbox.Analyzers.dll",
            "build/Sandbox.Analyzers.targets", "build/sandbox-all.globalconfig", "build/sandbox-migrations.globalconfig", "build/sandbox-safety.globalconfig",
        ]);
        _sample.Entries.Count(static entry => entry.EndsWith(".dll", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Test]
    public void A_finding_in_a_literal_stands_on_its_exact_characters()
    {
        var lines = Program.Split('\n');
        var line = Array.FindIndex(lines, static line => line.Contains("SELECT 1; DROP", StringComparison.Ordinal));
        var column = lines[line].IndexOf("DROP DATABASE", StringComparison.Ordinal) + 1;

        In("Safety", "Acme.cs").ShouldBe([new SampleFinding("SBX1001", "warning", "Acme.cs", line + 1, column, column + "DROP DATABASE".Length)]);
    }

    [Test]
    public void Files_that_no_project_names_are_read_but_those_in_output_folders()
    {
        In("All", "teardown.sql").ShouldContain(new SampleFinding("SBX1002", "warning", "teardown.sql", 2, 3, 29));
        In("Programs", "teardown.sql").ShouldBeEmpty();
        In("Safety", "copied.sql").ShouldBeEmpty();
        In("Programs", "Acme.cs").Select(static finding => finding.Rule).ShouldBe(["SBX1001", "SBX1001"]);
    }

    [TestCase("Safety", false, false)]
    [TestCase("Migrations", true, false)]
    [TestCase("All", true, true)]
    public void The_preset_turns_rules_on(string project, bool isMigrations, bool isAll)
    {
        var rules = In(project, "1.sql").Select(static finding => finding.Rule).ToList();

        rules.Contains("SBX2005", StringComparer.Ordinal).ShouldBe(isMigrations);
        rules.Contains("SBX2032", StringComparer.Ordinal).ShouldBe(isAll);
    }

    [TestCase("docs/rules/configuration.md")]
    [TestCase("analyzers/Sandbox.Analyzers.CodeFixes/package/README.md")]
    public void Its_pages_list_the_properties_that_a_project_can_set(string page)
    {
        var properties = XDocument.Parse(Repository.Read("analyzers/Sandbox.Analyzers.CodeFixes/package/build/Sandbox.Analyzers.targets"))
            .Descendants("PropertyGroup").Elements().Select(static property => property.Name.LocalName).Where(static name => !name.StartsWith('_'));

        Repository.Read(page).Split('\n').Where(static line => line.StartsWith("| `Sandbox", StringComparison.Ordinal)).Select(static line => line.Split('`')[1]).ShouldBe(properties);
    }

    [Test]
    public void A_preset_that_does_not_exist_is_an_error() =>
        _sample.Ask("Safety", "-t:_SandboxCheckPreset", "-p:SandboxPreset=everything").ShouldContain("error : SandboxPreset is 'everything': write safety, migrations or all");

    [Test]
    public void Severities_and_options_come_from_the_projects_own_configuration()
    {
        In("Safety", "teardown.sql").ShouldBe([new SampleFinding("SBX1002", "note", "teardown.sql", 2, 3, 29)]);
        In("Safety", "connect.sql").Where(static finding => finding.Rule == "SBX1202").Select(static finding => finding.Line).ShouldBe([1, 2], "the policy's names and the project's, and no guess besides");
    }

    [Test]
    public void A_test_project_has_its_connection_strings_read()
    {
        In("Migrations", "appsettings.Test.json").Select(static finding => finding.Rule).ShouldBe(["SBX1203"]);
        In("All", "appsettings.Test.json").ShouldBeEmpty();
    }

    private List<SampleFinding> In(string project, string file) => [.. _sample.FindingsOf(project).Where(finding => finding.File == file && finding.Rule.StartsWith("SBX", StringComparison.Ordinal))];
}
