using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sandbox.Architecture.Tests.SourceTree;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class SourceFileTests
{
    private const int LongestFile = 400;

    // Longer than the rule, and not to grow: each is to be split when its subject is next worked on.
    private static readonly IReadOnlyDictionary<string, int> KnownToBeLonger = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["src/Sandbox.Syntax/Lexing/Lexer.cs"] = 439,
    };

    private static readonly IReadOnlyList<string> Sources = [.. Repository.SourcesIn("src"), .. Repository.SourcesIn("analyzers")];

    [Test]
    public void A_source_file_is_not_too_long() =>
        Sources.Select(static file => (file, lines: Repository.Read(file).TrimEnd('\n').Split('\n').Length))
            .Where(static entry => entry.lines > KnownToBeLonger.GetValueOrDefault(entry.file, LongestFile))
            .ShouldBeEmpty();

    [Test]
    public void A_source_file_holds_one_public_type_at_most() =>
        Sources.Select(static file => (file, types: string.Join(", ", PublicTypesIn(file))))
            .Where(static entry => entry.types.Contains(',', StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Test]
    public void A_source_file_is_called_after_its_public_type() =>
        Sources.SelectMany(static file => PublicTypesIn(file).Select(type => (file, type)))
            .Where(static entry => Path.GetFileNameWithoutExtension(entry.file).Split('_')[0] != entry.type)
            .ShouldBeEmpty();

    [Test]
    public void A_source_file_in_a_folder_has_the_namespace_of_the_folder()
    {
        // An assembly's root namespace may hold the words that all of the product shares, such as ExitCode.
        var strangers = Repository.SourcesIn("src")
            .Select(static file => (file, expected: ExpectedNamespace(file), found: NamespaceOf(file)))
            .Where(static entry => entry.found is not null && entry.found != entry.expected && !(entry.found == "Sandbox" && entry.file.Count(static c => c == '/') == 2));

        strangers.ShouldBeEmpty();
    }

    [Test]
    public void Every_test_project_tests_a_project()
    {
        var tested = Repository.ProjectsIn("src").Concat(Repository.ProjectsIn("analyzers")).Select(static project => project.Name + ".Tests");

        Repository.ProjectsIn("tests").Select(static project => project.Name).ShouldBeSubsetOf([.. tested, "Sandbox.Architecture.Tests"]);
    }

    [Test]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Sandbox.sln").Replace('\\', '/');
        var projects = new[] { "src", "analyzers", "tests", "bench" }.SelectMany(Repository.ProjectsIn).Select(static project => Repository.Relative(project.Path));

        projects.Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> PublicTypesIn(string file) =>
        Root(file).DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(static member => member.Modifiers.Any(SyntaxKind.PublicKeyword))
            .Select(static member => member switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                DelegateDeclarationSyntax type => type.Identifier.Text,
                _ => null,
            })
            .OfType<string>();

    private static string? NamespaceOf(string file) => Root(file).ChildNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();

    private static string ExpectedNamespace(string file) => string.Join('.', file.Split('/')[1..^1]);

    private static SyntaxNode Root(string file) => CSharpSyntaxTree.ParseText(Repository.Read(file), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
}
