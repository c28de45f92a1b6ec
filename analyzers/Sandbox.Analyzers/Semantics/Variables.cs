using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Sandbox.Analyzers.Semantics;

/// <summary>Variables that hold one value for good.</summary>
internal static class Variables
{
    /// <summary>The value that a local was declared with and that nothing replaces; null where there is none.</summary>
    public static IOperation? ValueOf(ILocalReferenceOperation reference, SemanticModel? model, CancellationToken cancellationToken)
    {
        if (model is null || DeclaratorOf(reference.Local, cancellationToken) is not { Initializer.Value: { } value } declarator
            || declarator.SyntaxTree != model.SyntaxTree || !IsAssignedOnce(declarator))
        {
            return null;
        }

        return model.GetOperation(value, cancellationToken);
    }

    /// <summary>The value that a field of the same file is declared with; null where there is none.</summary>
    public static IOperation? ValueOf(IFieldReferenceOperation reference, CancellationToken cancellationToken) =>
        reference.Field.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration && declaration.SyntaxTree == reference.Syntax.SyntaxTree
            && declaration.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value } ? reference.SemanticModel?.GetOperation(value, cancellationToken) : null;

    /// <summary>Whether a local keeps what it was declared with.</summary>
    public static bool IsAssignedOnce(ILocalSymbol local, CancellationToken cancellationToken) =>
        DeclaratorOf(local, cancellationToken) is { } declarator && IsAssignedOnce(declarator);

    /// <summary>Takes off what changes a value's type and not the value.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        var inner = operation;
        while (true)
        {
            switch (inner)
            {
                case IConversionOperation conversion:
                    inner = conversion.Operand;
                    break;
                case IAwaitOperation wait:
                    inner = wait.Operation;
                    break;
                case IParenthesizedOperation parenthesized:
                    inner = parenthesized.Operand;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } instance }:
                    inner = instance;
                    break;
                default:
                    return inner;
            }
        }
    }

    /// <summary>The operation that holds all others of the same body.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root;
    }

    private static VariableDeclaratorSyntax? DeclaratorOf(ILocalSymbol local, CancellationToken cancellationToken) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) as VariableDeclaratorSyntax;

    private static bool IsAssignedOnce(VariableDeclaratorSyntax declarator)
    {
        // Top-level statements are members of their file, one each: the variable is known to all of them.
        SyntaxNode? scope = declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        scope = scope is GlobalStatementSyntax ? scope.Parent : scope;
        if (scope is null)
        {
            return false;
        }

        foreach (var name in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (string.Equals(name.Identifier.ValueText, declarator.Identifier.ValueText, StringComparison.Ordinal) && IsWritten(name))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWritten(IdentifierNameSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax,
        RefExpressionSyntax => true,
        _ => false,
    };
}
