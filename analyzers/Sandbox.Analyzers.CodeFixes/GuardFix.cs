using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;

namespace Sandbox.Analyzers;

/// <summary>
/// Puts <c>await CloneGuard.EnsureAsync(connection, cancellationToken)</c> before a statement that nothing guards: where it can be awaited, and the
/// connection that the statement runs on is at hand.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GuardFix))]
[Shared]
public sealed class GuardFix : CodeFixProvider
{
    private const string Title = "Make sure that the connection leads to a clone";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("SBX1001", "SBX1006");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        var sites = new List<GuardSite>();
        foreach (var diagnostic in diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            // A guard that stands before a statement stands before those after it too.
            if (await GuardSite.FindAsync(document, diagnostic.Location.SourceSpan, context.CancellationToken).ConfigureAwait(false) is { } site
                && !sites.Exists(earlier => earlier.Covers(site)))
            {
                sites.Add(site);
            }
        }

        return await InsertAsync(document, sites, context.CancellationToken).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await GuardSite.FindAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is { } site)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, cancellationToken => InsertAsync(context.Document, [site], cancellationToken), Title), context.Diagnostics);
        }
    }

    private static async Task<Document> InsertAsync(Document document, IReadOnlyCollection<GuardSite> sites, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (var site in sites)
        {
            var guard = (StatementSyntax)CallOf(site, editor.Generator);
            if (site.Statement.Parent is BlockSyntax or SwitchSectionSyntax)
            {
                // What is written above the statement speaks of it, and stays there.
                editor.InsertBefore(site.Statement, guard);
            }
            else if (site.Statement.Parent is GlobalStatementSyntax top)
            {
                // A member would be set apart by blank lines.
                editor.InsertBefore(top, SyntaxFactory.GlobalStatement(guard.NormalizeWhitespace().WithTrailingTrivia(LineBreakIn(top))));
            }
            else
            {
                editor.ReplaceNode(site.Statement, SyntaxFactory.Block(guard, site.Statement.WithoutTrivia()).WithTriviaFrom(site.Statement).WithAdditionalAnnotations(Formatter.Annotation));
            }
        }

        return editor.GetChangedDocument();
    }

    private static SyntaxTrivia LineBreakIn(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines[0];
        return SyntaxFactory.EndOfLine(line.End == line.EndIncludingLineBreak ? "\n" : text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)));
    }

    private static SyntaxNode CallOf(GuardSite site, SyntaxGenerator generator)
    {
        var type = generator.TypeExpression(site.Guard, addImport: true).WithAdditionalAnnotations(Simplifier.Annotation);
        var arguments = new[] { site.Connection, site.Token }.OfType<string>().Select(static argument => SyntaxFactory.ParseExpression(argument));
        var call = generator.InvocationExpression(generator.MemberAccessExpression(type, "EnsureAsync"), arguments);
        return generator.ExpressionStatement(generator.AwaitExpression(call)).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
