using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Sandbox.Analyzers.Tests;

/// <summary>Applies a fix as an editor does, after the snippet's diagnostics, in a workspace of its own.</summary>
internal static class Fixes
{
    private static readonly GuardFix Fix = new();

    /// <summary>The text after the fix of the first diagnostic that has one; null where none has.</summary>
    public static async Task<string?> ApplyFirstAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        var document = Snippet.OpenIn(workspace, source);
        foreach (var diagnostic in await FixableAsync(document))
        {
            CodeAction? offered = null;
            await Fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered = action, TestContext.CurrentContext.CancellationToken));
            if (offered is not null)
            {
                return await ResultAsync(offered, document.Id);
            }
        }

        return null;
    }

    /// <summary>The text after all of them were fixed at once.</summary>
    public static async Task<string?> ApplyAllAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        var document = Snippet.OpenIn(workspace, source);
        var all = new FixAllContext(document, Fix, FixAllScope.Document, codeActionEquivalenceKey: null!, Fix.FixableDiagnosticIds, new Diagnostics(), TestContext.CurrentContext.CancellationToken);
        var action = await Fix.GetFixAllProvider().GetFixAsync(all);
        return action is null ? null : await ResultAsync(action, document.Id);
    }

    private static async Task<string> ResultAsync(CodeAction action, DocumentId document)
    {
        var operations = await action.GetOperationsAsync(TestContext.CurrentContext.CancellationToken);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await changed.GetDocument(document)!.GetTextAsync(TestContext.CurrentContext.CancellationToken)).ToString();
    }

    private static async Task<IEnumerable<Diagnostic>> FixableAsync(Document document)
    {
        var compilation = await document.Project.GetCompilationAsync(TestContext.CurrentContext.CancellationToken);
        return (await Snippet.AnalyzeAsync(compilation!)).Where(diagnostic => Fix.FixableDiagnosticIds.Contains(diagnostic.Id));
    }

    private sealed class Diagnostics : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => FixableAsync(document);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(ImmutableArray<Diagnostic>.Empty);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => FixableAsync(project.Documents.Single(document => string.Equals(document.Name, "Test.cs", StringComparison.Ordinal)));
    }
}
