using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Sandbox.Analyzers.Tests;

/// <summary>
/// Compiles a snippet with the framework's and Npgsql's references and runs every analyzer of ours over it, as the compiler would. What
/// is expected is marked in the snippet: <c>[|...|]</c>.
/// </summary>
internal static class Snippet
{
    /// <summary>What a snippet may use besides the framework: our own types, with the shape of the real ones.</summary>
    public const string Surroundings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Data;
        global using System.Data.Common;
        global using System.Diagnostics;
        global using System.Diagnostics.CodeAnalysis;
        global using System.Threading;
        global using System.Text;
        global using System.Threading.Tasks;
        global using Dapper;
        global using Microsoft.EntityFrameworkCore;
        global using Npgsql;
        global using Sandbox.Postgres;
        global using Sandbox.Rehearsal.Guards;

        namespace Sandbox.Postgres
        {
            public interface ISession { Task<object> ExecuteAsync(string statement, IReadOnlyList<string?> parameters, CancellationToken cancellationToken); }
            public static class SessionExtensions { public static Task<object> QueryAsync(this ISession session, string statement, CancellationToken cancellationToken) => session.ExecuteAsync(statement, new string?[0], cancellationToken); }
        }

        namespace Sandbox.Rehearsal.Guards
        {
            public static class CloneGuard
            {
                public static Task EnsureAsync() => Task.CompletedTask;
                public static Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken = default) => Task.CompletedTask;
                public static Task EnsureAsync(ISession session, CancellationToken cancellationToken = default) => Task.CompletedTask;
                public static Task DescribeAsync() => Task.CompletedTask;
            }
            [AttributeUsage(AttributeTargets.Method)] public sealed class CloneGuardAttribute : Attribute { }
        }

        public static class Shared { public const string Drop = "DROP DATABASE prod"; }
        """;

    /// <summary>What a project of tests hands to its analyzers.</summary>
    public static readonly (string Key, string Value) TestProject = ("build_property.IsTestProject", "true");

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [new SqlLiteralAnalyzer(), new SqlFileAnalyzer(), new ProcessTeardownAnalyzer(), new EnsureDeletedAnalyzer(), new FolderTeardownAnalyzer(), new ConnectionLiteralAnalyzer()];

    private static readonly ImmutableArray<string> AllRules = [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id).Distinct(StringComparer.Ordinal)];

    private static readonly ImmutableArray<MetadataReference> References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || name is "netstandard.dll" or "Npgsql.dll" or "Dapper.dll"))
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToImmutableArray();

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly SyntaxTree SurroundingTree = CSharpSyntaxTree.ParseText(Surroundings, ParseOptions, "Surroundings.cs");

    /// <summary>Statements of an async method with a connection, a command, a session and a context at hand.</summary>
    public static string InMethod(string statements) => $$"""
        class Test
        {
            [CloneGuard] static void Check() { }
            [CloneGuard] static bool IsClone() => true;
            [CloneGuard] static Task<bool> IsCloneAsync() => Task.FromResult(true);
            static async Task<string> GuardedName() { await CloneGuard.EnsureAsync(); return ""; }
            static Task OtherAsync() => Task.CompletedTask;

            async Task Run(NpgsqlConnection connection, NpgsqlConnection other, DbCommand command, NpgsqlDataSource source, ISession session, IDbCommand plain, Microsoft.EntityFrameworkCore.DbContext context, string name, bool flag, CancellationToken token)
            {
                await OtherAsync();
        {{statements}}
            }
        }
        """;

    /// <summary>Runs the analyzers over a marked snippet and compares the places that one rule reports.</summary>
    public static async Task ShouldReport(this string marked, string ruleId, params (string Key, string Value)[] configuration)
    {
        var (source, places) = Marks.Read(marked);
        var diagnostics = await RunAsync(Compile(source, ruleId), [], configuration);
        var found = diagnostics.Where(diagnostic => string.Equals(diagnostic.Id, ruleId, StringComparison.Ordinal)).Select(diagnostic => diagnostic.Location.SourceSpan);
        Marks.Write(source, found).ShouldBe(Marks.Write(source, places));
    }

    /// <summary>The diagnostics of a compilable source, with AdditionalFiles; an analyzer that throws (AD0001) or a source that does not compile fails the test.</summary>
    public static Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string source, params (string Path, string Text)[] additionalFiles) =>
        AnalyzeAsync(source, [], additionalFiles);

    /// <summary>The same, with what a project has configured.</summary>
    public static Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string source, (string Key, string Value)[] configuration, (string Path, string Text)[] additionalFiles) =>
        RunAsync(Compile(source), additionalFiles, configuration);

    /// <summary>The same, in a project that has turned all rules on.</summary>
    public static Task<IReadOnlyList<Diagnostic>> AnalyzeByAllRulesAsync(string source, params (string Key, string Value)[] configuration) => RunAsync(Compile(source, AllRules), [], configuration);

    /// <summary>The diagnostics of a compilation, which may have errors.</summary>
    public static Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(Compilation compilation) => RunAsync(compilation, []);

    /// <summary>A source as the document of an editor's project.</summary>
    public static Document OpenIn(AdhocWorkspace workspace, string source)
    {
        var compilation = Compile(source);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Snippet", "Snippet", LanguageNames.CSharp, compilationOptions: compilation.Options, parseOptions: ParseOptions, metadataReferences: References));
        return project.AddDocument("Surroundings.cs", Surroundings).Project.AddDocument("Test.cs", source);
    }

    /// <summary>A source that has to compile, in a project that has turned some rules on.</summary>
    public static CSharpCompilation Compile(string source, params IEnumerable<string> ruleIds)
    {
        var tree = CSharpSyntaxTree.ParseText(source, ParseOptions, "Test.cs");
        var kind = tree.GetRoot().DescendantNodes().OfType<GlobalStatementSyntax>().Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var options = new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
        var compilation = CSharpCompilation.Create(
            "Snippet", [SurroundingTree, tree], References, options.WithSpecificDiagnosticOptions(ruleIds.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Warn))));
        compilation.GetDiagnostics(TestContext.CurrentContext.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return compilation;
    }

    /// <summary>The diagnostics of one <c>.sql</c> file in a project that has turned all rules on.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeScriptAsync(string path, string text)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSpecificDiagnosticOptions(AllRules.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Warn)));
        return await RunAsync(CSharpCompilation.Create("Script", [SurroundingTree], References, options), [(path, text)]);
    }

    /// <summary>Runs the analyzers over whatever can be parsed, errors or not.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeBrokenAsync(string source, params (string Path, string Text)[] additionalFiles) =>
        await RunAsync(CSharpCompilation.Create("Broken", [SurroundingTree, CSharpSyntaxTree.ParseText(source, ParseOptions, "Test.cs")], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)), additionalFiles, TestProject);

    /// <summary>Runs the analyzers over a source that knows nothing but the language.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeBareAsync(string source) =>
        await RunAsync(CSharpCompilation.Create("Bare", [CSharpSyntaxTree.ParseText(source, ParseOptions, "Test.cs")], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)), []);

    private static async Task<IReadOnlyList<Diagnostic>> RunAsync(Compilation compilation, (string Path, string Text)[] additionalFiles, params (string Key, string Value)[] configuration)
    {
        var files = additionalFiles.Select(file => (AdditionalText)new InMemoryFile(file.Path, file.Text)).ToImmutableArray();
        var withAnalyzers = compilation.WithAnalyzers(Analyzers, new AnalyzerOptions(files, new Configuration(configuration)));
        var diagnostics = await withAnalyzers.GetAnalyzerDiagnosticsAsync(TestContext.CurrentContext.CancellationToken);
        diagnostics.Where(diagnostic => !diagnostic.Id.StartsWith("SBX", StringComparison.Ordinal)).ShouldBeEmpty();
        return diagnostics;
    }

    private sealed class InMemoryFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }
    private sealed class Configuration((string Key, string Value)[] values) : AnalyzerConfigOptionsProvider
    {
        private readonly Values _values = new(values);

        public override AnalyzerConfigOptions GlobalOptions => _values;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _values;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _values;

        private sealed class Values((string Key, string Value)[] values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = Array.Find(values, pair => string.Equals(pair.Key, key, StringComparison.Ordinal)).Value;
                return value is not null;
            }
        }
    }
}
