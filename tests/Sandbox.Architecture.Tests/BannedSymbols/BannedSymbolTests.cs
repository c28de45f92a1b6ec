using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sandbox.Architecture.Tests.BannedSymbols;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class BannedSymbolTests
{
    // A suppression is right only in the one place that the list's text names.
    private static readonly string[] Exempt = ["src/Sandbox.Postgres/NpgsqlSession.cs", "src/Sandbox.Cli/Console/"];

    private static readonly Compilation Everything = CSharpCompilation.Create("everything", references: CompilerRun.References.Select(static path => MetadataReference.CreateFromFile(path)));

    private static IReadOnlyList<BannedSymbol> Symbols => BannedSymbol.All;

    private static IReadOnlyList<ProjectFile> Products => Repository.ProjectsIn("src");

    [TestCaseSource(nameof(Symbols))]
    public void A_banned_symbol_exists(BannedSymbol banned)
    {
        DocumentationCommentId.GetSymbolsForDeclarationId(banned.Id, Everything).ShouldNotBeEmpty("the analyzer ignores a line that names nothing");
        banned.Instead.ShouldNotBeEmpty("a line says what to do instead");
    }

    [Test]
    public void No_symbol_is_banned_twice() => BannedSymbol.All.Select(static symbol => symbol.Id).ShouldBeUnique();

    [Test]
    public void The_compiler_refuses_what_is_banned()
    {
        const string Offences = """
            using System;
            using System.Data;
            using System.Threading;
            using Npgsql;

            public static class Offences
            {
                public static void Terminal() => Console.WriteLine("banned");
                public static DateTime Clock() => DateTime.UtcNow;
                public static DateTimeOffset OffsetClock() => DateTimeOffset.Now;
                public static Guid Name() => Guid.NewGuid();
                public static void Pause() => Thread.Sleep(1);
                public static void Open(NpgsqlConnection connection) => connection.Open();
                public static void Close(NpgsqlConnection connection) => connection.Close();
                public static object Begin(NpgsqlConnection connection) => connection.BeginTransaction();
                public static object Begin(NpgsqlConnection connection, IsolationLevel level) => connection.BeginTransaction(level);
                public static object Command() => new NpgsqlCommand();
                public static bool Read(NpgsqlDataReader reader) => reader.Read();
            }
            """;
        var lines = Offences.Split('\n');

        var banned = CompilerRun.LinesWith("RS0030", Offences);

        banned.Select(line => lines[line - 1].Trim()).ShouldBe(lines.Where(static line => line.Contains("=>", StringComparison.Ordinal)).Select(static line => line.Trim()));
    }

    [TestCaseSource(nameof(Products))]
    public void A_product_project_is_built_with_the_list(ProjectFile project)
    {
        var build = EvaluatedProject.Of(project.Path);

        build.Items("AdditionalFiles").ShouldContain(BannedSymbol.ListPath);
        build.Items("PackageReference").ShouldContain(static path => path.EndsWith("Microsoft.CodeAnalysis.BannedApiAnalyzers", StringComparison.Ordinal));
        build.Property("NoWarn").ShouldNotContain("RS0030");
        build.Property("RunAnalyzers").ShouldNotBe("false");
        build.Property("TreatWarningsAsErrors").ShouldBe("true");
        build.Property("GenerateDocumentationFile").ShouldBe("true");
        build.Property("Deterministic").ShouldBe("true");
        build.Property("NuGetAudit").ShouldBe("true");
        build.Property("RestorePackagesWithLockFile").ShouldBe("true");
    }

    [Test]
    public void The_ban_is_lifted_only_where_it_may_be()
    {
        var lifted = Repository.SourcesIn("src").Where(static file => Repository.Read(file).Contains("RS0030", StringComparison.Ordinal));

        lifted.Where(static file => !Exempt.Any(place => file.StartsWith(place, StringComparison.Ordinal))).ShouldBeEmpty();
        Repository.Read(".editorconfig").ShouldNotContain("RS0030");
    }
}
