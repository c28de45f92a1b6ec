using Microsoft.CodeAnalysis;

namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class ConnectionLiteralTests
{
    private const string Policy = """{ "rehearse": { "deny": ["directus", "orders_*", "postgres"] }, "protected": { "hosts": ["db1.example.org"] } }""";

    [TestCase("""await using var c = new NpgsqlConnection("Host=localhost;Username=me;Password=[|hunter2|]");""")]
    [TestCase("""const string Uri = "postgresql://me:[|hunter2|]@localhost/app"; await using var c = NpgsqlDataSource.Create(Uri);""")]
    [TestCase("""var builder = new NpgsqlConnectionStringBuilder { Host = "localhost", Password = "[|hunter2|]" };""")]
    [TestCase("""var builder = new NpgsqlConnectionStringBuilder(); builder["Password"] = "[|hunter2|]"; builder["Application Name"] = "hunter2";""")]
    [TestCase("""var text = "Server=localhost;Database=" + name + ";Password=[|hunter2|]";""")]
    [TestCase("""var text = $"Host=localhost;Database={name};Password=[|hunter2|]";""")]
    [TestCase("""var text = $"Host=localhost;Database=a;Password={name}";""")]
    [TestCase("""var text = "Host=localhost;Username=me;Password=***";""")]
    [TestCase("""var text = "the Password=hunter2 belongs to Host=localhost";""")]
    [TestCase("""var text = "Password=hunter2";""")]
    [TestCase("""var builder = new NpgsqlConnectionStringBuilder { Password = name };""")]
    public async Task A_password_is_found_in_what_connections_are_made_of(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1201");

    [TestCase("""var text = "Host=[|db.prod.example.org|];Database=app";""")]
    [TestCase("""var text = "postgres://me@db/[|prod|]?sslmode=require";""")]
    [TestCase("""var builder = new NpgsqlConnectionStringBuilder { Database = "[|orders-prod|]", Host = "localhost" };""")]
    [TestCase("""var text = "Host=a;DB=[|shop_prod|]";""")]
    [TestCase("""var text = "Host=a,[|prod-db|]:5433;Database=app";""")]
    [TestCase("""var isIt = name.StartsWith("Host=prod");""")]
    [TestCase("""var text = "Host=products.example.org;Database=prodigy";""")]
    [TestCase("""var text = "prod";""")]
    [TestCase("""var text = "see postgresql://docs/prod";""")]
    public async Task A_production_name_is_found_in_connection_strings(string statements)
    {
        await Snippet.InMethod(statements).ShouldReport("SBX1202");
        await Snippet.InMethod(statements).ShouldReport("SBX1203", Snippet.TestProject);
    }

    [TestCase("""var text = "Host=[|db1.example.org|];Database=[|directus|]";""")]
    [TestCase("""const string Name = "[|directus|]";""")]
    [TestCase("""Trace.WriteLine(@"[|orders_eu|]");""")]
    [TestCase("""Trace.WriteLine("the directus that we test");""")]
    [TestCase("""Trace.WriteLine("directus_clone");""")]
    [TestCase("""var text = "Host=localhost;Database=postgres";""")]
    [TestCase("""var text = "prod";""")]
    [TestCase("""Trace.WriteLine($"{name}directus");""")]
    public async Task A_test_project_names_nothing_that_its_policy_denies(string statements) =>
        (await Places(statements, Snippet.TestProject)).ShouldBe(Snippet.InMethod(statements));

    [Test]
    public async Task A_name_alone_is_no_finding_outside_of_tests() =>
        (await Places("const string Name = \"directus\";")).ShouldBe(Snippet.InMethod("const string Name = \"directus\";"));

    [Test]
    public async Task The_settings_of_a_test_project_are_read()
    {
        const string settings = """
            {
              "ConnectionStrings": { "Main": "Host=db1.example.org;Database=app", /* "Old": "Host=db1.example.org" */ "Clone": "Host=localhost;Database=clone" },
              "Orders": { "Database": "orders_eu", "Note": "orders_eu" },
              "Host": "localhost"
            }
            """;
        (await Settings(settings, Snippet.TestProject)).ShouldBe([(1, 39), (2, 27)]);
        (await Settings(settings)).ShouldBeEmpty();
        (await Settings(settings[..90], Snippet.TestProject)).ShouldBe([(1, 39)]);
    }

    [Test]
    public void A_reference_to_a_test_framework_makes_a_test_project() =>
        Policies.TestProjects.IsOne(
            Snippet.Compile(string.Empty).AddReferences(MetadataReference.CreateFromFile(typeof(TestAttribute).Assembly.Location)),
            new Microsoft.CodeAnalysis.Diagnostics.AnalyzerOptions([])).ShouldBeTrue();

    private static async Task<string> Places(string statements, params (string Key, string Value)[] configuration)
    {
        var (source, _) = Marks.Read(Snippet.InMethod(statements));
        var found = await Snippet.AnalyzeAsync(source, configuration, [("sandbox.json", Policy)]);
        return Marks.Write(source, found.Where(diagnostic => string.Equals(diagnostic.Id, "SBX1203", StringComparison.Ordinal)).Select(diagnostic => diagnostic.Location.SourceSpan));
    }

    private static async Task<List<(int Line, int Column)>> Settings(string text, params (string Key, string Value)[] configuration) =>
        (await Snippet.AnalyzeAsync(string.Empty, configuration, [("sandbox.json", Policy), ("appsettings.Test.json", text)]))
            .Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition).Select(place => (place.Line, place.Character)).ToList();
}
