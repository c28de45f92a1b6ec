using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Sandbox.Analyzers.Guards;
using Sandbox.Analyzers.Sinks;

namespace Sandbox.Analyzers;

/// <summary>Where a guard can be called, and with what.</summary>
/// <param name="Statement">The statement that it belongs before.</param>
/// <param name="Guard">Our <c>CloneGuard</c>.</param>
/// <param name="Connection">The connection that the statement runs on, as it is written there.</param>
/// <param name="Token">The cancellation token at hand; null where there is none.</param>
internal sealed record GuardSite(StatementSyntax Statement, INamedTypeSymbol Guard, string Connection, string? Token)
{
    /// <summary>Finds the place for the guard of what was found at a span; null where there is none.</summary>
    public static async Task<GuardSite?> FindAsync(Document document, TextSpan span, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(span, getInnermostNodeForTie: true) is not { } node || node.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || !CanAwait(statement)
            || model?.Compilation.GetTypeByMetadataName("Sandbox.Rehearsal.Guards.CloneGuard") is not { } guard || AdoTypes.Find(model.Compilation) is not { } types)
        {
            return null;
        }

        var connections = new Connections(types, model, cancellationToken);
        for (var part = node; part is not null && part != statement.Parent; part = part.Parent)
        {
            if (model.GetOperation(part, cancellationToken) is { } operation && connections.OfStatement(operation) is { Root: { } variable, IsOfCommand: false } connection)
            {
                return NameOf(variable, statement) is { } name && IsConnection(name + connection.Path, statement, model)
                    ? new GuardSite(statement, guard, name + connection.Path, TokenAt(statement, model))
                    : null;
            }
        }

        return null;
    }

    /// <summary>Whether a guard here makes one at another place unnecessary.</summary>
    public bool Covers(GuardSite other) =>
        string.Equals(Connection, other.Connection, StringComparison.Ordinal)
        && (Statement == other.Statement || (Statement.Parent is BlockSyntax block && Statement.SpanStart < other.Statement.SpanStart && block.Span.Contains(other.Statement.Span)));

    /// <summary>Whether the innermost function around a statement is one that awaits.</summary>
    private static bool CanAwait(StatementSyntax statement)
    {
        foreach (var ancestor in statement.Ancestors())
        {
            switch (ancestor)
            {
                case LockStatementSyntax or UnsafeStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax member:
                    return member.Modifiers.Any(SyntaxKind.AsyncKeyword);
            }
        }

        return false;
    }

    /// <summary>A variable's name; null where it is declared too late to stand before a statement.</summary>
    private static string? NameOf(ISymbol variable, StatementSyntax statement) =>
        variable is ILocalSymbol local && local.DeclaringSyntaxReferences.Any(declaration => declaration.Span.Start >= statement.SpanStart) ? null : variable.Name;

    /// <summary>Whether a name, written before the statement, is a connection that the guard takes.</summary>
    private static bool IsConnection(string name, StatementSyntax statement, SemanticModel model)
    {
        var type = model.GetSpeculativeTypeInfo(statement.SpanStart, SyntaxFactory.ParseExpression(name), SpeculativeBindingOption.BindAsExpression).Type;
        return AdoTypes.Derives(type, model.Compilation.GetTypeByMetadataName("Npgsql.NpgsqlConnection"));
    }

    private static string? TokenAt(StatementSyntax statement, SemanticModel model) =>
        model.LookupSymbols(statement.SpanStart).FirstOrDefault(symbol => IsToken(symbol) && NameOf(symbol, statement) is not null)?.Name;

    private static bool IsToken(ISymbol symbol) =>
        (symbol as IParameterSymbol)?.Type is { } parameter ? IsToken(parameter) : symbol is ILocalSymbol { Type: var local } && IsToken(local);

    private static bool IsToken(ITypeSymbol type) => string.Equals(type.ToDisplayString(), "System.Threading.CancellationToken", StringComparison.Ordinal);
}
